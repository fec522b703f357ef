"""Recursions: unrolled at an explicit index, else the definition itself in the name of an entry (`sequences`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.sequences.sequences import sequence
from derivcheck.algebra.term import Sort, Term, make, number, rational, symbol
from derivcheck.engine.tensors import families
from derivcheck.engine.tensors.axes import Bounds
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import SIZES, Unsupported, key
from derivcheck.language import core
from derivcheck.language.core import Kind

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering

_MOST_STEPS = 200


def recursion(lowering: Lowering, expr: core.Recursion) -> Tensor:
    index = lowering.scalar(expr.index)
    value = rational(index)
    if value is None or value.denominator != 1:
        return _symbolic(lowering, expr, index)
    if value > _MOST_STEPS:
        raise Unsupported("a recursion of this many steps is not unrolled")
    return Unrolling(lowering, expr).at(number(value))


class Unrolling:
    """Values of one recursively defined sequence, each computed once; bound to its name within its step."""

    def __init__(self, outside: Lowering, expr: core.Recursion) -> None:
        self.outside, self.expr = outside, expr
        self.base = dict(expr.base)
        self.known: dict[int, Tensor] = {}

    def at(self, place: Term) -> Tensor:
        value = rational(place)
        if value is None or value.denominator != 1:
            raise Unsupported(f"`{self.expr.name.name}` looks back to a place that depends on a variable")
        index = int(value)
        if index not in self.known:
            if index in self.base:
                self.known[index] = self.outside.of(self.base[index])
            elif index < min(self.base, default=0):
                raise Unsupported(f"`{self.expr.name.name}` is not defined at {index}")
            else:
                here = {key(self.expr.parameter): number(index), key(self.expr.name): self}
                self.known[index] = self.outside.bound(here).of(self.expr.step)
        return self.known[index]


class _Earlier:
    """The sequence within its own step."""

    def __init__(self, name: str, axes: tuple[Bounds, ...]) -> None:
        self.name, self.axes = name, axes

    def at(self, place: Term) -> Tensor:
        own = Family(self.axes, lambda *i: make("own", self.name, place, *i))
        return own if self.axes else own.rule()


def _symbolic(lowering: Lowering, expr: core.Recursion, index: Term) -> Tensor:
    axes = families.axes(expr.type)
    if axes is None or (axes and not families.is_symbolic(expr.type)):
        raise Unsupported(f"recursions for arrays of explicit size are decided at explicit indices only: {SIZES}")
    name = expr.name.name
    parameter = symbol(f"{expr.parameter.name}#{name}", Sort.INTEGER)
    components = tuple(symbol(f"component {k}#{name}", Sort.INTEGER) for k in range(len(axes)))
    inside = lowering.bound({key(expr.parameter): parameter, key(expr.name): _Earlier(name, axes)})
    step = _component(inside.of(expr.step), components)
    bases = (_component(lowering.of(value), components) for _, value in expr.base)
    places = [place for place, _ in expr.base]
    if places != list(range(places[0], places[-1] + 1)):
        raise Unsupported("first values with gaps between them are not decided yet")
    own = make("recursion", name, parameter, make("tuple", *components), places[-1], step, *bases)
    sort = Sort.COMPLEX if expr.type.kind is Kind.COMPLEX else Sort.REAL
    values = Family(axes, lambda *i: sequence(own, sort, places[0], axes, index, *i))
    return values if axes else values.rule()


def _component(value: Tensor, components: tuple[Term, ...]) -> Term:
    found = value.rule(*components) if isinstance(value, Family) else value
    if not isinstance(found, Term):
        raise Unsupported(SIZES)
    return found
