"""Copies of objects that refer to each other and change as terms are read."""

from __future__ import annotations

from functools import partial
from types import MethodType
from typing import Any, TypeVar

from derivcheck.algebra.normal_form.table import Table

T = TypeVar("T")


_CONTAINERS = (dict, list, set)


class State:
    """What changes as terms are read; all else that it refers to, but for containers, stays as it was made."""


def copied(value: T, made: dict[int, Any]) -> T:
    """A copy of a state with all states that it refers to, and of their containers, but not of what is in these.

    ``made``: by identity, what stands for objects in the copy.
    """
    found: Any = made.get(id(value))
    if found is not None:
        return found  # type: ignore[no-any-return]
    kind: Any = type(value)
    if isinstance(value, State):
        found = made[id(value)] = kind.__new__(kind)
        for name, part in vars(value).items():
            setattr(found, name, copied(part, made))
        return found  # type: ignore[no-any-return]
    if isinstance(value, dict):
        # A dictionary may keep lists; what else is in containers does not change.
        return {k: v.copy() if type(v) in _CONTAINERS else v for k, v in value.items()}  # type: ignore[return-value]
    if isinstance(value, (list, set, Table)):
        return value.copy()  # type: ignore[return-value]
    if isinstance(value, MethodType):
        return MethodType(value.__func__, copied(value.__self__, made))  # type: ignore[return-value]
    if isinstance(value, partial):
        return partial(value.func, *(copied(a, made) for a in value.args))  # type: ignore[return-value]
    return value
