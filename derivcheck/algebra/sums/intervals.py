"""Sums over an index that can be counted in another way: convolutions, masks, and entries that are 0 outside.

``[0 <= k - j]`` under a sum over j is one more end of its range. All ends are collected; those that others imply are
dropped; of the rest one pair becomes the range, and the others stay brackets. The index is counted such that it stands
alone in one of the entries: ``Sum(g[j]*w[h - j], j)`` and ``Sum(g[h - k]*w[k], k)`` are the same sum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Incomplete, Quotient
from derivcheck.algebra.sums.counting import Counting, places, sign_and_rest, ways_to_count
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.sums.sizes import is_nonnegative
from derivcheck.algebra.term import (
    ONE,
    TRUE,
    ZERO,
    Term,
    make,
    mul,
    neg,
    relation,
    sub,
    substitute,
)
from derivcheck.algebra.visible import is_total

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums


_Find = Callable[["Sums", list[Term], Range, set[Term]], "_Interval | None"]


_AS_WRITTEN = Counting(("", 0), 1, ZERO)


@dataclass(frozen=True, slots=True)
class _Interval:
    """A summand without its brackets, and the first and the last indices that range and brackets allow."""

    index: Term
    factors: tuple[Term, ...]
    first: tuple[Term, ...]
    last: tuple[Term, ...]

    @property
    def over(self) -> Range:
        return Range(self.index, self.first[0], self.last[0])

    @property
    def body(self) -> Term:
        return mul(*self.factors)

    @property
    def has_brackets(self) -> bool:
        return self.count > 2

    @property
    def count(self) -> int:
        return len(self.first) + len(self.last)

    @property
    def ends(self) -> frozenset[Term]:
        """What first and last indices depend on."""
        return frozenset().union(*(free_symbols(t) for t in (*self.first, *self.last)))

    @property
    def summand(self) -> Term:
        brackets = [_bracket(t, self.index) for t in self.first[1:]] + [_bracket(self.index, t) for t in self.last[1:]]
        return mul(self.body, *brackets)


def counted_otherwise(sums: Sums, factors: list[Term], ranges: list[Range]) -> Quotient | None:
    """The sum with its indices counted in the first of all ways; None if they are already."""
    if sums.comparing:
        return None
    for find in (_by_itself, _without_brackets):
        for over in ranges:
            if any(_ends_or_turns(t, over.index) for t in factors):
                found = _innermost(sums, factors, over, [r for r in ranges if r is not over], find)
                if found is not None:
                    return _read(sums, found)
    return None


def _read(sums: Sums, term: Term) -> Quotient | None:
    try:
        return sums.n.of(term)
    except Incomplete:
        return None  # as a summand that need not have a value, over a range that may be empty


def _innermost(sums: Sums, factors: list[Term], over: Range, others: list[Range], find: _Find) -> Term | None:
    if any(over.index in free_symbols(b) for r in others for b in (r.first, r.last)):
        return None
    sums.scope += others
    try:
        found = find(sums, factors, over, {r.index for r in others})
    finally:
        del sums.scope[len(sums.scope) - len(others) :]
    if found is None:
        return None
    body = found.summand
    for r in (found.over, *reversed(others)):
        body = make("sum", r.index, r.first, r.last, body)
    return body


def _by_itself(sums: Sums, factors: list[Term], over: Range, others: set[Term]) -> _Interval | None:
    """An index counted without regard to the others."""
    written = _interval(sums, factors, over, others)
    ways = ways_to_count(sums, written.factors, over.index, others) or {_AS_WRITTEN}
    least = min(w.place for w in ways)
    found = {(w.sign, w.shift): _counted(sums, written, w) for w in ways if w.place == least}
    own = found.get((1, ZERO))
    best = own or next(iter(found.values()))
    if len(found) > 1:
        keys = {way: _key(sums, interval, others) for way, interval in found.items()}
        way = min(keys, key=lambda w: keys[w])
        best = own if own is not None and keys[1, ZERO] == keys[way] else found[way]
    if best.has_brackets and not all(is_total(t) for t in written.factors):
        return None  # where a bracket is 0, the rest must be a number all the same
    unchanged = best is own and (best.over, best.count) == (over, written.count)
    return None if unchanged else best


def _key(sums: Sums, interval: _Interval, others: set[Term]) -> tuple[object, ...]:
    """What ways to count are compared by; it does not depend on the names of other indices."""
    sums.scope.append(interval.over)
    try:
        body = sums.canonical(interval.body)
    finally:
        sums.scope.pop()
    masked = substitute(body, dict.fromkeys(others, ZERO))
    return _length(interval.first), _length(interval.last), str(masked)


def _without_brackets(sums: Sums, factors: list[Term], over: Range, others: set[Term]) -> _Interval | None:
    """An index counted from another one on, if that takes the place of all brackets."""
    written = _interval(sums, factors, over, set())
    if written.count == _interval(sums, factors, over, others).count:
        return None
    for way in sorted(ways_to_count(sums, written.factors, over.index), key=lambda w: (w.place, str(w.shift))):
        found = _counted(sums, written, way)
        if not found.has_brackets and others.isdisjoint(found.ends):
            return found
    return None


def _interval(sums: Sums, factors: list[Term], over: Range, others: set[Term]) -> _Interval:
    """The summand apart from brackets that say where the index ends, without mentioning the others."""
    first, last, rest = [over.first], [over.last], []
    for factor in factors:
        end = _end(sums, factor, over.index) if _is_bracket(factor) else None
        if end is None or others & free_symbols(end[1]):
            rest.append(factor)
        else:
            (first if end[0] > 0 else last).append(end[1])
    return _Interval(over.index, tuple(rest), tuple(first), tuple(last))


def _counted(sums: Sums, written: _Interval, way: Counting) -> _Interval:
    first, last = ([sums.canonical(way.of(t)) for t in ends] for ends in (written.first, written.last))
    if way.sign < 0:
        first, last = last, first
    body = substitute(written.body, {written.index: way.index(written.index)})
    return _Interval(written.index, (body,), _sharpest(sums, first, 1), _sharpest(sums, last, -1))


def _length(terms: tuple[Term, ...]) -> list[tuple[int, str]]:
    return [(len(str(t)), str(t)) for t in terms]


def _bracket(low: Term, high: Term) -> Term:
    return make("piecewise", ONE, relation("ge", sub(high, low), ZERO), ZERO, TRUE)


def _is_bracket(term: Term) -> bool:
    return term.op == "piecewise" and term.args[0] is ONE and term.args[2:] == (ZERO, TRUE)


def _ends_or_turns(term: Term, index: Term) -> bool:
    return (
        _is_bracket(term) and index in free_symbols(term) if term.op == "piecewise" else _is_counted_down(term, index)
    )


def _is_counted_down(term: Term, index: Term) -> bool:
    """Whether the index stands with a minus in a place."""
    down = neg(index)
    return any(down is t for _, place in places([term]) for t in (place, *place.terms))


def _end(sums: Sums, bracket: Term, index: Term) -> tuple[int, Term] | None:
    """(1, the first) or (-1, the last) index for which a bracket is 1; None if it does not say."""
    condition = bracket.args[1]
    found = (
        sign_and_rest(sums, condition.args[0], index) if condition.op == "ge" and condition.args[1] is ZERO else None
    )
    if found is None:
        return None
    sign, rest = found
    return sign, sums.canonical(neg(rest)) if sign > 0 else rest


def _sharpest(sums: Sums, ends: list[Term], direction: int) -> tuple[Term, ...]:
    """The ends without those that another one implies, the simplest one at the front."""
    kept: list[Term] = []
    for end in dict.fromkeys(ends):
        if not any(_reaches(sums, other, end, direction) for other in kept):
            kept = [k for k in kept if not _reaches(sums, end, k, direction)] + [end]
    return tuple(sorted(kept, key=lambda t: (len(str(t)), str(t))))


def _reaches(sums: Sums, end: Term, other: Term, direction: int) -> bool:
    """Whether a first index is at least another (a last one at most another)."""
    difference = sub(end, other) if direction > 0 else sub(other, end)
    return is_nonnegative(sums, sums.n.of(difference))
