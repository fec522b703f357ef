"""Riemann's zeta function at whole numbers that are not odd and positive.

At 2*k it is ``|B(2*k)|*(2*pi)**(2*k)/(2*(2*k)!)`` with Bernoulli's numbers B, at k <= 0 ``(-1)**k*B(1 - k)/(1 - k)``.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import flint

from derivcheck.algebra.normal_form.field import Quotient, Vacuous
from derivcheck.algebra.normal_form.opaque import opaque
from derivcheck.algebra.term import PI

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

_MOST = 60


def zeta(n: Normaliser, s: Quotient) -> Quotient:
    f, value = n.field, n.field.rational_value(s)
    if value is None or value.denominator != 1 or abs(value) > _MOST:
        return opaque(n, "zeta", s)
    k = int(value)
    if k == 1:
        raise Vacuous("the pole of the zeta function")
    if k <= 0:
        return f.fraction((-1) ** -k * _bernoulli(1 - k) / (1 - k))
    if k % 2:
        return opaque(n, "zeta", s)
    scale = abs(_bernoulli(k)) * Fraction(2) ** (k - 1) / math.factorial(k)
    return f.scaled(f.integer_power(n.constant(PI), k), scale)


def _bernoulli(k: int) -> Fraction:
    """With B(1) = -1/2."""
    value = flint.fmpq.bernoulli(k)
    return Fraction(int(value.p), int(value.q))
