"""Relations between numbers or whole tensors, and equality up to rounding."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.algebra.term import Term, call, conjunction, disjunction, number, relation, sub
from derivcheck.engine.lowering import limits
from derivcheck.engine.lowering.entrywise import combined
from derivcheck.engine.tensors import blocks, explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.variables import SIZES, Unsupported
from derivcheck.language import core
from derivcheck.language.core import Expr

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def relation_(lowering: Lowering, expr: core.Call) -> Term:
    """Of tensors: of all entries together; != says that some entry differs."""
    between_limits = limits.equation(lowering, expr)
    if between_limits is not None:
        return between_limits
    op, left, right = expr.op, *(lowering.of(a) for a in expr.args)
    if isinstance(left, Family) or isinstance(right, Family):
        if op == "ne":
            raise Unsupported(SIZES)
        multiplied = blocks.equal(left, right) if op == "eq" else None
        if multiplied is not None:
            return multiplied
        return families.every(combined(lambda a, b: relation(op, a, b), [left, right]))
    if len(explicit.entries(left)) == 1 and len(explicit.entries(right)) == 1:
        return relation(op, explicit.entries(left)[0], explicit.entries(right)[0])
    pairs = explicit.entries(explicit.entrywise(lambda a, b: relation(op, a, b), left, right))
    return disjunction(*pairs) if op == "ne" else conjunction(*pairs)


def rounded(lowering: Lowering, expr: core.Call) -> Term:
    """|left - right| is at most half a unit in the last digit shown of the right side, entry by entry."""
    return _rounded(lowering, lowering.of(expr.args[0]), expr.args[1])


def _rounded(lowering: Lowering, left: Tensor, right: Expr) -> Term:
    if isinstance(right, core.Array):
        parts = [_rounded(lowering, part, item) for part, item in zip(left, right.items, strict=True)]
        return conjunction(*parts)
    half_unit = Fraction(1, 2) / Fraction(10) ** places(right)
    distance = call("Abs", sub(explicit.entries(left)[0], lowering.scalar(right)))
    return relation("le", distance, number(half_unit))


def places(literal: Expr) -> int:
    """Digits after the point of a decimal, possibly negated."""
    if isinstance(literal, core.Number):
        return literal.places or 0
    assert isinstance(literal, core.Call)
    return places(literal.args[0])
