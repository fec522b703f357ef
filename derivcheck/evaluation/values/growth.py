"""How fast functions of a large variable y grow: the ordered group of
exp(c*y**d*log(y)**l + …) * y**p * log(y)**q.

Coefficients in exponents are linear combinations of atoms (1, logarithms of primes, balls), so that b**n and b**-n
cancel exactly; two that differ are told apart by balls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq, fmpz

from derivcheck.evaluation.errors import Unresolved
from derivcheck.evaluation.values.scalar import ZERO, Scalar

#: Rational multiples of atoms: None for 1, an int for the logarithm of a prime, or a `_Ball`.
Linear = frozenset[tuple[Any, Any]]
NOTHING: Linear = frozenset()


class _Ball:
    """A real number of which only an enclosure is known; equal to nothing but itself."""

    __slots__ = ("value",)

    def __init__(self, value: arb) -> None:
        self.value = value


def linear(value: Scalar) -> Linear:
    if type(value) is fmpq:
        return frozenset(((None, value),)) if value else NOTHING
    if type(value) is not arb:
        raise Unresolved("a complex exponent of growth")
    return frozenset(((_Ball(value), fmpq(1)),))


def log_of(value: Scalar) -> Linear:
    """The logarithm of a positive number, by its prime factors if it is rational."""
    if type(value) is not fmpq or value.height_bits() > 64:
        return linear(arb(value).log())
    parts = [(int(p), fmpq(e)) for p, e in fmpz(value.p).factor()]
    return frozenset(parts + [(int(p), fmpq(-e)) for p, e in fmpz(value.q).factor()])


def plus(a: Linear, b: Linear) -> Linear:
    if not a or not b:
        return a or b
    total = dict(a)
    for atom, factor in b:
        total[atom] = total.get(atom, fmpq(0)) + factor
    return frozenset((atom, factor) for atom, factor in total.items() if factor)


def times(a: Linear, factor: Any) -> Linear:
    return frozenset((atom, f * factor) for atom, f in a) if factor else NOTHING


def number(a: Linear) -> Scalar:
    """The value, exact if it is seen to be rational."""
    total: Any = fmpq(0)
    for atom, factor in a:
        total = total + factor * (1 if atom is None else arb(atom).log() if type(atom) is int else atom.value)
    return total


def sign(a: Linear) -> int:
    """The sign; Unresolved if the enclosure does not tell."""
    if not a:
        return 0
    value = number(a)
    if value > 0:
        return 1
    if value < 0:
        return -1
    raise Unresolved("cannot tell which of two functions grows faster")


@dataclass(frozen=True, slots=True)
class Growth:
    """exp(the sum of c*y**d*log(y)**l over ``exponent``, by (d, l)) * y**power * log(y)**logarithm.

    In the exponent d > 0, or d = 0 and l > 1.
    """

    exponent: frozenset[tuple[tuple[Any, Any], Linear]] = frozenset()
    power: Linear = NOTHING
    logarithm: Any = ZERO

    def __mul__(self, other: Growth) -> Growth:
        total = dict(self.exponent)
        for degree, c in other.exponent:
            total[degree] = plus(total.get(degree, NOTHING), c)
        exponent = frozenset((d, c) for d, c in total.items() if c)
        return Growth(exponent, plus(self.power, other.power), self.logarithm + other.logarithm)

    def raised(self, power: Any) -> Growth:
        exponent = frozenset((d, times(c, power)) for d, c in self.exponent) if power else frozenset()
        return Growth(exponent, times(self.power, power), self.logarithm * power)

    @property
    def side(self) -> int:
        """1 if it tends to infinity, 0 if it is constant, -1 if it tends to 0."""
        for _, c in sorted(self.exponent, key=lambda item: item[0], reverse=True):
            return sign(c)
        side = sign(self.power)
        return side or (self.logarithm > 0) - (self.logarithm < 0)


UNIT = Growth()


def faster(a: Growth, b: Growth) -> int:
    """1 if a outgrows b, 0 if they are the same, -1 if b outgrows a."""
    return 0 if a == b else (a * b.raised(-1)).side
