"""Quantifiers and predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.term import Term, conjunction, make, number, rational
from derivcheck.engine import families
from derivcheck.engine.tensors import Tensor
from derivcheck.engine.variables import MOST_ENTRIES, SIZES, Unsupported, key
from derivcheck.language import core
from derivcheck.language.core import Kind, Symbol, Type
from derivcheck.language.growth import growing, is_closed

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def quantified(lowering: Lowering, expr: core.Quantified) -> Tensor:
    if expr.op == "ForAll" and all(v.axis is not None for v in expr.variables):
        return _for_every_index(lowering, expr.variables, expr.body)
    raise Unsupported(f"{expr.op} is not decided yet")


def _for_every_index(lowering: Lowering, indices: tuple[Symbol, ...], body: core.Expr) -> Term:
    """The statement for all values of declared indices."""
    if not indices:
        return lowering.scalar(body)
    index, *rest = indices
    assert index.axis is not None
    ranges = families.axes(Type(Kind.INTEGER, (index.axis,)))
    if ranges is None:
        raise Unsupported(SIZES)
    ((first, last),) = ranges
    low, high = rational(first), rational(last)
    if low is not None and high is not None:
        values = [number(k) for k in range(int(low), int(high) + 1)]
        if len(values) > MOST_ENTRIES:
            raise Unsupported("a statement about this many indices is not written out")
        return conjunction(*(_for_every_index(lowering.bound({key(index): v}), tuple(rest), body) for v in values))
    own = families.fresh()
    return make("every", own, first, last, _for_every_index(lowering.bound({key(index): own}), tuple(rest), body))


def _growth(lowering: Lowering, expr: core.Predicate) -> Term:
    """growth(cost, bound, tuple of what grows)."""
    if not is_closed(expr):
        raise Unsupported("the growth of something with indices or arrays is not decided")
    grown = [lowering.variable(s) for s in growing(expr)]
    if any(not isinstance(own, Term) or own.op != "symbol" for own in grown):
        raise Unsupported("growth with something that is bound elsewhere")
    return make("growth", *(lowering.scalar(a) for a in expr.args), make("tuple", *grown))


def predicate(lowering: Lowering, expr: core.Predicate) -> Tensor:
    if expr.op == "growth":
        return _growth(lowering, expr)
    raise Unsupported(f"`{expr.op}` is not decided yet")
