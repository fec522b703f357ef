"""Recursions at an explicit index, unrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.term import number, rational
from derivcheck.engine.tensors import Tensor
from derivcheck.engine.variables import Unsupported, key
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering

_MOST_STEPS = 200
_BY_INDUCTION = "recursions are decided by induction, which is not built yet"


def recursion(lowering: Lowering, expr: core.Recursion) -> Tensor:
    value = rational(lowering.scalar(expr.index))
    if value is None or value.denominator != 1:
        raise Unsupported(_BY_INDUCTION)
    if value > _MOST_STEPS:
        raise Unsupported("a recursion of this many steps is not unrolled")
    return Unrolling(lowering, expr).at(int(value))


class Unrolling:
    """Values of one recursively defined sequence, each computed once; bound to its name within its step."""

    def __init__(self, outside: Lowering, expr: core.Recursion) -> None:
        self.outside, self.expr = outside, expr
        self.base = dict(expr.base)
        self.known: dict[int, Tensor] = {}

    def at(self, index: int) -> Tensor:
        if index not in self.known:
            if index in self.base:
                self.known[index] = self.outside.of(self.base[index])
            elif index < min(self.base, default=0):
                raise Unsupported(f"`{self.expr.name.name}` is not defined at {index}")
            else:
                here = {key(self.expr.parameter): number(index), key(self.expr.name): self}
                self.known[index] = self.outside.bound(here).of(self.expr.step)
        return self.known[index]
