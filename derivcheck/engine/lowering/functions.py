"""Arbitrary functions at given arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.term import Term, make
from derivcheck.engine.tensors import explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import Unsupported, bounds, key, spread
from derivcheck.language import core
from derivcheck.language.core import FunctionType, Symbol

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def apply(lowering: Lowering, expr: core.Apply) -> Tensor:
    function, type_ = expr.function, expr.function.type
    assert isinstance(type_, FunctionType)
    earlier = lowering.bindings.get(key(function))
    if earlier is not None:  # a recursion's name, within its step
        return earlier.at(lowering.scalar(expr.args[0]))
    values = [lowering.of(a) for a in expr.args]
    if families.is_symbolic(type_.result) or any(isinstance(v, Family) for v in values):
        return _symbolic(function, type_, values)
    flat = [e for value in values for e in explicit.entries(value)]

    def entry(position: tuple[int, ...]) -> Term:
        name = f"{function.name}[{', '.join(map(str, position))}]" if position else function.name
        return make("apply", name, type_.twice, (), *flat)

    return spread(entry, bounds(type_.result), ())


def _symbolic(function: Symbol, type_: FunctionType, values: list[Tensor]) -> Tensor:
    """An arbitrary function with arguments or values of symbolic size."""
    ranges = families.axes(type_.result)
    mixed = len(values) > 1 and any(isinstance(v, Family) for v in values)
    if ranges is None or mixed or any(isinstance(v, tuple) for v in values):
        raise Unsupported("arbitrary functions of several arrays are not decided yet")

    def value(*indices: Term) -> Term:
        if isinstance(values[0], Family):
            return families.functional(function.name, type_.twice, values[0], indices)
        # The value's indices are integers that the function depends on besides.
        return make("apply", function.name, type_.twice, (), *values, *indices)

    return Family(ranges, value) if ranges else value()
