"""Numbers that depend on numbers which may be anything: polynomials in these, and roots of such.

They behave as scalars in the evaluator: comparisons say what is true whatever the numbers are. So a statement about all
values is seen to be true.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import fmpq, fmpq_mpoly_ctx

from derivcheck.evaluation.errors import TooLarge, Unsupported
from derivcheck.evaluation.values.positivity import Interval, Polynomial, least_sign
from derivcheck.evaluation.values.scalar import exact_root

_MOST_ROOTS = 6
_MOST_TERMS = 400


class Space:
    """The numbers that may be anything in their intervals, and the roots of what was made of them.

    A root is a generator of its own, which is not negative and whose square is known.
    """

    def __init__(self, intervals: Sequence[Interval]) -> None:
        self.count = len(intervals)
        self.intervals = [*intervals, *[Interval(fmpq(0), None, closed=True)] * _MOST_ROOTS]
        names = tuple(f"x{k}" for k in range(len(self.intervals)))
        self.context: Any = fmpq_mpoly_ctx.get(names, "lex")
        self.squares: list[Polynomial] = []

    def variable(self, number: int) -> Varying:
        return Varying(self, self.context.gens()[number])

    def root(self, square: Polynomial) -> Polynomial:
        """The generator for the root of something that is not negative."""
        if square not in self.squares:
            if len(self.squares) == _MOST_ROOTS:
                raise TooLarge("many roots under a quantifier")
            self.squares.append(square)
        return self.context.gens()[self.count + self.squares.index(square)]

    def reduced(self, p: Polynomial) -> Polynomial:
        """With squares of roots worked out."""
        if len(p) > _MOST_TERMS:
            raise TooLarge("a long polynomial under a quantifier")
        for k in range(len(self.squares) - 1, -1, -1):
            at = self.count + k
            if p.degrees()[at] < 2:
                continue
            total = self.context.constant(0)
            for exponents, coefficient in p.to_dict().items():
                power, rest = divmod(exponents[at], 2)
                kept = self.context.from_dict({(*exponents[:at], rest, *exponents[at + 1 :]): coefficient})
                total += kept * self.squares[k] ** power
            p = total
        return p


class Varying:
    """A polynomial over a space."""

    __slots__ = ("polynomial", "space")

    def __init__(self, space: Space, polynomial: Polynomial) -> None:
        self.space = space
        self.polynomial = polynomial

    # --- arithmetic

    def __add__(self, other: Any) -> Varying:
        return Varying(self.space, self.polynomial + self.lifted(other).polynomial)

    def __mul__(self, other: Any) -> Varying:
        return Varying(self.space, self.space.reduced(self.polynomial * self.lifted(other).polynomial))

    def __neg__(self) -> Varying:
        return Varying(self.space, -self.polynomial)

    def __sub__(self, other: Any) -> Varying:
        return self + -self.lifted(other)

    def __rsub__(self, other: Any) -> Varying:
        return self.lifted(other) - self

    def __truediv__(self, other: Any) -> Varying:
        if type(other) is not fmpq:
            raise Unsupported("a quotient under a quantifier")
        return Varying(self.space, self.polynomial / other)

    def __rtruediv__(self, other: Any) -> Varying:
        raise Unsupported("a quotient under a quantifier")

    def __pow__(self, exponent: Any) -> Varying:
        if not isinstance(exponent, int) or not 0 < exponent <= 12:
            raise Unsupported("a power under a quantifier")
        result = self
        for _ in range(exponent - 1):
            result = result * self
        return result

    __radd__, __rmul__ = __add__, __mul__

    def lifted(self, value: Any) -> Varying:
        if type(value) is Varying and value.space is self.space:
            return value
        if type(value) not in (fmpq, int):
            raise Unsupported("irrational numbers or several statements under a quantifier")
        return Varying(self.space, self.space.context.constant(value))

    def __abs__(self) -> Varying:
        if self >= 0:
            return self
        return -self if self <= 0 else self._root_of_square()

    def _root_of_square(self) -> Varying:
        """|p| as a multiple of |q|, q having the leading coefficient 1."""
        size = abs(self.polynomial.leading_coefficient())
        unit = self.polynomial / self.polynomial.leading_coefficient()
        return Varying(self.space, size * self.space.root(self.space.reduced(unit * unit)))

    def sqrt(self) -> Varying:
        if not self >= 0:
            raise Unsupported("a root under a quantifier of what may be negative")
        p = self.polynomial
        if p.is_zero():
            return self
        leading = p.leading_coefficient()
        size = exact_root(abs(leading), 2)
        unit, factor = (p, fmpq(1)) if size is None else (p / abs(leading), size)
        constant, factors = unit.factor()
        if constant == 1 and all(multiplicity % 2 == 0 for _, multiplicity in factors):
            root = self.space.context.constant(factor)
            for q, multiplicity in factors:
                root *= q ** (multiplicity // 2)
            return abs(Varying(self.space, root))
        return Varying(self.space, factor * self.space.root(unit))

    # --- what is true whatever the numbers are; False where that cannot be told

    def __gt__(self, other: Any) -> bool:
        return bool((self - other)._least() == 1)

    def __lt__(self, other: Any) -> bool:
        return (self.lifted(other) - self)._least() == 1

    def __ge__(self, other: Any) -> bool:
        return (self - other)._least() is not None

    def __le__(self, other: Any) -> bool:
        return (self.lifted(other) - self)._least() is not None

    def _least(self) -> int | None:
        """As `least_sign`; of a difference u - v with u >= 0, u**2 >= v**2 is enough."""
        found = least_sign(self.polynomial, self.space.intervals)
        if found is not None or not self.space.squares:
            return found
        terms = self.polynomial.to_dict()
        u, v = (self._of({e: c for e, c in terms.items() if (c > 0) is first}) for first in (True, False))
        if least_sign(u, self.space.intervals) is None:
            return None
        return least_sign(self.space.reduced(u * u - v * v), self.space.intervals)

    def _of(self, terms: dict[tuple[int, ...], Any]) -> Polynomial:
        return self.space.context.from_dict(terms)

    def is_zero(self) -> bool:
        return bool(self.polynomial.is_zero())

    def is_finite(self) -> bool:
        return True

    def contains(self, value: Any) -> bool:
        above: bool = self > value
        below: bool = self < value
        return not (above or below)

    def __getattr__(self, name: str) -> Any:
        raise Unsupported(f"{name} under a quantifier")


def for_all(intervals: Sequence[Interval]) -> list[Varying]:
    """Numbers that may be anything in these intervals."""
    space = Space(intervals)
    return [space.variable(k) for k in range(len(intervals))]

