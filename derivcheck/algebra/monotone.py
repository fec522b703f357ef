"""Signs by monotonicity: of combinations of logarithms, and of differences of exponentials.

``c1*log p1 + c2*log p2 + …`` with integer coefficients has the sign of ``prod(p_i**c_i) - 1``, and
``exp(u) - exp(v)`` has the sign of ``u - v``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.algebra.field import Field, Polynomial, Quotient

if TYPE_CHECKING:
    from derivcheck.algebra.signs import Knowledge

ANY = frozenset((-1, 0, 1))
_MOST_POWER = 12


def monotone_signs(knowledge: Knowledge, p: Polynomial) -> frozenset[int]:
    """The signs that ``p`` can have by these two rules; any if they say nothing."""
    product = _product_of_logarithms(knowledge, p)
    if product is not None:
        return knowledge.quotient_signs(product)
    exponents = _difference_of_exponents(knowledge.field, p)
    return ANY if exponents is None else knowledge.quotient_signs(exponents)


def _product_of_logarithms(knowledge: Knowledge, p: Polynomial) -> Quotient | None:
    """prod(base**coefficient) - 1 if ``p`` is an integer combination of logarithms of positive bases."""
    f = knowledge.field
    above, below = f.one_polynomial, f.one_polynomial
    for monomial, coefficient in p.terms():
        indices = [i for i, e in enumerate(monomial) if e]
        if len(indices) != 1 or monomial[indices[0]] != 1 or abs(int(coefficient)) > _MOST_POWER:
            return None
        kernel = f.kernels[indices[0]]
        if kernel.kind != "log":
            return None
        base: Polynomial = f.context.constant(kernel.base) if isinstance(kernel.base, int) else kernel.base
        if knowledge.signs(base) != frozenset((1,)):
            return None
        if coefficient > 0:
            above = above * base ** int(coefficient)
        else:
            below = below * base ** int(-coefficient)
    return f.quotient(above - below, below)


def _difference_of_exponents(f: Field, p: Polynomial) -> Quotient | None:
    """u - v if ``p`` is exp(u) - exp(v) with exp(u), exp(v) products of exponential kernels (or 1)."""
    terms = list(p.terms())
    if len(terms) != 2 or {int(c) for _, c in terms} != {1, -1}:
        return None
    difference = f.zero
    for monomial, coefficient in terms:
        for i, e in enumerate(monomial):
            if e:
                kernel = f.kernels[i]
                if kernel.kind != "exp" or kernel.argument is None:
                    return None
                step = f.scaled(kernel.argument, Fraction(int(e) * int(coefficient)))
                difference = f.plus(difference, step)
    return difference
