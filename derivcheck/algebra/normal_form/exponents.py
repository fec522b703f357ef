"""What exponents are put together from."""

from __future__ import annotations

from fractions import Fraction

import flint

from derivcheck.algebra.normal_form.field import MAX_EXPONENT, Field, Polynomial, Restart, TooLarge


def pieces(
    f: Field, p: Polynomial, unit: Fraction, denominator: Polynomial
) -> list[tuple[Polynomial, Fraction, Polynomial]]:
    return [(f.monomial(m), int(c) * unit, denominator) for m, c in p.terms()]


def exponent_of(value: Fraction) -> int:
    if value.denominator != 1:
        raise Restart("unit")
    if abs(value.numerator) > MAX_EXPONENT * 16:
        raise TooLarge("an exponent is too large")
    return value.numerator


def content_of(p: Polynomial) -> int:
    content = 0
    for c in p.coeffs():
        content = int(flint.fmpz(content).gcd(c))
    return content or 1


def prime_powers(value: int) -> list[tuple[int, int]]:
    if value <= 1:
        return []
    if value.bit_length() > 200:
        raise TooLarge("an integer is too large to factor")
    return [(int(p), int(e)) for p, e in flint.fmpz(value).factor()]
