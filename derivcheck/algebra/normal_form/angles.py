"""Cosines and sines as pairs of real kernels.

An angle is a sum of coefficient * monomial / denominator. Each monomial gets a unit u and two kernels,
2cos u and 2sin u, with the relation ``(2sin u)**2 = 4 - (2cos u)**2``; multiples and sums follow by the addition
theorems. Rational multiples of pi are algebraic constants; inverse functions give algebraic pairs.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Field, Incomplete, Kernel, Polynomial, Quotient, TooLarge
from derivcheck.algebra.normal_form.plan import Plan
from derivcheck.algebra.normal_form.powers import Powers
from derivcheck.algebra.normal_form.state import State
from derivcheck.algebra.signs.signs import ANY
from derivcheck.algebra.term import PI, Term, call, mul, number

Pair = tuple[Quotient, Quotient]
_MOST_TURNS = 64
#: For pi/order with short square roots: cosine and sine squared (with the sign of the cosine).
_SQUARES = {
    1: (Fraction(-1), Fraction(0)),
    2: (Fraction(0), Fraction(1)),
    3: (Fraction(1, 4), Fraction(3, 4)),
    4: (Fraction(1, 2), Fraction(1, 2)),
    6: (Fraction(3, 4), Fraction(1, 4)),
}


class Angles(State):
    """The rules for sines and cosines in one field."""

    def __init__(self, field: Field, powers: Powers, plan: Plan) -> None:
        self.field, self.powers, self.plan = field, powers, plan

    def cosine_and_sine(self, angle: Quotient) -> Pair:
        """(cos a, sin a)."""
        f = self.field
        pair: Pair = (f.one, f.zero)
        for monomial, coefficient, denominator in self.powers.split_exponent("angle", angle):
            pair = self._sum(pair, self._piece(monomial, coefficient, denominator))
        return pair

    def _sum(self, a: Pair, b: Pair) -> Pair:
        f = self.field
        return (
            f.minus(f.times(a[0], b[0]), f.times(a[1], b[1])),
            f.plus(f.times(a[1], b[0]), f.times(a[0], b[1])),
        )

    def _multiple(self, pair: Pair, count: int) -> Pair:
        if abs(count) > _MOST_TURNS:
            raise TooLarge("a multiple of an angle is too large to expand")
        if count < 0:
            return self._multiple((pair[0], self.field.negative(pair[1])), -count)
        result: Pair = (self.field.one, self.field.zero)
        for _ in range(count):
            result = self._sum(result, pair)
        return result

    def _piece(self, monomial: Polynomial, coefficient: Fraction, denominator: Polynomial) -> Pair:
        f = self.field
        index = f.only_generator(monomial) if denominator.is_one() else None
        kernel = f.kernels[index] if index is not None else None
        if kernel is not None and kernel.term is PI:
            return self._turn(coefficient)
        if kernel is not None and kernel.kind in ("asin", "acos", "atan") and coefficient.denominator == 1:
            return self._multiple(self._inverse(kernel), coefficient.numerator)
        if denominator.is_one() and coefficient.denominator == 1:
            half_turns = self._half_turns(monomial, coefficient.numerator)
            if half_turns is not None:
                return half_turns, f.zero
        return self._symbolic(monomial, coefficient, denominator)

    def _half_turns(self, monomial: Polynomial, count: int) -> Quotient | None:
        """cos(pi*n) = (-1)**n for an integral n."""
        f = self.field
        powers = {i: int(e) for i, e in enumerate(monomial.monoms()[0]) if e}
        pi = f.find("constant", PI)
        if pi is None or powers.get(pi) != 1:
            return None
        others = [i for i in powers if i != pi]
        if not all(is_integral(f.kernels[i].term) for i in others):
            return None
        rest = divmod(monomial, f.generators[pi])[0]
        exponent = f.scaled(Quotient(rest, f.one_polynomial), Fraction(count))
        term = mul(*(f.kernels[i].term for i in others))
        return self.powers.symbolic_power(f.integer(-1), exponent, mul(number(count), term))

    def _symbolic(self, monomial: Polynomial, coefficient: Fraction, denominator: Polynomial) -> Pair:
        f = self.field
        kind = "angle" if denominator.is_one() else "angle/D"
        unit = self.plan.unit(kind, f.readable(monomial), coefficient)
        argument = f.quotient(monomial * unit.numerator, denominator * unit.denominator)
        pair = self._kernels(f.readable_quotient(argument), argument)
        return self._multiple(pair, int(coefficient / unit))

    def _kernels(self, angle: Term, argument: Quotient | None, order: int = 0) -> Pair:
        f = self.field
        cosine_term, sine_term = mul(number(2), call("cos", angle)), mul(number(2), call("sin", angle))
        c, s = f.find("cosine", cosine_term), f.find("sine", sine_term)
        if c is None or s is None:
            occurring = [] if argument is None else f.occurring(argument.n) + f.occurring(argument.d)
            if any(f.kernels[i].kind == "imaginary" for i in occurring):
                raise Incomplete("an angle that is complex")
            constant = all(i in f.constants for i in occurring)
            # ``base`` 1 and an order mark the pairs that are algebraic numbers.
            base = 1 if order else None
            c = f.add_kernel(Kernel("cosine", cosine_term, ANY, constant, argument, base, order or 1))
            s = f.add_kernel(Kernel("sine", sine_term, ANY, constant, argument, base, 2 * order or 1))
            f.relate(s, 2, f.generators[s] ** 2 - (4 - f.generators[c] ** 2))
            f.squares.append((2 - f.generators[c], 2 + f.generators[c], f.generators[s]))
        half = Fraction(1, 2)
        return f.scaled(f.generator(c), half), f.scaled(f.generator(s), half)

    # --- angles with algebraic cosines

    def _turn(self, coefficient: Fraction) -> Pair:
        """cos and sin of coefficient * pi."""
        known = self.plan.units.get(("angle", PI))
        order = coefficient.denominator if known is None else lcm(coefficient.denominator, known.denominator)
        if order > _MOST_TURNS:
            raise TooLarge("a fraction of pi is too small to expand")
        unit = self.plan.unit("angle", PI, Fraction(1, order))
        order = unit.denominator
        return self._multiple(self._fraction_of_pi(order), int(coefficient * order) % (2 * order))

    def _fraction_of_pi(self, order: int) -> Pair:
        """cos and sin of pi/order: by square roots where they are short, else as kernels."""
        f = self.field
        if order in _SQUARES:
            cosine, sine = _SQUARES[order]
            return self._signed_root(cosine), self._signed_root(sine)
        angle = mul(number(Fraction(1, order)), PI)
        fresh = f.find("cosine", mul(number(2), call("cos", angle))) is None
        pair = self._kernels(angle, None, order)
        if fresh:
            index = f.find("cosine", mul(number(2), call("cos", angle)))
            assert index is not None
            f.relate(index, order, self._dickson(f.generators[index], order) + 2)
        return pair

    def _signed_root(self, square: Fraction) -> Quotient:
        """The number whose square (with its sign) is given; roots of 1/4 and the like are rational."""
        f = self.field
        if square in (-1, 0, 1):
            return f.fraction(square)
        if square == Fraction(1, 4):
            return f.fraction(Fraction(1, 2))
        return self.powers.rational_power(f.fraction(square), Fraction(1, 2))

    def _dickson(self, x: Polynomial, order: int) -> Polynomial:
        """The monic polynomial that takes 2cos(t) to 2cos(order * t)."""
        before, now = self.field.context.constant(2), x
        for _ in range(order - 1):
            before, now = now, x * now - before
        return now

    def _inverse(self, kernel: Kernel) -> Pair:
        """cos and sin of asin u, acos u, atan u."""
        f = self.field
        (u,) = kernel.arguments
        square = f.times(u, u)
        if kernel.kind == "atan":
            length = self.powers.rational_power(f.plus(f.one, square), Fraction(-1, 2))
            return length, f.times(u, length)
        other = self.powers.rational_power(f.minus(f.one, square), Fraction(1, 2))
        return (other, u) if kernel.kind == "asin" else (u, other)
