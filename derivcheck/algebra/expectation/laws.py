"""Laws as terms, and their moments and cumulants as terms in their parameters.

``law(kind, place, parameter, …)``: the law of a symbol (parameters are terms), of a family of independent entries
(``place`` is its tensor, parameters are lambdas over its axes), or of a vector as a whole (kinds JointNormal and
JointMeanVar: mean and covariance as lambdas, or entry by entry if ``place`` is a tuple of symbols).

Cumulants: Normal m, v, 0, …; Poisson r, r, …; Exponential (k - 1)!/r**k; Uniform (a + b)/2, B_k (b - a)**k/k with the
Bernoulli numbers. Of MeanVar only two are known; the others are arbitrary functions of the parameters (and of the
index, since independent entries need not have one law).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import comb, factorial

from derivcheck.algebra.expectation.folding import plus, raised, times
from derivcheck.algebra.expectation.partitions import partitions
from derivcheck.algebra.term import (
    ONE,
    ZERO,
    Term,
    applied,
    disjunction,
    make,
    neg,
    number,
    relation,
    summation,
    symbols,
)

JOINT = ("JointNormal", "JointMeanVar")


class NoExpectation(Exception):
    """This expectation is not worked out; the message is for the reader."""


def law(kind: str, place: Term, *parameters: Term) -> Term:
    return make("law", kind, place, *parameters)


def places(laws: Sequence[Term]) -> dict[Term, Term]:
    """The symbols and tensors that are random, each with its law."""
    found: dict[Term, Term] = {}
    for own in laws:
        place = own.args[1]
        found.update((part, own) for part in (place.args if place.op == "tuple" else (place,)))
    return found


def at(own: Term, indices: tuple[Term, ...]) -> tuple[Term, ...]:
    """The parameters of one entry of a family, or of a symbol (no indices)."""
    return tuple(applied(p, *indices) for p in own.args[2:])


# --- one variable: either its cumulants or its moments are given, the others follow


def cumulant(own: Term, indices: tuple[Term, ...], order: int) -> Term:
    """The ``order``-th cumulant of an entry."""
    kind, parameters = own.args[0], at(own, indices)
    if kind in _CUMULANTS:
        return _CUMULANTS[kind](order, *parameters)
    if kind == "MeanVar":
        return parameters[order - 1] if order <= 2 else _unknown(own, indices, order)
    return joint_cumulant(own, indices, (1,) * order)


def moment(own: Term, indices: tuple[Term, ...], order: int) -> Term:
    """The expectation of an entry to the power ``order``."""
    if own.args[0] in _MOMENTS:
        return _MOMENTS[own.args[0]](order, *at(own, indices))
    if order == 0:
        return ONE
    # m_n is the sum over k of (n - 1 choose k - 1) c_k m_(n - k)
    parts = []
    for k in range(1, order + 1):
        rest = moment(own, indices, order - k)
        parts.append(times(number(comb(order - 1, k - 1)), cumulant(own, indices, k), rest))
    return plus(*parts)


def joint_cumulant(own: Term, indices: tuple[Term, ...], powers: Sequence[int]) -> Term:
    """The cumulant of several powers of one entry: the sum over partitions of (-1)**(b - 1) (b - 1)! times moments."""
    parts = []
    for blocks in partitions(range(len(powers))):
        sign = (-1) ** (len(blocks) - 1) * factorial(len(blocks) - 1)
        moments = (moment(own, indices, sum(powers[k] for k in block)) for block in blocks)
        parts.append(times(number(sign), *moments))
    return plus(*parts)


def is_gaussian(own: Term) -> bool:
    return own.args[0] in ("Normal", "JointNormal")


def has_all_moments(own: Term) -> bool:
    return own.args[0] not in ("MeanVar", "JointMeanVar")


def _unknown(own: Term, indices: tuple[Term, ...], order: int) -> Term:
    """A cumulant of which only the law knows the value; an arbitrary function of what the law depends on."""
    return make("apply", f"{_CUMULANT}{order} of {own.args[1].args[0]}", False, (), *at(own, indices), *indices)


_CUMULANT = "cumulant "  # with a space: no name that can be typed


def unknown_cumulant(term: Term) -> tuple[str, int] | None:
    """The variable and the order, if the term is a cumulant of which only the law knows the value."""
    if term.op != "apply" or not str(term.args[0]).startswith(_CUMULANT):
        return None
    order, _, name = str(term.args[0]).removeprefix(_CUMULANT).partition(" of ")
    return name, int(order)


def _normal(order: int, mean: Term, variance: Term) -> Term:
    return mean if order == 1 else variance if order == 2 else ZERO


def _poisson(order: int, rate: Term) -> Term:
    return rate


def _exponential(order: int, rate: Term) -> Term:
    return times(number(factorial(order - 1)), raised(rate, -order))


def _uniform(order: int, a: Term, b: Term) -> Term:
    if order == 1:
        return times(number(Fraction(1, 2)), plus(a, b))
    return times(number(_bernoulli_number(order) / order), raised(plus(b, neg(a)), order))


@cache
def _bernoulli_number(n: int) -> Fraction:
    if n == 0:
        return Fraction(1)
    return -sum((comb(n + 1, k) * _bernoulli_number(k) for k in range(n)), Fraction(0)) / (n + 1)


def _bernoulli(order: int, p: Term) -> Term:
    return ONE if order == 0 else p


def _categorical(order: int, *p: Term) -> Term:
    return ONE if order == 0 else weighted(p, lambda k: raised(k, order))


def weighted(p: Sequence[Term], value: Callable[[Term], Term]) -> Term:
    """The sum over the classes of their probabilities, a lambda or one by one, times a value."""
    if len(p) == 1 and p[0].op == "lambda":
        index, first, last, body = p[0].args
        return summation(index, first, last, times(body, value(index)))
    return plus(*(times(own, value(number(k))) for k, own in enumerate(p, 1)))


_CUMULANTS: dict[str, Callable[..., Term]] = {
    "Normal": _normal,
    "Poisson": _poisson,
    "Exponential": _exponential,
    "Uniform": _uniform,
}
_MOMENTS: dict[str, Callable[..., Term]] = {"Bernoulli": _bernoulli, "Categorical": _categorical}


# --- what a declaration says


def _probability(p: Term) -> list[Term]:
    return [relation("ge", p, ZERO), relation("le", p, ONE)]


def _variance(mean: Term, variance: Term) -> list[Term]:
    return [relation("ge", variance, ZERO)]


def _probabilities(*p: Term) -> list[Term]:
    signs = [] if p[0].op == "lambda" else [relation("ge", own, ZERO) for own in p]
    return [*signs, relation("eq", weighted(p, lambda _: ONE), ONE)]


_VALID: dict[str, Callable[..., list[Term]]] = {
    "Bernoulli": _probability,
    "Normal": _variance,
    "MeanVar": _variance,
    "Uniform": lambda a, b: [relation("lt", a, b)],
    "Poisson": lambda rate: [relation("ge", rate, ZERO)],
    "Exponential": lambda rate: [relation("gt", rate, ZERO)],
    "Categorical": _probabilities,
}
_OUTCOMES: dict[str, Callable[..., list[Term]]] = {
    "Bernoulli": lambda x, p: [disjunction(relation("eq", x, ZERO), relation("eq", x, ONE))],
    "Uniform": lambda x, a, b: [relation("le", a, x), relation("le", x, b)],
}


def valid(kind: str, parameters: Sequence[Term]) -> list[Term]:
    """What the parameters of a law of numbers must satisfy, being declared as such."""
    return _VALID[kind](*parameters) if kind in _VALID else []


def valid_joint(mean: Sequence[Term], covariance: Sequence[Term]) -> list[Term]:
    """A covariance matrix, by its entries, is symmetric, and its minors of one and two rows are not negative."""
    n = len(mean)
    rows = [covariance[k : k + n] for k in range(0, n * n, n)]
    pairs = [(i, j) for i in range(n) for j in range(i)]
    found = [relation("eq", rows[i][j], rows[j][i]) for i, j in pairs if rows[i][j] is not rows[j][i]]
    found += [relation("ge", rows[i][i], ZERO) for i in range(n)]
    found += [relation("ge", times(rows[i][i], rows[j][j]), times(rows[i][j], rows[j][i])) for i, j in pairs]
    return [f for f in found if symbols(f)]


def outcomes(kind: str, parameters: Sequence[Term], value: Term) -> list[Term]:
    """What is known of an outcome beyond its sort."""
    return _OUTCOMES[kind](value, *parameters) if kind in _OUTCOMES else []
