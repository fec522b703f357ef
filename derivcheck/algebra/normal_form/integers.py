"""Integer-valued functions and the gamma family: floor, ceiling, Mod, factorial, gamma, polygamma, binomial, beta.

Integer shifts are taken out: ``floor(x + 1)`` is ``floor(x) + 1``, ``gamma(x + 1)`` is ``x*gamma(x)``. Of all
shifts of one argument the largest becomes the kernel.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Quotient, TooLarge, Vacuous
from derivcheck.algebra.normal_form.opaque import opaque
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose
from derivcheck.algebra.signs.signs import ANY, NONNEGATIVE, POSITIVE
from derivcheck.algebra.term import PI, constant

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

#: Rational arguments of gamma up to this size are brought into the unit interval.
_FARTHEST = 100


def floor(n: Normaliser, u: Quotient) -> Quotient:
    f = n.field
    whole, rest = _split_integer(n, u)
    if f.is_zero(rest) or f.rational_value(rest) is not None:
        return whole
    try:
        value = enclose(f.readable_quotient(rest), 256).floor().unique_fmpz()
        if value is not None:
            return f.plus(whole, f.integer(int(value)))
    except NoEnclosure:
        pass
    signs = NONNEGATIVE if n.knowledge.quotient_signs(rest) <= NONNEGATIVE else ANY
    return f.plus(whole, opaque(n, "floor", rest, signs=signs))


def _split_integer(n: Normaliser, u: Quotient) -> tuple[Quotient, Quotient]:
    """u = integer part that can be seen + rest, whose coefficients of integral monomials are in [0, 1)."""
    f = n.field
    if not u.d.is_constant():
        return f.zero, u
    d = int(u.d.leading_coefficient())
    whole = f.zero_polynomial
    for monomial, coefficient in u.n.terms():
        if all(is_integral(f.kernels[i].term) for i, e in enumerate(monomial) if e):
            whole = whole + f.context.from_dict({monomial: int(coefficient) // d})
    part = Quotient(whole, f.one_polynomial)
    return part, f.minus(u, part)


def ceiling(n: Normaliser, u: Quotient) -> Quotient:
    return n.field.negative(floor(n, n.field.negative(u)))


def mod(n: Normaliser, a: Quotient, b: Quotient) -> Quotient:
    return n.field.minus(a, n.field.times(b, floor(n, n.field.ratio(a, b))))


def _split_shift(n: Normaliser, u: Quotient) -> tuple[int, Quotient]:
    """u = k + v for an integer k such that v has its constant term in [0, 1)."""
    f = n.field
    if not u.d.is_constant():
        return 0, u
    constant_term = int(u.n.to_dict().get((0,) * f.capacity, 0))
    k = constant_term // int(u.d.leading_coefficient())
    if abs(k) > 200:
        raise TooLarge("a factorial is too large to expand")
    return k, f.minus(u, f.integer(k))


def _steps(n: Normaliser, kind: str, u: Quotient) -> tuple[Quotient, list[Quotient]]:
    """The shifted argument that the kernel takes, and the factors between: u, u + 1, … up to it.

    The kernel has the largest shift of its class: it has a value wherever any of the class has one, and no factor
    between is zero there.
    """
    f = n.field
    k, v = _split_shift(n, u)
    largest = n.plan.shift(kind, f.readable_quotient(v), k)
    return f.plus(v, f.integer(largest)), [f.plus(v, f.integer(j)) for j in range(k, largest)]


def gamma(n: Normaliser, u: Quotient) -> Quotient:
    f = n.field
    value = f.rational_value(u)
    if value is not None and value.denominator == 1:
        if value <= 0:
            raise Vacuous("a pole of the gamma function")
        if value > 2000:
            raise TooLarge("a factorial is too large to expand")
        return f.integer(math.factorial(int(value) - 1))
    if value is not None and value.denominator == 2:
        return _half_integer_gamma(n, value)
    if value is not None and abs(value) <= _FARTHEST:
        return _rational_gamma(n, value)
    top, between = _steps(n, "gamma", u)
    signs = POSITIVE if n.knowledge.quotient_signs(top) == POSITIVE else ANY
    result = opaque(n, "gamma", top, signs=signs)
    for factor in between:
        result = f.ratio(result, factor)
    return result


def _rational_gamma(n: Normaliser, value: Fraction) -> Quotient:
    """By the shift to the unit interval, and there from gamma(x)*gamma(1 - x) = pi/sin(pi*x), for x > 1/2."""
    f, scale = n.field, Fraction(1)
    while value > 1:
        value -= 1
        scale *= value
    while value < 0:
        scale /= value
        value += 1
    if value < Fraction(1, 2):
        return f.scaled(opaque(n, "gamma", f.fraction(value), signs=POSITIVE), scale)
    pi = n.constant(PI)
    sine = n.angles.cosine_and_sine(f.scaled(pi, value))[1]
    mirrored = opaque(n, "gamma", f.fraction(1 - value), signs=POSITIVE)
    return f.scaled(f.ratio(pi, f.times(sine, mirrored)), scale)


def _half_integer_gamma(n: Normaliser, value: Fraction) -> Quotient:
    """From gamma(1/2) = sqrt(pi)."""
    f = n.field
    if abs(value) > 400:
        raise TooLarge("a gamma value is too large to expand")
    scale, at = Fraction(1), Fraction(1, 2)
    while at < value:
        scale, at = scale * at, at + 1
    while at > value:
        at -= 1
        scale /= at
    return f.scaled(n.powers.rational_power(n.constant(PI), Fraction(1, 2)), scale)


def factorial(n: Normaliser, u: Quotient) -> Quotient:
    return gamma(n, n.field.plus(u, n.field.one))


def log_gamma(n: Normaliser, u: Quotient) -> Quotient:
    return n.powers.log(gamma(n, u))


def digamma(n: Normaliser, u: Quotient) -> Quotient:
    return polygamma(n, n.field.zero, u)


def polygamma(n: Normaliser, m: Quotient, u: Quotient) -> Quotient:
    f = n.field
    order = f.rational_value(m)
    if order is None or order.denominator != 1 or not 0 <= order <= 20:
        return opaque(n, "polygamma", m, u)
    value = f.rational_value(u)
    if value is not None and value.denominator == 1 and value <= 0:
        raise Vacuous("a pole of a polygamma function")
    factor = Fraction((-1) ** int(order) * math.factorial(int(order)))
    if order == 0 and value is not None and value.denominator == 1 and value <= 200:
        harmonic = sum((Fraction(1, j) for j in range(1, int(value))), Fraction(0))
        return f.minus(f.fraction(harmonic), n.constant(constant("EulerGamma")))
    top, between = _steps(n, f"polygamma {order}", u)
    result = opaque(n, "polygamma", m, top)
    for at in between:
        result = f.minus(result, f.scaled(f.integer_power(at, -int(order) - 1), factor))
    return result


def binomial(n: Normaliser, top: Quotient, bottom: Quotient) -> Quotient:
    f = n.field
    k = f.rational_value(bottom)
    if k is not None and k.denominator == 1 and 0 <= k <= 30:
        result = f.one
        for j in range(int(k)):
            result = f.scaled(f.times(result, f.minus(top, f.integer(j))), Fraction(1, j + 1))
        return result
    rest = f.minus(top, bottom)
    if n.knowledge.quotient_signs(bottom) <= NONNEGATIVE and n.knowledge.quotient_signs(rest) <= NONNEGATIVE:
        return n.field.ratio(factorial(n, top), f.times(factorial(n, bottom), factorial(n, rest)))
    return opaque(n, "binomial", top, bottom)


def beta(n: Normaliser, a: Quotient, b: Quotient) -> Quotient:
    return n.field.ratio(n.field.times(gamma(n, a), gamma(n, b)), gamma(n, n.field.plus(a, b)))
