"""Scalars without perturbations: exact rationals as long as possible, then real or complex balls."""

from __future__ import annotations

from typing import Any

from flint import acb, arb, fmpq

from derivcheck.evaluation.errors import TooLarge, Undefined, Unresolved

#: An exact rational, a real ball or a complex ball.
Scalar = Any

#: Rationals beyond this many bits continue as balls, so that towers of powers cannot exhaust memory.
MAX_BITS = 100_000
#: Integer exponents beyond this many bits are not worked out, not even in balls.
MAX_EXPONENT_BITS = 256

ZERO = fmpq(0)
ONE = fmpq(1)
HALF = fmpq(1, 2)


def bounded(value: Scalar) -> Scalar:
    """The same value, as a ball if it is a rational of too many bits."""
    if type(value) is fmpq and value.height_bits() > MAX_BITS:
        return arb(value)
    return value


def finite(value: Scalar) -> Scalar:
    """The value if it is a finite enclosure; Unresolved for infinities and NaN."""
    if type(value) is fmpq:
        return value
    if not value.is_finite():
        raise Unresolved("the enclosure is not finite")
    return value


def ball(value: Scalar) -> Scalar:
    """A real ball around a real scalar (complex balls stay)."""
    return arb(value) if type(value) is fmpq else value


def complex_ball(value: Scalar) -> Scalar:
    return value if type(value) is acb else acb(value)


def nonzero(value: Scalar) -> bool | None:
    """True if rigorously nonzero, False if exactly zero, None if the enclosure contains zero."""
    if type(value) is fmpq:
        return bool(value)
    if not value.is_finite():
        return None
    if value.is_zero():
        return False
    return None if value.contains(0) else True


def sign(value: Scalar) -> int | None:
    """-1, 0 or 1 if rigorous, None if the enclosure does not tell; Unresolved for complex balls."""
    if type(value) is fmpq:
        value = value.p  # which compares more quickly
        return int(value > 0) - int(value < 0)
    if type(value) is acb:
        raise Unresolved("complex numbers are not ordered")
    if value > 0:
        return 1
    if value < 0:
        return -1
    return 0 if nonzero(value) is False else None


def quotient(a: Scalar, b: Scalar) -> Scalar:
    """a/b; Undefined if b is zero, Unresolved if it may be."""
    apart = nonzero(b)
    if apart is False:
        raise Undefined("division by zero")
    if apart is None:
        raise Unresolved("the divisor may be zero")
    return bounded(a / b)


def integer(value: Scalar) -> int | None:
    """The integer that the value is, or None if it is rigorously none; Unresolved if a ball does not tell."""
    if type(value) is fmpq:
        return int(value.p) if value.q == 1 else None
    if type(value) is arb:
        if value.is_exact() and value.is_integer():
            if not abs(value) < arb(2) ** MAX_BITS:
                raise TooLarge("an integer of too many digits")
            return int(value.unique_fmpz())
        if not value.contains_integer():
            return None
    raise Unresolved("cannot tell which integer this is")


def integer_power(base: Scalar, exponent: int) -> Scalar:
    """base**exponent with 0**0 = 1; Undefined for a negative power of 0."""
    if exponent == 0:
        return ONE
    if exponent < 0 and nonzero(base) is not True:
        return quotient(ONE, base)  # says why there is no value
    if exponent.bit_length() > MAX_EXPONENT_BITS:
        return _enormous_power(base, exponent)
    if type(base) is fmpq:
        if base.height_bits() * abs(exponent) <= MAX_BITS or abs(base) in (ZERO, ONE):
            return _exact_power(base, exponent)
        base = arb(base)
    return finite(base**exponent)


def _exact_power(base: Scalar, exponent: int) -> Scalar:
    if abs(base) in (ZERO, ONE):
        return base if exponent % 2 else base * base
    return base**exponent


def _enormous_power(base: Scalar, exponent: int) -> Scalar:
    if type(base) is fmpq and abs(base) in (ZERO, ONE):
        return _exact_power(base, exponent)
    raise TooLarge("an exponent of too many digits")


def exact_root(value: Scalar, degree: int) -> Scalar | None:
    """The rational ``degree``-th root of a nonnegative rational, or None if it is irrational."""
    if degree > MAX_EXPONENT_BITS:
        return value if value in (ZERO, ONE) else None
    numerator, denominator = value.p.root(degree), value.q.root(degree)
    if numerator**degree == value.p and denominator**degree == value.q:
        return fmpq(numerator, denominator)
    return None


def rational_power(base: Scalar, exponent: Scalar) -> Scalar:
    """base**exponent for a rational, non-integer exponent: base >= 0, and > 0 if the exponent is negative."""
    side = sign(base)
    if side == -1:
        raise Undefined("a non-integer power of a negative number")
    if side == 0:
        if exponent > 0:
            return ZERO
        raise Undefined("a negative power of zero")
    if side is None:
        raise Unresolved("the base of a non-integer power may be negative")
    if type(base) is fmpq:
        root = exact_root(base, int(exponent.q))
        if root is not None:
            return integer_power(root, int(exponent.p))
        base = arb(base)
    if exponent == HALF:
        return finite(base.sqrt())
    return finite(base ** arb(exponent))


def real_power(base: Scalar, exponent: Scalar) -> Scalar:
    """base**exponent for any real exponent: base > 0, or base = 0 and exponent > 0."""
    side = sign(base)
    if side == -1:
        raise Undefined("a real power of a negative number")
    if side == 0:
        above = sign(exponent)
        if above == 1:
            return ZERO
        if above is None:
            raise Unresolved("the exponent of zero may be negative")
        raise Undefined("zero to a power that is not positive")
    if side is None:
        raise Unresolved("the base of a real power may be negative")
    if type(exponent) is fmpq:
        if exponent.q == 1:
            return integer_power(base, int(exponent.p))
        return rational_power(base, exponent)
    if type(base) is fmpq and base == 1:
        return ONE
    return finite(arb(base) ** exponent)


def complex_power(base: Scalar, exponent: Scalar) -> Scalar:
    """The principal branch of base**exponent; 0**w is 0 where re(w) > 0."""
    apart = nonzero(base)
    if apart is None:
        raise Unresolved("the base of a complex power may be zero")
    if apart is False:
        part = exponent.real if type(exponent) is acb else exponent
        above = sign(part)
        if above == 1:
            return ZERO
        if above is None:
            raise Unresolved("the exponent of zero may be negative")
        raise Undefined("zero to a power that is not positive")
    return finite(complex_ball(base).pow(complex_ball(exponent)))
