"""Index equations as rewriting rules: the sum of a product of factors over indices of full range has a value.

``Sum(A[i, k]*inv(A)[k, j], k)`` is ``delta(i, j)``, and ``Sum(Q[k, i]*Q[k, j], k)`` too if Q is orthogonal. A rule
applies where its factors occur under sums over exactly the ranges that it names, whose indices occur nowhere else,
and where its free indices lie within their axes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.algebra.matrices import square
from derivcheck.algebra.normal_form.field import Incomplete, Quotient
from derivcheck.algebra.normal_form.state import State
from derivcheck.algebra.signs.signs import NONZERO
from derivcheck.algebra.sums.contraction import open_ends
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.term import (
    BINDERS,
    MINUS_ONE,
    Term,
    add,
    bound_index,
    make,
    mul,
    neg,
    power,
    substitute,
    symbols,
)

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums

_FIRST_NAME = 30_000
_MOST_DEEP = 40
_MOST_RULES = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """The sum over ``bound`` of the product of ``factors`` is ``value``, for all ``free`` indices in their ranges."""

    free: tuple[Range, ...]
    bound: tuple[Range, ...]
    factors: tuple[Term, ...]
    value: Term


def variable(number: int) -> Term:
    """An index of a rule, under a name that no sum uses."""
    return bound_index(_FIRST_NAME + number)


class Rules(State):
    """The rules of one field."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.known: dict[Rule, None] = {}
        self.symmetric: set[Term] = set()  # matrices, as lambdas, whose inverses and powers are symmetric
        self.read: set[tuple[object, ...]] = set()  # the inverses and powers whose rules are here
        self.inverses: dict[Term, tuple[Quotient, Term, int]] = {}  # scalar, name and side, by the matrix as written
        self._depth = 0

    def add(self, rule: Rule) -> None:
        if len(self.known) == _MOST_RULES:
            raise Incomplete("too many index equations")
        self.known[rule] = None

    def first_of_symmetric(self, term: Term) -> int:
        """The place of the first of the indices that may be exchanged; 0 if none may."""
        if term.op == "entry" and term.args[2]:
            return 4
        if term.op in ("inverse", "matpow") and term.args[0] in self.symmetric:
            return len(term.args) - 2
        return 1 if term.op == "call" and term.args[0] == "delta" else 0

    def apply(self, factors: list[Term], ranges: list[Range]) -> Quotient | None:
        """The value of a sum in which a rule applies; None if none does."""
        if not self.known:
            return None
        flat = [t for factor in factors for t in square.flattened(factor)]
        for rule in list(self.known):
            for match in _Match(self, rule, flat, ranges).all():
                found = self._replaced(rule, match, flat, ranges)
                if found is not None:
                    return found
        return None

    def _replaced(self, rule: Rule, match: _Found, factors: list[Term], ranges: list[Range]) -> Quotient | None:
        rest = [t for k, t in enumerate(factors) if k not in match.used]
        gone = {match.values[r.index] for r in rule.bound}
        kept = [r for r in ranges if r.index not in gone]
        outside = [*rest, *(match.values[r.index] for r in rule.free), *(b for r in kept for b in (r.first, r.last))]
        if any(gone & free_symbols(t) for t in outside):
            return None
        if any(open_ends(self.sums, match.values[r.index], r, kept) for r in rule.free):
            return None
        body = mul(*rest, substitute(rule.value, match.values))
        for r in reversed(kept):
            body = make("sum", r.index, r.first, r.last, body)
        if self._depth == _MOST_DEEP:
            raise Incomplete("index equations that lead to each other")
        self._depth += 1
        try:
            return self.sums.n.of(body)
        finally:
            self._depth -= 1


@dataclass(frozen=True, slots=True)
class _Found:
    values: dict[Term, Term]
    used: frozenset[int]


class _Match:
    """All ways in which a rule's factors are among given ones."""

    def __init__(self, rules: Rules, rule: Rule, factors: list[Term], ranges: list[Range]) -> None:
        self.rules, self.rule, self.factors = rules, rule, factors
        self.ranges = {r.index: r for r in ranges}
        self.bound = {r.index: r for r in rule.bound}
        self.variables = {r.index for r in (*rule.free, *rule.bound)}

    def all(self) -> Iterator[_Found]:
        yield from self._from(0, _Found({}, frozenset()))

    def _from(self, position: int, so_far: _Found) -> Iterator[_Found]:
        if position == len(self.rule.factors):
            yield so_far
            return
        for k, target in enumerate(self.factors):
            if k not in so_far.used:
                for values in self._unified(self.rule.factors[position], target, so_far.values):
                    yield from self._from(position + 1, _Found(values, so_far.used | {k}))

    def _unified(self, pattern: Term, target: Term, values: dict[Term, Term]) -> Iterator[dict[Term, Term]]:
        if pattern in self.variables:
            yield from self._assigned(pattern, target, values)
        elif symbols(pattern).isdisjoint(self.variables):
            if pattern is target:
                yield values
        elif pattern.op == target.op and len(pattern.args) == len(target.args) and pattern.op not in BINDERS:
            for order in self._orders(target):
                yield from self._together(list(zip(pattern.args, order, strict=True)), values)

    def _together(self, pairs: list[tuple[object, object]], values: dict[Term, Term]) -> Iterator[dict[Term, Term]]:
        if not pairs:
            yield values
            return
        (pattern, target), *rest = pairs
        if isinstance(pattern, Term) and isinstance(target, Term):
            for found in self._unified(pattern, target, values):
                yield from self._together(rest, found)
        elif pattern == target:
            yield from self._together(rest, values)

    def _assigned(self, own: Term, value: Term, values: dict[Term, Term]) -> Iterator[dict[Term, Term]]:
        if own in values:
            if values[own] is value:
                yield values
            return
        if own in self.bound:
            over, wanted = self.ranges.get(value), self.bound[own]
            taken = any(values.get(b) is value for b in self.bound)
            if over is None or taken or (over.first, over.last) != (wanted.first, wanted.last):
                return
        yield {**values, own: value}

    def _orders(self, target: Term) -> Iterator[tuple[object, ...]]:
        """The arguments, also in the other orders that mean the same."""
        yield target.args
        head = self.rules.first_of_symmetric(target)
        if head:
            for order in itertools.islice(itertools.permutations(target.args[head:]), 1, None):
                yield (*target.args[:head], *order)


def equation(sums: Sums, fact: Term) -> Rule | None:
    """A rule from an equation that holds for every index of some ranges: its longest monomial has a value."""
    n, f = sums.n, sums.field
    free: list[Range] = []
    while fact.op == "every":
        index, first, last, fact = fact.args
        own = variable(len(free))
        fact = substitute(fact, {index: own})
        free.append(Range(own, square.canonical(n, first), square.canonical(n, last)))
    if fact.op != "eq" or not free:
        return None
    difference = square.within(n, tuple(free), add(fact.args[0], neg(fact.args[1])))
    if not difference.d.is_one():
        return None
    best: tuple[tuple[int, str], Rule] | None = None
    for exponents, coefficient in difference.n.terms():
        monomial = f.monomial(tuple(int(e) for e in exponents))
        scale, factors, ranges = _opened(sums, exponents, free)
        alone = len(factors) == 1 and factors[0].op == "functional"  # a component of a gradient, say
        if not (ranges or alone) or not (n.knowledge.quotient_signs(scale) <= NONZERO):
            continue
        whole = f.negative(f.minus(difference, Quotient(monomial * int(coefficient), f.one_polynomial)))
        below = f.readable_quotient(f.scaled(scale, Fraction(int(coefficient))))
        value = mul(f.readable_quotient(whole), power(below, MINUS_ONE))
        renamed = {r.index: variable(100 + k) for k, r in enumerate(ranges)}
        bound = tuple(Range(renamed[r.index], r.first, r.last) for r in ranges)
        occurring = frozenset().union(*(symbols(t) for t in factors))
        if not all(r.index in occurring for r in free if r.index in symbols(value)):
            continue
        named = tuple(r for r in free if r.index in occurring)
        rule = Rule(named, bound, tuple(substitute(t, renamed) for t in factors), value)
        rank = (len(factors), str(rule.factors))
        if best is None or rank > best[0]:
            best = rank, rule
    return None if best is None else best[1]


def _opened(sums: Sums, exponents: tuple[int, ...], free: list[Range]) -> tuple[Quotient, list[Term], list[Range]]:
    """A monomial as what is free of the indices, and the factors and ranges of the rest."""
    f = sums.field
    own = {r.index for r in free}
    scale = f.one
    factors: list[Term] = []
    ranges: list[Range] = []
    for i, e in enumerate(exponents):
        if not e:
            continue
        term = f.kernels[i].term
        if own.isdisjoint(free_symbols(term)):
            scale = f.times(scale, f.integer_power(f.generator(i), int(e)))
            continue
        for _ in range(int(e)):
            inner, more = sums.opened(term, [*free, *ranges], factors)
            factors += [x for t in inner for x in square.flattened(t)]
            ranges += more
    return scale, factors, ranges
