"""Double sums over a triangle: in one form, whichever index is summed first.

The pairs with ``a <= u <= b``, ``c <= w <= u + e`` are those with ``c <= w <= b + e``, ``max(a, w - e) <= u <= b``.
Where the summand has only one of the indices, the other is counted; else the diagonal is split off, and what remains,
the pairs with ``w < u``, is written by the full square where that gives the simpler summand: with T(f) for the sum over
the triangle and f' for f with its arguments exchanged, T(f) + T(f') is the square without its diagonal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Quotient
from derivcheck.algebra.sums.labelling import labelled
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.term import (
    HALF,
    MINUS_ONE,
    ONE,
    Term,
    add,
    fresh_index,
    make,
    mul,
    rational,
    sub,
    substitute,
)
from derivcheck.algebra.visible import is_total

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums


@dataclass(frozen=True, slots=True)
class _Triangle:
    """Pairs with ``outer.first <= u <= outer.last`` and ``low <= w <= u + offset``."""

    outer: Range
    inner: Term
    low: Term
    offset: Term
    others: tuple[Range, ...]

    @property
    def high(self) -> Term:
        """The largest w."""
        return add(self.outer.last, self.offset)


def over_triangle(sums: Sums, factors: list[Term], ranges: list[Range]) -> Quotient | None:
    """The sum where one range ends (or begins) with another's index; None where nothing is gained."""
    t = _triangle(sums, ranges)
    if t is None or sums.comparing:
        return None
    body = mul(*factors)
    if not {t.outer.index, t.inner} <= free_symbols(body):
        return _counted(sums, t, body)
    offset = rational(t.offset)
    if offset == 0 and _is_at_most(sums, t.low, t.outer.first):
        strict = _strictly(sums, replace(t, offset=MINUS_ONE), factors)
        diagonal = _nested(substitute(body, {t.inner: t.outer.index}), [t.outer, *t.others])
        return None if strict is None else sums.field.plus(strict, sums.n.of(diagonal))
    return _strictly(sums, t, factors) if offset == -1 else None


def _triangle(sums: Sums, ranges: list[Range]) -> _Triangle | None:
    """The ranges as a triangle, if exactly one of them depends on another, and by one of its ends."""
    indices = {r.index for r in ranges}
    bound = [r for r in ranges if indices & (free_symbols(r.first) | free_symbols(r.last))]
    if len(bound) != 1:
        return None
    (inner,) = bound
    names = indices & (free_symbols(inner.first) | free_symbols(inner.last))
    outer = next((r for r in ranges if names == {r.index}), None)
    if outer is None:
        return None
    others = tuple(r for r in ranges if r is not inner and r is not outer)
    if outer.index not in free_symbols(inner.first):
        offset = sums.canonical(sub(inner.last, outer.index))
        found = _Triangle(outer, inner.index, inner.first, offset, others)
        return None if outer.index in free_symbols(offset) else found
    return _turned(sums, outer, inner, others)


def _turned(sums: Sums, outer: Range, inner: Range, others: tuple[Range, ...]) -> _Triangle | None:
    """``a <= t <= b`` and ``t + e <= r <= d`` with r as the outer index, where d <= b + e."""
    shift = sums.canonical(sub(inner.first, outer.index))
    if outer.index in free_symbols(inner.last) | free_symbols(shift):
        return None
    if not _is_at_most(sums, inner.last, add(outer.last, shift)):
        return None
    above = Range(inner.index, sums.canonical(add(outer.first, shift)), inner.last)
    return _Triangle(above, outer.index, outer.first, sums.canonical(mul(MINUS_ONE, shift)), others)


def _is_at_most(sums: Sums, a: Term, b: Term) -> bool:
    return sums.n.proves("ge", sums.n.of(sub(b, a)))


def _counted(sums: Sums, t: _Triangle, body: Term) -> Quotient | None:
    """The summand has only one of the indices: as many of the other as there are, if that is never negative."""
    if t.outer.index in free_symbols(body):
        end = add(t.outer.index, t.offset)
        rows, low, enough = t.outer, t.low, _is_at_most(sums, t.low, add(t.outer.first, t.offset, ONE))
    else:
        end, low = t.high, t.inner
        rows, enough = Range(t.inner, t.low, t.high), _is_at_most(sums, add(t.outer.first, t.offset), t.low)
    if not enough:
        return None
    return sums.n.of(_nested(mul(body, add(end, mul(MINUS_ONE, low), ONE)), [rows, *t.others]))


def _strictly(sums: Sums, t: _Triangle, factors: list[Term]) -> Quotient | None:
    """The pairs with w < u, by the square if the summand with its arguments exchanged comes first."""
    second = sums.canonical(add(t.low, ONE))
    if t.outer.first is not second:
        if not _is_at_most(sums, t.outer.first, second):
            return None
        t = replace(t, outer=replace(t.outer, first=second))  # for the first u there is no w before it
    if not all(is_total(factor) for factor in factors):
        return None
    u, w = t.outer.index, t.inner
    aside = fresh_index(mul(*factors), *(r.index for r in (*sums.scope, *t.others)), u, w)
    exchanged = [substitute(substitute(f, {u: aside}), {w: u}) for f in factors]
    exchanged = [substitute(f, {aside: w}) for f in exchanged]
    strict = [t.outer, Range(w, t.low, add(u, MINUS_ONE)), *t.others]
    own, other = (labelled(sums, fs, strict) for fs in (factors, exchanged))
    if own is not other and str(own) <= str(other):
        return sums.kernel(factors, strict)
    body = mul(*factors)
    square = _nested(body, [Range(u, t.low, t.outer.last), Range(w, t.low, t.outer.last), *t.others])
    diagonal = _nested(substitute(body, {w: u}), [Range(u, t.low, t.outer.last), *t.others])
    rest = sums.n.of(sub(square, diagonal))
    f = sums.field
    return f.times(rest, sums.n.of(HALF)) if own is other else f.minus(rest, sums.kernel(exchanged, strict))


def _nested(body: Term, ranges: list[Range]) -> Term:
    for r in reversed(ranges):
        body = make("sum", r.index, r.first, r.last, body)
    return body
