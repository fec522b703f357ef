"""Entries of tensors, and tensors by a rule for their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.term import ZERO, Term, number
from derivcheck.engine.tensors import families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import SIZES, Unsupported, bounds, key, spread
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def entry(lowering: Lowering, expr: core.Entry) -> Tensor:
    if isinstance(expr.tensor, core.Table):
        values = [lowering.scalar(i) for i in expr.indices]
        return lowering.bound(dict(zip(map(key, expr.tensor.indices), values, strict=True))).of(expr.tensor.body)
    tensor = lowering.of(expr.tensor)
    if isinstance(tensor, Family):
        return tensor.at(*(lowering.scalar(i) for i in expr.indices))
    positions = [lowering.integer(i) for i in expr.indices]
    ranges = bounds(expr.tensor.type)
    outside = isinstance(expr.tensor, core.Variable) and "zero_outside" in expr.tensor.symbol.properties
    for position, (first, last) in zip(positions, ranges, strict=False):
        if not first <= position <= last:
            if outside:
                return ZERO
            raise Unsupported(f"the index {position} is outside its axis")
        tensor = tensor[position - first]
    return tensor


def table(lowering: Lowering, expr: core.Table) -> Tensor:
    def value(*indices: Term) -> Tensor:
        return lowering.bound(dict(zip(map(key, expr.indices), indices, strict=True))).of(expr.body)

    if families.is_symbolic(expr.type):
        ranges = families.axes(expr.type)
        if ranges is None or len(ranges) != len(expr.indices):
            raise Unsupported(SIZES)
        return Family(ranges, value)
    positions = bounds(expr.type)[: len(expr.indices)]
    return spread(lambda position: value(*map(number, position)), positions, ())
