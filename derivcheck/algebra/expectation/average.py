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
    moment,
    places,
    weighted,
)
from derivcheck.algebra.expectation.monomials import Monomial, Polynomials, with_value
from derivcheck.algebra.expectation.partitions import partitions
from derivcheck.algebra.term import HALF, ONE, ZERO, Term, applied, call, mul, neg, number, summation

_MOST_GROUPS = 7
_MOST_FACTORS = 8


def expectation(body: Term, laws: Sequence[Term]) -> Term:
    """The mean of an expanded term over the draws of all variables with these laws, which are independent.

    Raises NoExpectation.
    """
    return _Averaging(places(laws)).of(body)


class _Averaging:
    def __init__(self, laws: dict[Term, Term]) -> None:
        self.laws = laws
        self.polynomials = Polynomials(laws)

    def of(self, body: Term) -> Term:
        return plus(*(self._monomial(m) for m in self.polynomials.of(body)))

    def _monomial(self, m: Monomial) -> Term:
        result = times(*m.coefficients, self._tilted(m) if m.exponent is not ZERO else self._product(m.random, {}))
        for index, first, last in reversed(m.ranges):
            result = ZERO if result is ZERO else summation(index, first, last, result)
        return result

    def _tilted(self, m: Monomial) -> Term:
        """exp of a Gaussian u moves the means by the covariances with u: E[f(x) exp(u)] = E[exp(u)] E[f(x + c)]."""
        self._require_gaussian(m.exponent)
        moved = {self.polynomials.law_of(r) for r in self.polynomials.entries(m.exponent)}
        shifted = [r for r in dict.fromkeys(m.random) if self.polynomials.law_of(r) in moved]
        shifts = {r: self._covariance(r, m.exponent) for r in shifted}
        exponent = plus(self.of(m.exponent), times(HALF, self._covariance(m.exponent, m.exponent)))
        return times(call("exp", exponent), self._product(m.random, shifts))

    def _covariance(self, a: Term, b: Term) -> Term:
        return plus(self.of(mul(a, b)), neg(times(self.of(a), self.of(b))))

    def _require_gaussian(self, exponent: Term) -> None:
        for part in self.polynomials.of(exponent):
            linear = len(part.random) <= 1 and part.exponent is ZERO
            if not linear or not all(is_gaussian(self.polynomials.law_of(r)) for r in part.random):
                raise NoExpectation("the exponential of something that is not linear in Gaussian variables")

    def _product(self, random: Sequence[Term], shifts: dict[Term, Term]) -> Term:
        """The mean of a product of entries, variables of different laws being independent."""
        by_law: dict[Term, list[Term]] = {}
        for r in random:
            by_law.setdefault(self.polynomials.law_of(r), []).append(r)
        return times(*(self._of_one_law(own, factors, shifts) for own, factors in by_law.items()))

    def _of_one_law(self, own: Term, factors: list[Term], shifts: dict[Term, Term]) -> Term:
        if own.args[0] == "Categorical":
            return _classes(own, [(factor, next(iter(self.polynomials.entries(factor)))) for factor in factors])
        if own.args[0] in JOINT or (is_gaussian(own) and shifts):
            return _gaussian(own, factors, shifts)
        if factors[0].op == "symbol":
            return moment(own, (), len(factors))
        return _family(own, factors)


def _family(own: Term, factors: list[Term]) -> Term:
    """Entries of one family, independent unless their indices agree."""
    powers: dict[tuple[Term, ...], int] = {}
    for factor in factors:
        indices = factor.args[4:]
        powers[indices] = powers.get(indices, 0) + 1
    if len(powers) > _MOST_GROUPS:
        raise NoExpectation("a product of too many random entries")
    parts = []
    for blocks in partitions(list(powers)):
        parts.append(times(*(_block(own, block, [powers[i] for i in block]) for block in blocks)))
    return plus(*parts)


def _classes(own: Term, factors: list[tuple[Term, Term]]) -> Term:
    """Functions of entries of a categorical family: sums over the classes, entries with different indices apart."""
    groups: dict[tuple[Term, ...], list[tuple[Term, Term]]] = {}
    for factor, place in factors:
        groups.setdefault(place.args[4:] if place.op == "entry" else (), []).append((factor, place))
    if len(groups) > _MOST_GROUPS:
        raise NoExpectation("a product of too many random entries")
    parts = []
    for blocks in partitions(list(groups)):
        parts.append(times(*(_class_cumulant(own, block, groups) for block in blocks)))
    return plus(*parts)


def _class_cumulant(
    own: Term, block: list[tuple[Term, ...]], groups: dict[tuple[Term, ...], list[tuple[Term, Term]]]
) -> Term:
    """The joint cumulant of the products of functions in several groups, where all their indices agree."""
    probabilities = at(own, block[0])

    def moment_of(keys: list[tuple[Term, ...]]) -> Term:
        factors = [pair for k in keys for pair in groups[k]]
        return weighted(probabilities, lambda c: times(*(with_value(f, place, c) for f, place in factors)))

    parts = []
    for inner in partitions(block):
        sign = (-1) ** (len(inner) - 1) * factorial(len(inner) - 1)
        parts.append(times(number(sign), *(moment_of(keys) for keys in inner)))
    return times(*_deltas(block), plus(*parts))


def _deltas(indices: list[tuple[Term, ...]]) -> list[Term]:
    """That all agree with the first."""
    return [_delta(a, b) for other in indices[1:] for a, b in zip(indices[0], other, strict=True)]


def _block(own: Term, indices: list[tuple[Term, ...]], powers: list[int]) -> Term:
    """The joint cumulant of powers of entries: 0 unless all their indices agree."""
    first = indices[0]
    single = all(p == 1 for p in powers)
    value = cumulant(own, first, len(powers)) if single else joint_cumulant(own, first, powers)
    return times(*_deltas(indices), value)


def _delta(a: Term, b: Term) -> Term:
    if a is b:
        return ONE
    return ZERO if a.op == b.op == "number" else call("delta", a, b)


def _gaussian(own: Term, factors: list[Term], shifts: dict[Term, Term]) -> Term:
    """Means and pairs: all cumulants above the second are 0; of a law of which only two moments are given, unknown."""
    if own.args[0] == "JointMeanVar" and len(factors) > 2:
        raise NoExpectation("a law that is given by its mean and variance has no known third moments")
    if len(factors) > _MOST_FACTORS:
        raise NoExpectation("a product of too many random entries")
    parts = []
    for blocks in partitions(list(range(len(factors))), 2):
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
        return _block(own, [a.args[4:], b.args[4:]], [1, 1])
    if own.args[1].op == "tuple":
        names = own.args[1].args
        n = len(names)
        return own.args[2 + n + n * names.index(a) + names.index(b)]  # type: ignore[no-any-return]
    return applied(own.args[3], *a.args[4:], *b.args[4:])


