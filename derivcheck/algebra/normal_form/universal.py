"""Facts about every index: used for an index that a sum binds over the same range, and for free ones within it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Polynomial, Quotient
from derivcheck.algebra.normal_form.state import State
from derivcheck.algebra.signs.signs import ANY, BY_RELATION, NONZERO, Signs, opposite, product
from derivcheck.algebra.sums.ranges import Range, free_symbols, mentions_bound, stands_alone
from derivcheck.algebra.sums.sizes import is_nonnegative
from derivcheck.algebra.term import RELATIONS, ZERO, Term, add, bound_index, is_bound, neg, substitute, symbols

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

_FIRST_NAME = 20_000
_MOST_INSTANCES = 24

Facts = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Signed:
    """A term with these signs, whatever the indices in the ranges are."""

    ranges: tuple[Range, ...]
    term: Term
    signs: Signs


@dataclass(frozen=True, slots=True)
class _Equal:
    """A sum that has this value, whatever the indices in the ranges are."""

    ranges: tuple[Range, ...]
    total: Term
    value: Term


def _spans_axes(fact: _Equal) -> bool:
    """Whether each index stands by itself on an axis of which its range is the whole: elsewhere is no entry."""
    whole = {
        Range(index, *axis)
        for entry in symbols(fact.total)
        if entry.op == "entry"
        for axis, index in zip(entry.args[3], entry.args[4:], strict=True)
    }
    return whole >= set(fact.ranges)


def _may_match(fact: Term, term: Term) -> bool:
    """Whether the terms can be equal with other indices: reading a fact costs more than looking at its symbols."""
    mine, others = ({s for s in symbols(t) if not is_bound(s)} for t in (fact, term))
    return mine <= others and all(is_integral(s) for s in others - mine)


def instances(facts: Facts) -> Facts:
    """What facts about every index say of the free indices that are known to lie in the same range."""
    found: dict[Term, None] = {}
    for fact in facts:
        for own in _instantiated(fact, facts) if fact.op == "every" else ():
            if len(found) < _MOST_INSTANCES:
                found[own] = None
    return tuple(found)


def _instantiated(fact: Term, facts: Facts) -> Iterator[Term]:
    if fact.op in RELATIONS:
        yield fact
    if fact.op != "every":
        return
    index, first, last, body = fact.args
    if stands_alone(index, body) and never_empty(first, last):
        yield from _instantiated(substitute(body, {index: first}), facts)
        yield from _instantiated(substitute(body, {index: last}), facts)
    for above in facts:
        if above.op == "le" and above.args[0] is first and above.args[1].op == "symbol":
            own = above.args[1]
            if any(f.op == "le" and f.args == (own, last) for f in facts):
                yield from _instantiated(substitute(body, {index: own}), facts)


class Universals(State):
    """Facts about every index, in one field."""

    def __init__(self, normaliser: Normaliser) -> None:
        self.n = normaliser
        self.field = normaliser.field
        self.signed: list[_Signed] = []
        self.equal: list[_Equal] = []
        self._asking = False
        self._usable: int | None = None  # how many of the signed facts, where not all

    def learn(self, fact: Term) -> None:
        """Keep a fact about every index, if it is one of those that can be used."""
        ranges, body = self._opened(fact)
        if body.op not in RELATIONS:
            return
        scope = self.n.sums.scope
        scope += ranges
        try:
            difference = self.field.minus(self.n.of(body.args[0]), self.n.of(body.args[1]))
        finally:
            del scope[len(scope) - len(ranges) :]
        if difference.n.is_constant():
            return
        if body.op == "eq":
            self._learn_equation(tuple(ranges), difference.n)
            return
        below = self._sign_below(difference)
        if below is not None:
            signs = product(BY_RELATION[body.op], below)
            learnt = _Signed(tuple(ranges), self.field.readable(difference.n), signs)
            self.signed += [learnt] if learnt not in self.signed else []

    def _sign_below(self, difference: Quotient) -> Signs | None:
        """The one sign that the denominator can have, it being the same for every index."""
        if mentions_bound(self.field.readable(difference.d)):
            return None
        signs = self.n.knowledge.signs(difference.d) & NONZERO
        return signs if len(signs) == 1 else None

    def _opened(self, fact: Term) -> tuple[list[Range], Term]:
        """The ranges, their indices renamed as nothing else is, and what is said of them."""
        ranges: list[Range] = []
        while fact.op == "every":
            index, first, last, body = fact.args
            own = bound_index(_FIRST_NAME + len(ranges))
            ranges.append(Range(own, self._canonical(first), self._canonical(last)))
            fact = substitute(body, {index: own})
        return ranges, fact

    def _canonical(self, bound: Term) -> Term:
        return self.field.readable_quotient(self.n.of(bound))

    def _learn_equation(self, ranges: tuple[Range, ...], zero: Polynomial) -> None:
        """``total == value``, the total being the only sum in the equation, alone and once."""
        f = self.field
        sums = [i for i in f.occurring(zero) if f.kernels[i].kind == "sum"]
        if len(sums) != 1 or zero.degrees()[sums[0]] != 1:
            return
        slope = zero.derivative(sums[0])
        if not slope.is_constant() or abs(int(slope.leading_coefficient())) != 1:
            return
        value = (slope * f.generators[sums[0]] - zero) * int(slope.leading_coefficient())
        self.equal.append(_Equal(ranges, f.kernels[sums[0]].term, f.readable(value)))

    # --- use

    def signs(self, p: Polynomial) -> Signs:
        """The signs that facts about every index leave to a polynomial with bound indices.

        A fact may have roots and brackets itself: to read it, those are used that were learnt before it.
        """
        found: Signs = ANY
        usable = self._usable
        term = self.field.readable(p) if self.signed[:usable] else ZERO
        try:
            for k, fact in enumerate(self.signed[:usable]):
                for values in self._matches(fact.ranges, term) if _may_match(fact.term, term) else ():
                    self._usable = k
                    there = self.n.of(substitute(fact.term, values)).n
                    found = found & (fact.signs if there == p else opposite(fact.signs) if there == -p else ANY)
        finally:
            self._usable = usable
        return found

    def relate(self, index: int) -> None:
        """A new sum has the value that a fact about every index gives it.

        It has it inside other ranges, too, if the fact is about all indices of the axes where they stand.
        """
        total = self.field.kernels[index].term
        if self._asking:
            return
        self._asking = True
        try:
            for fact in self.equal:
                for values in self._matches(fact.ranges, total) if _spans_axes(fact) else ():
                    if self.n.of(substitute(fact.total, values)).n == self.field.generators[index]:
                        self._related(index, self.n.of(substitute(fact.value, values)).n)
                        return
        finally:
            self._asking = False

    def _related(self, index: int, value: Polynomial) -> None:
        """Relations are in older kernels only; a value that is not stays unused."""
        if all(i > index for i in self.field.occurring(value)):
            self.field.relate(index, 1, self.field.generators[index] - value)

    def _matches(self, ranges: tuple[Range, ...], term: Term) -> Iterator[dict[Term, Term]]:
        """Indices that occur in the term in place of those of the fact, each within its range."""
        occurring = sorted((s for s in free_symbols(term) if is_integral(s)), key=str)
        within = [[index for index in occurring if self._lies_within(index, own)] for own in ranges]
        for chosen in itertools.product(*within):
            yield {r.index: index for r, index in zip(ranges, chosen, strict=True)}

    def _lies_within(self, index: Term, own: Range) -> bool:
        """Whether an index around the term, or a free one, is known to lie in this range."""
        if any(r.index is index and (r.first, r.last) == (own.first, own.last) for r in self.n.sums.scope):
            return True
        ends = (add(index, neg(own.first)), add(own.last, neg(index)))
        return all(is_nonnegative(self.n.sums, self.n.of(e)) for e in ends)
