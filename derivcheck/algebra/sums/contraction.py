"""Contraction: the sum of ``delta(j, t)*f(j)`` over j is f(t) where t is in the range of j, else 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Incomplete, Quotient
from derivcheck.algebra.sums.ranges import Range
from derivcheck.algebra.term import (
    ONE,
    TRUE,
    ZERO,
    Term,
    add,
    conjunction,
    depends,
    make,
    mul,
    number,
    relation,
    substitute,
)
from derivcheck.algebra.visible import is_total

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums


def contracted(sums: Sums, factors: list[Term], ranges: list[Range]) -> Quotient | None:
    """The sum of delta(j, t)*f(j) over j is f(t) where t is in the range of j, else 0; None without a delta."""
    for delta in (t for t in factors if t.op == "call" and t.args[0] == "delta"):
        for over in ranges:
            value = solution(sums, delta, over)
            if value is None:
                continue
            rest = [r for r in ranges if r is not over]
            others = [t for t in factors if t is not delta]
            inside = bracket(sums, value, over, rest)
            if inside and not all(is_total(t) for t in others):
                raise Incomplete("a summand that is not always defined, at an index that may leave its range")
            product = substitute(mul(*others, *inside), {over.index: value})
            for r in reversed(rest):
                bounds = (substitute(b, {over.index: value}) for b in (r.first, r.last))
                product = make("sum", r.index, *bounds, product)
            return sums.n.of(product)
    return None


def solution(sums: Sums, delta: Term, over: Range) -> Term | None:
    """The value of the index at which the delta's two arguments agree; None if it does not occur with slope 1."""
    f = sums.field
    index = f.find("symbol", over.index)
    if index is None or not depends(delta, over.index):
        return None
    difference = sums.n.of(add(delta.args[1], mul(number(-1), delta.args[2])))
    slope = difference.n.derivative(index)
    if not difference.d.is_one() or not slope.is_constant() or abs(int(slope.leading_coefficient())) != 1:
        return None
    rest = difference.n - slope * f.generators[index]
    if not all(is_integral(f.kernels[i].term) for i in f.occurring(rest)):
        return None  # an index is never equal to a number between integers
    return f.readable(-rest if slope.leading_coefficient() > 0 else rest)


def bracket(sums: Sums, value: Term, over: Range, others: list[Range]) -> list[Term]:
    """1 where the value is in the range, 0 elsewhere; nothing if it is known to be."""
    left = open_ends(sums, value, over, others)
    return [make("piecewise", ONE, conjunction(*left), ZERO, TRUE)] if left else []


def open_ends(sums: Sums, value: Term, over: Range, others: list[Range]) -> list[Term]:
    """What is not known of a value's being in a range; ``others``: the ranges bound around it besides the scope."""
    known = next((r for r in (*others, *reversed(sums.scope)) if r.index is value), None)
    if known is not None and (known.first, known.last) == (over.first, over.last):
        return []
    n = sums.n
    inside = [relation("le", over.first, value), relation("le", value, over.last)]
    return [c for c in inside if not n.proves("ge", n.of(add(c.args[1], mul(number(-1), c.args[0]))))]
