"""Results as JSON values and back, read off the types of their fields; nothing but plain data is ever restored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """A dataclass of plain data as dictionaries, lists, texts and numbers."""
    return asdict(value)


def from_json(kind: type[T], value: Any) -> T:
    """The dataclass that `to_json` was given. Raises ValueError, TypeError or KeyError for anything else."""
    reader: Callable[[Any], Any] = _reader(cast(Any, kind))
    return cast(T, reader(value))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How a JSON value becomes a value of a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if origin in (UnionType, Union):
        options = [_reader(a) for a in arguments if a is not type(None)]
        return (lambda v: None if v is None else options[0](v)) if len(options) == 1 else (lambda v: v)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda v: tuple(item(part) for part in v)
    if origin is Literal:
        return lambda v: _chosen(v, arguments)
    return lambda v: v


def _record(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {name: _reader(hint) for name, hint in hints.items() if name in kind.__dataclass_fields__}  # type: ignore[attr-defined]

    def read(value: Any) -> Any:
        if not isinstance(value, dict) or value.keys() != readers.keys():
            raise ValueError(f"not a {kind.__name__}")
        return kind(**{name: readers[name](part) for name, part in value.items()})

    return read


def _chosen(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r} is not one of {allowed}")
    return value
