"""Greatest common divisors, by Euclid's algorithm on polynomials with whole coefficients.

``gcd(u, v) = gcd(u, v - q*u)``, and a common factor stands outside: what is true of polynomials is true of their values
at whole numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.normal_form.field import Field, Polynomial, Quotient
from derivcheck.algebra.normal_form.opaque import opaque
from derivcheck.algebra.signs.signs import NONNEGATIVE
from derivcheck.algebra.term import call

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

_MOST_STEPS = 12


def gcd(n: Normaliser, u: Quotient, v: Quotient) -> Quotient:
    f = n.field
    if not all(q.d.is_one() and _is_whole(f, q.n) for q in (u, v)):
        return opaque(n, "gcd", u, v, signs=NONNEGATIVE)
    common = u.n.gcd(v.n)
    if common.is_zero():
        return f.zero
    a, b = (divmod(p, common)[0] for p in (u.n, v.n))
    for _ in range(_MOST_STEPS):
        a, b = sorted((a, b), key=_size)
        smaller = divmod(b, a)[1] if not a.is_zero() else b
        if a.is_zero() or _size(smaller) >= _size(b):
            break
        b = smaller
    outside = n.of(call("Abs", f.readable(common)))
    if any(p.is_constant() and abs(int(p.leading_coefficient())) == 1 for p in (a, b) if not p.is_zero()):
        return outside
    first, second = (Quotient(p, f.one_polynomial) for p in sorted((a, b), key=lambda p: str(f.readable(p))))
    return f.times(outside, opaque(n, "gcd", first, second, signs=NONNEGATIVE))


def lcm(n: Normaliser, u: Quotient, v: Quotient) -> Quotient:
    """|u*v|/gcd(u, v), where neither is 0."""
    f = n.field
    both = f.times(u, v)
    if f.is_zero(both) or n.knowledge.truth("eq", both):
        return f.zero
    return f.ratio(n.of(call("Abs", f.readable_quotient(both))), gcd(n, u, v))


def _is_whole(f: Field, p: Polynomial) -> bool:
    return all(is_integral(f.kernels[i].term) for i in f.occurring(p))


def _size(p: Polynomial) -> tuple[int, int, int]:
    """By degree, number of terms and leading coefficient; a step of the algorithm has to make it smaller."""
    if p.is_zero():
        return -1, 0, 0
    return int(p.total_degree()), len(p), abs(int(p.leading_coefficient()))
