"""The expectation of a term: polynomials in random entries, times exponentials of Gaussian ones."""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial

from derivcheck.algebra.expectation.folding import plus, times
from derivcheck.algebra.expectation.laws import (
    JOINT,
    NoExpectation,
    at,
    cumulant,
    is_gaussian,
    joint_cumulant,
    places,
    weighted,
)
from derivcheck.algebra.expectation.monomials import Monomial, Polynomials, with_value
from derivcheck.algebra.expectation.partitions import partitions
from derivcheck.algebra.term import HALF, ONE, ZERO, Term, applied, call, neg, number

_MOST_GROUPS = 7
_MOST_FACTORS = 8


def expectation(body: Term, laws: Sequence[Term]) -> Term:
    """The mean of an expanded term over the draws of all variables with these laws, which are independent.

    Raises NoExpectation.
    """
    return _Averaging(places(laws)).of(body)


def covariance(a: Term, b: Term, laws: Sequence[Term]) -> Term:
    """The covariance of two expanded terms. Raises NoExpectation."""
    return _Averaging(places(laws)).covariance(a, b)


class _Averaging:
    def __init__(self, laws: dict[Term, Term]) -> None:
        self.laws = laws
        self.polynomials = Polynomials(laws)

    def of(self, body: Term) -> Term:
        return plus(*(self._monomial(m) for m in self.polynomials.of(body)))

    def covariance(self, a: Term, b: Term) -> Term:
        left, right = self.polynomials.of(a), self.polynomials.of(b)
        return plus(*(self._covariance_of(p, q.renamed()) for p in left for q in right))

    def _monomial(self, m: Monomial) -> Term:
        return m.around(self._tilted(m) if m.exponent is not ZERO else self._product(m.random, {}))

    def _covariance_of(self, p: Monomial, q: Monomial) -> Term:
        """Of what the two have no law in common, the covariance is 0; else the partitions that join them are left."""
        if p.exponent is not ZERO or q.exponent is not ZERO:
            return plus(self._monomial(p.times(q)), neg(times(self._monomial(p), self._monomial(q))))
        own, other = self._by_law(p.random), self._by_law(q.random)
        shared = [law for law in own if law in other]
        apart = [self._of_one_law(law, f, {}) for by in (own, other) for law, f in by.items() if law not in shared]
        parts = []
        for k, law in enumerate(shared):
            before = (times(*(self._of_one_law(s, by[s], {}) for by in (own, other))) for s in shared[:k])
            after = (self._of_one_law(s, own[s] + other[s], {}) for s in shared[k + 1 :])
            joined = self._of_one_law(law, own[law] + other[law], {}, len(own[law]))
            parts.append(times(*before, joined, *after))
        together = Monomial(p.ranges + q.ranges, p.coefficients + q.coefficients)
        return together.around(times(*apart, plus(*parts)))

    def _tilted(self, m: Monomial) -> Term:
        """exp of a Gaussian u moves the means by the covariances with u: E[f(x) exp(u)] = E[exp(u)] E[f(x + c)]."""
        self._require_gaussian(m.exponent)
        moved = {self.polynomials.law_of(r) for r in self.polynomials.entries(m.exponent)}
        shifted = [r for r in dict.fromkeys(m.random) if self.polynomials.law_of(r) in moved]
        shifts = {r: self.covariance(r, m.exponent) for r in shifted}
        exponent = plus(self.of(m.exponent), times(HALF, self.covariance(m.exponent, m.exponent)))
        return times(call("exp", exponent), self._product(m.random, shifts))

    def _require_gaussian(self, exponent: Term) -> None:
        for part in self.polynomials.of(exponent):
            linear = len(part.random) <= 1 and part.exponent is ZERO
            if not linear or not all(is_gaussian(self.polynomials.law_of(r)) for r in part.random):
                raise NoExpectation("the exponential of something that is not linear in Gaussian variables")

    def _product(self, random: Sequence[Term], shifts: dict[Term, Term]) -> Term:
        """The mean of a product of entries, variables of different laws being independent."""
        return times(*(self._of_one_law(own, factors, shifts) for own, factors in self._by_law(random).items()))

    def _by_law(self, random: Sequence[Term]) -> dict[Term, list[Term]]:
        found: dict[Term, list[Term]] = {}
        for r in random:
            found.setdefault(self.polynomials.law_of(r), []).append(r)
        return found

    def _of_one_law(self, own: Term, factors: list[Term], shifts: dict[Term, Term], split: int | None = None) -> Term:
        """The mean of a product, or with ``split`` its covariance with the factors from there on."""
        if own.args[0] in JOINT or (is_gaussian(own) and shifts):
            return _gaussian(own, factors, shifts, split)
        groups: dict[tuple[bool, tuple[Term, ...]], list[tuple[Term, Term]]] = {}
        for k, factor in enumerate(factors):
            (place, *_) = self.polynomials.entries(factor)
            side = split is not None and k >= split
            indices = place.args[4:] if place.op == "entry" else ()
            groups.setdefault((side, indices), []).append((factor, place))
        if len(groups) > _MOST_GROUPS:
            raise NoExpectation("a product of too many random entries")
        parts = []
        for blocks in partitions(list(groups)):
            if split is None or any(len({side for side, _ in block}) > 1 for block in blocks):
                parts.append(times(*(_block(own, [(key[1], groups[key]) for key in block]) for block in blocks)))
        return plus(*parts)


#: Factors with the same indices, each with the random entry in it.
_Group = tuple[tuple[Term, ...], list[tuple[Term, Term]]]


def _block(own: Term, groups: list[_Group]) -> Term:
    """The joint cumulant of products of entries: 0 unless all their indices agree."""
    indices = [i for i, _ in groups]
    powers = [len(factors) for _, factors in groups]
    if own.args[0] == "Categorical":
        value = _class_cumulant(own, groups)
    elif all(p == 1 for p in powers):
        value = cumulant(own, indices[0], len(powers))
    else:
        value = joint_cumulant(own, indices[0], powers)
    return times(*_deltas(indices), value)


def _class_cumulant(own: Term, groups: list[_Group]) -> Term:
    """Of functions of a categorical entry: by sums over the classes."""
    probabilities = at(own, groups[0][0])

    def moment_of(chosen: list[_Group]) -> Term:
        factors = [pair for _, inner in chosen for pair in inner]
        return weighted(probabilities, lambda c: times(*(with_value(f, place, c) for f, place in factors)))

    parts = []
    for inner in partitions(groups):
        sign = (-1) ** (len(inner) - 1) * factorial(len(inner) - 1)
        parts.append(times(number(sign), *(moment_of(chosen) for chosen in inner)))
    return plus(*parts)


def _deltas(indices: list[tuple[Term, ...]]) -> list[Term]:
    """That all agree with the first."""
    return [_delta(a, b) for other in indices[1:] for a, b in zip(indices[0], other, strict=True)]


def _delta(a: Term, b: Term) -> Term:
    if a is b:
        return ONE
    return ZERO if a.op == b.op == "number" else call("delta", a, b)


def _gaussian(own: Term, factors: list[Term], shifts: dict[Term, Term], split: int | None) -> Term:
    """Means and pairs: all cumulants above the second are 0; of a law of which only two moments are given, unknown."""
    if own.args[0] == "JointMeanVar" and len(factors) > 2:
        raise NoExpectation("a law that is given by its mean and variance has no known third moments")
    if len(factors) > _MOST_FACTORS:
        raise NoExpectation("a product of too many random entries")
    parts = []
    for blocks in partitions(list(range(len(factors))), 2):
        if split is not None and not any(min(block) < split <= max(block) for block in blocks):
            continue
        values = []
        for block in blocks:
            chosen = [factors[k] for k in block]
            mean = len(chosen) == 1
            values.append(plus(_mean(own, chosen[0]), shifts.get(chosen[0], ZERO)) if mean else _pair(own, *chosen))
        parts.append(times(*values))
    return plus(*parts)


def _mean(own: Term, factor: Term) -> Term:
    if own.args[0] not in JOINT:
        return cumulant(own, factor.args[4:] if factor.op == "entry" else (), 1)
    if own.args[1].op == "tuple":
        return own.args[2 + own.args[1].args.index(factor)]  # type: ignore[no-any-return]
    return applied(own.args[2], *factor.args[4:])


def _pair(own: Term, a: Term, b: Term) -> Term:
    """The covariance of two entries."""
    if own.args[0] not in JOINT:
        if a.op == "symbol":
            return cumulant(own, (), 2)
        return times(*_deltas([a.args[4:], b.args[4:]]), cumulant(own, a.args[4:], 2))
    if own.args[1].op == "tuple":
        names = own.args[1].args
        n = len(names)
        return own.args[2 + n + n * names.index(a) + names.index(b)]  # type: ignore[no-any-return]
    return applied(own.args[3], *a.args[4:], *b.args[4:])
