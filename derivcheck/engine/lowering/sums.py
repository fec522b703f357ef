"""Sums and products: written out between numbers, else as terms that bind their index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.term import ONE, ZERO, Term, add, bind, call, mul, number, rational
from derivcheck.engine.lowering import limits
from derivcheck.engine.lowering.entrywise import combined
from derivcheck.engine.tensors import explicit
from derivcheck.engine.tensors.axes import fresh
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.variables import MOST_ENTRIES, Unsupported, key
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def sigma(lowering: Lowering, expr: core.Sigma) -> Tensor:
    if limits.is_endless(expr):
        return limits.series(lowering, expr)
    first, last = lowering.scalar(expr.lower), lowering.scalar(expr.upper)
    if rational(first) is None or rational(last) is None:
        return _symbolic(lowering, expr, first, last)
    lower, upper = lowering.integer(expr.lower), lowering.integer(expr.upper)
    if upper - lower >= MOST_ENTRIES:
        raise Unsupported("a sum of this many terms is not written out")
    parts = [lowering.bound({key(expr.index): number(k)}).of(expr.body) for k in range(lower, upper + 1)]
    if expr.op in ("Max", "Min"):
        return _extremum(expr.op, parts)
    combine = add if expr.op == "Sum" else mul
    if not parts:
        return ZERO if expr.op == "Sum" else ONE
    return explicit.entrywise(lambda *terms: combine(*terms), *parts)


def _extremum(name: str, parts: list[Tensor]) -> Term:
    """The largest or smallest of explicit numbers."""
    if not parts:
        raise Unsupported("the largest of no numbers")
    numbers = [p for p in parts if isinstance(p, Term)]
    return call(name, *numbers) if len(numbers) > 1 else numbers[0]


def _symbolic(lowering: Lowering, expr: core.Sigma, first: Term, last: Term) -> Tensor:
    index = fresh()
    body = lowering.bound({key(expr.index): index}).of(expr.body)
    op = {"Sum": "sum", "Product": "product", "Max": "maximum", "Min": "minimum"}[expr.op]
    return combined(lambda term: bind(op, index, first, last, term), [body])
