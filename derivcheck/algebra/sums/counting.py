"""Ways to count an index: such that it stands alone in one of the places where it occurs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.sums.ranges import free_symbols
from derivcheck.algebra.term import ABSTRACTIONS, BINDERS, Term, add, neg, sub

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums


@dataclass(frozen=True, slots=True)
class Counting:
    """``own = sign*index + shift`` stands alone in a place: a tensor's name and axis, or a function's and argument."""

    place: tuple[str, int]
    sign: int
    shift: Term

    def of(self, index: Term) -> Term:
        return add(self.shift, index if self.sign > 0 else neg(index))

    def index(self, own: Term) -> Term:
        return sub(own, self.shift) if self.sign > 0 else sub(self.shift, own)


def ways_to_count(
    sums: Sums, factors: Iterable[Term], index: Term, others: set[Term] | frozenset[Term] = frozenset()
) -> set[Counting]:
    """One for each place of the index, but for those that mention the others."""
    found = set()
    for place, term in places(factors):
        linear = sign_and_rest(sums, term, index) if index in free_symbols(term) else None
        if linear is not None and not others & free_symbols(linear[1]):
            found.add(Counting(place, *linear))
    return found


def places(terms: Iterable[Term]) -> Iterator[tuple[tuple[str, int], Term]]:
    """Indices of entries and arguments of arbitrary functions, but for those under a sum or another binder."""
    for term in terms:
        if term.op == "entry":
            yield from (((str(term.args[0]), 0 if term.args[2] else k), t) for k, t in enumerate(term.args[4:]))
        elif term.op not in BINDERS | ABSTRACTIONS:
            if term.op == "apply":
                yield from (((str(term.args[0]), k), t) for k, t in enumerate(term.args[3:]))
            yield from places(term.terms)


def sign_and_rest(sums: Sums, term: Term, index: Term) -> tuple[int, Term] | None:
    """(sign, rest) of ``sign*index + rest``, the rest being an integer without the index."""
    f = sums.field
    generator = f.find("symbol", index)
    value = sums.n.of(term)
    if generator is None or not value.d.is_one():
        return None
    slope = value.n.derivative(generator)
    if slope not in (f.one_polynomial, -f.one_polynomial):
        return None
    rest = f.readable(value.n - slope * f.generators[generator])
    whole = is_integral(rest) and index not in free_symbols(rest)
    return (1 if slope == f.one_polynomial else -1, rest) if whole else None
