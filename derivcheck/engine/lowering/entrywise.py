"""Scalar operations on whatever an expression has become."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.algebra.term import Term
from derivcheck.engine.tensors import explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import SIZES, Unsupported


def combined(rule: Callable[..., Term], values: list[Tensor]) -> Tensor:
    """A scalar operation on terms, explicit tensors or families, entry by entry."""
    if any(isinstance(v, Family) for v in values):
        if any(isinstance(v, tuple) for v in values):
            raise Unsupported(SIZES)
        return families.entrywise(rule, *values)
    return explicit.entrywise(rule, *values)
