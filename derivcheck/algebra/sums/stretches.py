"""Products of one factor over ranges that meet: each is cut where another one begins or ends.

A quotient of products is not the product over the difference of their ranges, as factors may be 0; so no product is
written by a longer one. Instead the plan keeps where products of a factor begin and end. A product that a new one cuts
is read again (`Restart`), and all become products of the same stretches; short ones are written out. So splitting off
a factor, joining ranges, telescoping and shifting an index come out as cancellation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Restart
from derivcheck.algebra.sums.counting import Counting, ways_to_count
from derivcheck.algebra.sums.labelling import labelled
from derivcheck.algebra.sums.ranges import Range, mentions_bound
from derivcheck.algebra.sums.sizes import is_nonnegative
from derivcheck.algebra.term import ONE, ZERO, Term, add, make, neg, number, rational, sub, substitute

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums

#: How many factors are written out.
_MOST_FACTORS = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """The factor at every index from ``start`` on and before ``stop``."""

    index: Term
    factor: Term
    start: Term
    stop: Term

    @property
    def over(self) -> Range:
        return Range(self.index, self.start, add(self.stop, neg(ONE)))

    def written_out(self, sums: Sums) -> list[Term] | None:
        """The factors, if they are few."""
        count = _number(sums, sub(self.stop, self.start))
        if count is None or count > _MOST_FACTORS:
            return None
        return [substitute(self.factor, {self.index: add(self.start, number(k))}) for k in range(count)]


def stretches(sums: Sums, factor: Term, over: Range) -> list[Stretch]:
    """The parts into which a product is cut by the others of the same factor."""
    whole = _in_own_places(sums, factor, over)
    if mentions_bound(make("product", ZERO, whole.start, whole.stop, substitute(whole.factor, {whole.index: ZERO}))):
        return [whole]  # what holds of other indices is known around it only
    family = make("product", whole.index, ZERO, ZERO, whole.factor)
    cuts = sums.n.plan.cuts.setdefault(family, [])
    new = [p for p in dict.fromkeys((whole.start, whole.stop)) if p not in cuts]
    cuts += new
    read = sums.stretches.setdefault(family, [])
    if any(_cuts(sums, p, s) for p in new for s in read):
        raise Restart("cut")
    found = [whole]
    for p in cuts:
        found = [part for s in found for part in (_cut(s, p) if _cuts(sums, p, s) else [s])]
    read += found
    return found


def _in_own_places(sums: Sums, factor: Term, over: Range) -> Stretch:
    """The product with its index standing alone in the first of the factor's entries, where it can."""
    stop = sums.canonical(add(over.last, ONE))
    found = [_counted(sums, factor, over, stop, way) for way in ways_to_count(sums, [factor], over.index)]
    if not found:
        return Stretch(*_named(sums, factor, over), over.first, stop)
    return min(found, key=lambda each: each[0])[1]


def _counted(sums: Sums, factor: Term, over: Range, stop: Term, way: Counting) -> tuple[tuple[object, ...], Stretch]:
    first, last = (sums.canonical(way.of(t)) for t in (over.first, over.last))
    first, last = (first, last) if way.sign > 0 else (last, first)
    own = Range(over.index, first, last)
    index, body = _named(sums, substitute(factor, {over.index: way.index(over.index)}), own)
    return (way.place, str(body)), Stretch(index, body, first, sums.canonical(add(last, ONE)))


def _named(sums: Sums, factor: Term, over: Range) -> tuple[Term, Term]:
    """The index by its canonical name, and the factor."""
    index, _, _, body = labelled(sums, [factor], [over]).args
    return index, body


def _cuts(sums: Sums, place: Term, s: Stretch) -> bool:
    """Whether a place is known to lie within a stretch, not at its ends."""
    if place in (s.start, s.stop):
        return False
    return all(is_nonnegative(sums, sums.n.of(d)) for d in (sub(place, s.start), sub(s.stop, place)))


def _cut(s: Stretch, place: Term) -> list[Stretch]:
    return [Stretch(s.index, s.factor, s.start, place), Stretch(s.index, s.factor, place, s.stop)]


def _number(sums: Sums, term: Term) -> int | None:
    value = rational(sums.canonical(term))
    return int(value) if value is not None and value.denominator == 1 else None
