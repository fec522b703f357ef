"""Summands that depend on nothing but the index: counts, and powers of the index."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import flint

from derivcheck.algebra.normal_form.field import Incomplete, Quotient
from derivcheck.algebra.sums.ranges import Range
from derivcheck.algebra.sums.sizes import count_of
from derivcheck.algebra.term import ONE, Term, add

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums

_MOST_POWER = 12


def power_sum(sums: Sums, exponent: int, over: Range) -> Quotient:
    """Faulhaber: the sum of j**p is (B(last + 1) - B(first))/(p + 1), B the (p + 1)-th Bernoulli polynomial."""
    if exponent > _MOST_POWER:
        raise Incomplete("a sum of a high power of the index")
    count_of(sums, over)
    upper = _bernoulli(sums, exponent + 1, add(over.last, ONE))
    lower = _bernoulli(sums, exponent + 1, over.first)
    return sums.field.scaled(sums.field.minus(upper, lower), Fraction(1, exponent + 1))


def _bernoulli(sums: Sums, degree: int, at: Term) -> Quotient:
    f = sums.field
    x, total = sums.n.of(at), f.zero
    for k in range(degree + 1):
        value = flint.fmpq.bernoulli(k)
        b = Fraction(int(value.p), int(value.q)) * int(flint.fmpz(degree).bin_uiui(degree, k))
        if b:
            total = f.plus(total, f.scaled(f.integer_power(x, degree - k), b))
    return total
