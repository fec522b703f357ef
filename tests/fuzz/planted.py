"""Hypotheses that hold at a given point, as awkward as possible: they pin quantities to zeros, kinks and poles."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from flint import arb, fmpq

from derivcheck.algebra.signs.enclosure import NoEnclosure
from derivcheck.algebra.term import (
    MINUS_ONE,
    ZERO,
    Term,
    add,
    call,
    conjunction,
    disjunction,
    mul,
    number,
    power,
    relation,
    sub,
)

from .random_terms import Terms
from .values import enclosed
from .world import K, M, N, Point, X, Y, Z

_HIGHEST = 2**20


def hypotheses(random: Random, point: Point) -> tuple[list[Term], list[Term]]:
    """Up to two hypotheses, and terms that they speak of."""
    given: list[Term] = []
    leaves: list[Term] = []
    for _ in range(random.choice((0, 1, 1, 1, 2))):
        quantity = _quantity(random)
        value = _exact(quantity, point)
        if value is None:
            continue
        given.append(_pinned(random, quantity, number(value), point))
        zero = sub(quantity, number(value)) if value else quantity
        leaves += [quantity, zero, add(zero, number(random.choice((1, 2, 3, -1))))]
    return given, leaves


def _quantity(random: Random) -> Term:
    a, b = random.sample((X, Y, Z), 2)
    n, k = random.sample((N, K, M), 2)
    return random.choice((
        a, a, a, n, n, mul(a, b), mul(a, b), power(a, number(2)), add(a, b), add(power(a, number(2)), b), sub(a, b),
        mul(a, n), add(n, k), mul(n, k), call("Abs", a), call("floor", a), call("Max", a, b), call("sign", a),
        Terms(random, calculus=False).term(2),
    ))  # fmt: skip


def _exact(term: Term, point: Point) -> Fraction | None:
    """The value if it is a rational that balls represent exactly."""
    try:
        ball = enclosed(term, point)
    except NoEnclosure:
        return None
    if isinstance(ball, fmpq):
        ball = arb(ball)
    if ball is None or not ball.is_exact():
        return None
    mantissa, exponent = ball.man_exp()
    value = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return value if abs(value.numerator) < _HIGHEST and value.denominator < _HIGHEST else None


def _pinned(random: Random, u: Term, value: Term, point: Point) -> Term:
    """A statement about u that holds where u is the value."""
    zero = sub(u, value)
    other = random.choice((X, Y, Z, N))
    at = point[other]
    more = number(value.args[0] + random.choice((Fraction(1), Fraction(1, 2))))
    less = number(value.args[0] - random.choice((Fraction(1), Fraction(1, 2))))
    return random.choice((
        relation("eq", u, value),
        relation("eq", u, value),
        relation("eq", value, u),
        relation("eq", power(zero, number(3)), ZERO),
        relation("eq", power(zero, number(2)), ZERO),
        relation("eq", mul(zero, sub(other, number(at + 1))), ZERO),
        relation("le", zero, ZERO),
        relation("ge", u, value),
        relation("lt", u, more),
        relation("gt", u, less),
        relation("ne", u, more),
        conjunction(relation("ge", u, value), relation("le", u, value)),
        disjunction(relation("eq", u, value), relation("eq", u, more)),
        disjunction(relation("lt", u, less), relation("eq", u, value)),
        disjunction(relation("eq", u, value), relation("gt", power(other, MINUS_ONE), ZERO)),
        disjunction(relation("gt", call("log", other), ZERO), relation("le", u, value)),
    ))  # fmt: skip
