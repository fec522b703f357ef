"""Sums, products and powers that leave out 0 and 1: what is worked out may be folded, what was written not."""

from __future__ import annotations

from derivcheck.algebra.term import ONE, ZERO, Term, add, mul, number, power


def plus(*parts: Term) -> Term:
    return add(*(p for p in parts if p is not ZERO))


def times(*factors: Term) -> Term:
    return ZERO if ZERO in factors else mul(*(f for f in factors if f is not ONE))


def raised(base: Term, exponent: int) -> Term:
    return ONE if exponent == 0 else base if exponent == 1 else power(base, number(exponent))
