"""Sums of one summand over ranges that meet: each is written by those that are in use already.

With G for the indefinite sum, the sum from a to b is G(b) - G(a - 1) as long as b >= a - 1. A sum in use is thus a
step from G(a - 1) to G(b), and a new one is a way through such steps; steps between ends that differ by a number are
written out. So peeling off terms, shifting the index, telescoping, and joining ranges come out as cancellation.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Incomplete, Quotient, Vacuous
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.sums.definedness import is_defined_over
from derivcheck.algebra.sums.labelling import labelled
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.sums.sizes import count_of, is_nonnegative
from derivcheck.algebra.term import (
    MINUS_ONE,
    ZERO,
    Term,
    add,
    fresh_index,
    make,
    mul,
    number,
    rational,
    substitute,
    symbols,
    tensor_of,
)

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums

#: How many terms are written out at one end of a range.
_MOST_TERMS = 8
_SHIFTS = (0, 1, -1, 2, -2)
#: Sums over more indices, or of such summands, are not taken apart: to compare them costs more than it may bring.
_MOST_RANGES = 2
_NOT_PLAIN = frozenset(("functional", "piecewise", "lambda"))


@dataclass(frozen=True, slots=True)
class _Step:
    """A kernel as the step from just before ``first`` to ``last``, its summand written with the new sum's index."""

    start: Term
    end: Term
    value: Quotient


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Terms to be written out: ``count`` of them after a place, or before it if negative."""

    place: Term
    count: int


def from_sums_in_use(sums: Sums, term: Term) -> Quotient | None:
    """The labelled sum ``term`` by sums that are kernels already; None if they do not lead there."""
    if sums.comparing:
        return None
    for turned in _turned(term):
        found = _along(sums, turned)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class _Turned:
    """A nested sum with one of its ranges taken as the outermost."""

    over: Range
    others: tuple[Range, ...]
    factor: Term

    @property
    def summand(self) -> Term:
        body = self.factor
        for r in reversed(self.others):
            body = make("sum", r.index, r.first, r.last, body)
        return body

    @property
    def free(self) -> frozenset[Term]:
        return free_symbols(self.summand) - {self.over.index}

    def may_meet(self, other: _Turned) -> bool:
        """Whether another nested sum can be of the same summand: it differs in this range, and in this only."""
        differs = (self.over.first, self.over.last) != (other.over.first, other.over.last)
        return differs and {(r.first, r.last) for r in self.others} == {(r.first, r.last) for r in other.others}

    def shown(self, sums: Sums, index: Term, shift: Term) -> Term | None:
        """The summand at index + shift in canonical form; None if that is not found."""
        moved = {self.over.index: add(index, shift)}
        factor = substitute(self.factor, moved)
        others = [Range(r.index, substitute(r.first, moved), substitute(r.last, moved)) for r in self.others]
        back = mul(MINUS_ONE, shift)
        sums.scope.append(Range(index, add(self.over.first, back), add(self.over.last, back)))
        sums.comparing = True
        try:
            return labelled(sums, list(factor.args) if factor.op == "mul" else [factor], others)
        except (Incomplete, Split, Vacuous):
            return None
        finally:
            sums.comparing = False
            sums.scope.pop()


def _turned(term: Term) -> Iterator[_Turned]:
    """A nested sum with each of its ranges outermost in turn, where its bounds allow that."""
    ranges: list[Range] = []
    while term.op == "sum":
        ranges.append(Range(*term.args[:3]))
        term = term.args[3]
    for k, over in enumerate(ranges if len(ranges) <= _MOST_RANGES and _is_plain(term) else ()):
        outer = {r.index for r in ranges[:k]}
        if not outer & (free_symbols(over.first) | free_symbols(over.last)):
            yield _Turned(over, (*ranges[:k], *ranges[k + 1 :]), term)


def _is_plain(term: Term) -> bool:
    return term.op not in _NOT_PLAIN and all(_is_plain(t) for t in term.terms)


def _along(sums: Sums, turned: _Turned) -> Quotient | None:
    """The sum by a way through sums in use that differ from it in this range only."""
    over, body = turned.over, turned.summand
    if not _is_counted(sums, over):
        return None
    own = _Step(add(over.first, MINUS_ONE), over.last, sums.field.zero)
    steps = list(_steps(sums, turned))
    way = _way(sums, own.start, own.end, steps)
    if way is None:
        return None
    written_out = [part for part in way if isinstance(part, _Stretch)]
    inside = all(any(_is_inside(sums, step, part) for step in (own, *steps)) for part in written_out)
    if not inside and not is_defined_over(sums, body, None):
        return None
    f = sums.field
    total = f.zero
    for part in way:
        total = f.plus(total, _written_out(sums, over.index, body, part) if isinstance(part, _Stretch) else part)
    return total


def _is_inside(sums: Sums, step: _Step, part: _Stretch) -> bool:
    """Whether what is written out belongs to a sum that is in use anyhow, where the summand has a value."""
    before = min(part.count, 0)
    first, last = (add(part.place, number(k)) for k in (before, before + abs(part.count)))
    ends = (add(first, mul(MINUS_ONE, step.start)), add(step.end, mul(MINUS_ONE, last)))
    return all(is_nonnegative(sums, sums.n.of(e)) for e in ends)


def _is_counted(sums: Sums, over: Range) -> bool:
    """Whether the range does not run backwards by more than being empty."""
    try:
        count_of(sums, over)
    except Incomplete:
        return False
    return True


def _steps(sums: Sums, own: _Turned) -> Iterator[_Step]:
    """The kernels that sum the same summand, perhaps under a shifted index."""
    tensors = _tensors(own.factor)
    index = fresh_index(own.summand, *(r.index for r in sums.scope))
    shown: Term | None = None
    for number_, kernel in list(sums.field.kernels.items()):
        if kernel.kind != "sum":
            continue
        for other in _turned(kernel.term):
            if len(other.others) != len(own.others) or _tensors(other.factor) != tensors:
                break
            if own.others and not own.may_meet(other):
                continue
            shifts = _shifts(sums, own, other)
            shown = shown or (own.shown(sums, index, ZERO) if shifts else None)
            shift = next((s for s in shifts if other.shown(sums, index, s) is shown), None)
            if shown is not None and shift is not None and _is_counted(sums, other.over):
                back = mul(MINUS_ONE, shift)
                first, last = other.over.first, other.over.last
                yield _Step(add(first, back, MINUS_ONE), add(last, back), sums.field.generator(number_))
                break


def _tensors(body: Term) -> frozenset[Term]:
    """What two summands must share to be the same but for a shift."""
    return frozenset(s for s in symbols(body) if s.op != "symbol")


def _shifts(sums: Sums, own: _Turned, other: _Turned) -> list[Term]:
    """Those s for which the summand at j may be the other's summand at j + s."""
    bound = {r.index for r in (own.over, other.over, *own.others, *other.others)}
    # Over the same range, the same summand would be the same kernel.
    seen = {ZERO} if (own.over.first, own.over.last) == (other.over.first, other.over.last) else set()
    found = []
    for written in _candidates(sums, own, other):
        shift = sums.canonical(written)
        names = free_symbols(shift)
        if shift not in seen and not bound & names and own.free ^ other.free <= names:
            found.append(shift)
        seen.add(shift)
    return found


def _candidates(sums: Sums, own: _Turned, other: _Turned) -> Iterator[Term]:
    """Shifts worth a comparison: entries ``x[j + a]`` tell the place, and each of the one must be one of the other."""
    here, there = _places(own), _places(other)
    if here.keys() != there.keys():
        return
    telling = [name for name in here if here[name] and there[name]]
    if telling:
        name = min(telling, key=lambda t: len(here[t]))
        first = next(iter(here[name]))
        yield from (sums.canonical(add(first, mul(MINUS_ONE, offset))) for offset in there[name])
        return
    yield from map(number, _SHIFTS if not own.others else (0,))
    ends = ((own.over.first, other.over.first), (own.over.last, other.over.last))
    yield from (add(b, mul(MINUS_ONE, a)) for a, b in ends)


def _places(turned: _Turned) -> dict[tuple[Term, int], frozenset[Term]]:
    """For every array and position of the index, what is added to it there; nothing where it stands otherwise."""
    found: dict[tuple[Term, int], set[Term]] = {}
    odd: set[tuple[Term, int]] = set()
    own, others = turned.over.index, {r.index for r in turned.others}
    for entry in _entries(turned.factor):
        for position, place in enumerate(entry.args[4:]):
            if own in symbols(place):
                is_symmetric = entry.args[2]
                name = (tensor_of(entry), 0 if is_symmetric else position)
                rest = [t for t in (place.args if place.op == "add" else (place,)) if t is not own]
                offset = add(*rest)
                found.setdefault(name, set()).add(offset)
                if is_symmetric or symbols(offset) & {own, *others}:
                    odd.add(name)
    return {name: frozenset() if name in odd else frozenset(offsets) for name, offsets in found.items()}


def _entries(term: Term) -> Iterator[Term]:
    if term.op == "entry":
        yield term
    for part in term.terms:
        yield from _entries(part)


def _way(sums: Sums, start: Term, end: Term, steps: list[_Step]) -> list[Quotient | _Stretch] | None:
    """The parts of a shortest way from start to end: values of steps, or terms to be written out after a place."""
    waiting: deque[tuple[Term, list[Quotient | _Stretch]]] = deque([(start, [])])
    seen = [start]
    while waiting:
        place, parts = waiting.popleft()
        offset = _offset(sums, place, end)
        if offset is not None:
            return [*parts, _Stretch(place, offset)] if offset else parts
        for step in steps:
            for here, there, sign in ((step.start, step.end, 1), (step.end, step.start, -1)):
                offset = _offset(sums, place, here)
                if offset is None or any(_offset(sums, there, known) is not None for known in seen):
                    continue
                seen.append(there)
                between: list[Quotient | _Stretch] = [_Stretch(place, offset)] if offset else []
                waiting.append((there, [*parts, *between, step.value if sign > 0 else sums.field.negative(step.value)]))
    return None


def _offset(sums: Sums, a: Term, b: Term) -> int | None:
    """b - a, if that is a small integer."""
    value = rational(sums.canonical(add(b, mul(MINUS_ONE, a))))
    if value is None or value.denominator != 1 or abs(value) > _MOST_TERMS:
        return None
    return int(value)


def _written_out(sums: Sums, index: Term, body: Term, stretch: _Stretch) -> Quotient:
    """G(place + count) - G(place)."""
    f, place, count = sums.field, stretch.place, stretch.count
    numbers = range(1, count + 1) if count > 0 else range(count + 1, 1)
    try:
        parts = [sums.n.of(substitute(body, {index: add(place, number(k))})) for k in numbers]
    except Vacuous:
        raise Incomplete("a term at the end of a range that has no value") from None
    total = f.total(parts)
    return total if count > 0 else f.negative(total)
