"""The symbols that random claims speak of, and points near which things go wrong: zeros, kinks, poles, large values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from flint import fmpq

from derivcheck.algebra.term import Sort, Term, symbol
from derivcheck.evaluation.instance import Instance

X, Y, Z = symbol("x"), symbol("y"), symbol("z")
P, Q, W = symbol("p", Sort.POSITIVE), symbol("q", Sort.NONNEGATIVE), symbol("w", Sort.NONZERO)
N, K, M = symbol("n", Sort.INTEGER), symbol("k", Sort.INTEGER), symbol("m", Sort.NATURAL)
#: Bound by `Subs` only.
T = symbol("t")

REALS = (X, Y, Z)
SYMBOLS = (X, Y, Z, P, Q, W, N, K, M)
DECLARATIONS = (
    "x, y, z, t: real", "p: positive", "q: nonnegative", "w: nonzero", "n, k: integer", "m: natural",
)  # fmt: skip

Point = Mapping[Term, Fraction]

_SIMPLE = tuple(Fraction(a, b) for a, b in [
    (0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (3, 1), (-3, 1), (3, 2), (-3, 2), (1, 4), (-1, 4),
    (5, 2), (-5, 2), (4, 1), (-4, 1), (3, 4), (7, 8),
])  # fmt: skip
_STEPS = tuple(Fraction(a, b) for a, b in [(1, 16), (-1, 16), (1, 1024), (-1, 1024), (1, 2**30), (-1, 2**30)])
_ODD = tuple(Fraction(a, b) for a, b in [(1, 3), (-2, 3), (10, 1), (-7, 1), (1, 10), (25, 2), (-1, 5)])


def random_point(random: Random) -> dict[Term, Fraction]:
    """A value for every symbol, most of them dyadic, so that balls of them are exact; many equal or opposite."""
    shared = random.choice(_SIMPLE)
    point = {s: _fitted(_real(random, shared), s.args[1]) for s in SYMBOLS}
    if random.random() < 0.25:
        a, b = random.sample(REALS, 2)
        point[a] = random.choice((point[b], -point[b]))
    return point


def _real(random: Random, shared: Fraction) -> Fraction:
    draw = random.random()
    if draw < 0.15:
        return shared
    if draw < 0.25:
        return random.choice(_SIMPLE) + random.choice(_STEPS)
    if draw < 0.32:
        return random.choice(_ODD)
    return random.choice(_SIMPLE)


def _fitted(value: Fraction, sort: Sort) -> Fraction:
    """A value near the given one that the sort allows."""
    match sort:
        case Sort.POSITIVE:
            return abs(value) or Fraction(1)
        case Sort.NONNEGATIVE:
            return abs(value)
        case Sort.NONZERO:
            return value or Fraction(1)
        case Sort.INTEGER:
            return Fraction(value.__floor__())
        case Sort.NATURAL:
            return Fraction(abs(value).__floor__())
    return value


def balls(point: Point) -> dict[Term, Any]:
    """The point for the algebra's enclosures."""
    return {s: fmpq(v.numerator, v.denominator) for s, v in point.items()}


def instance(point: Point) -> Instance:
    """The point for direct evaluation."""
    return Instance.of(None, **{str(s.args[0]): v for s, v in point.items()})


def shown(point: Point, symbols: Iterable[Term]) -> str:
    """The values that matter, as a person would write them."""
    return ", ".join(f"{s.args[0]} = {point[s]}" for s in SYMBOLS if s in set(symbols) and s in point)
