"""Signs by monotonicity: of combinations of logarithms, and of differences of exponentials.

``c1*log p1 + c2*log p2 + … + r`` with integer coefficients has the sign of ``prod(p_i**c_i)*exp(r) - 1``, and
``exp(u) - exp(v)`` has the sign of ``u - v``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Field, Polynomial, Quotient

if TYPE_CHECKING:
    from derivcheck.algebra.signs.signs import Knowledge

ANY = frozenset((-1, 0, 1))
_MOST_POWER = 12


def monotone_signs(knowledge: Knowledge, p: Polynomial) -> frozenset[int]:
    """The signs that ``p`` can have by these two rules; any if they say nothing."""
    kinds = {knowledge.field.kernels[i].kind for i in knowledge.field.occurring(p)}
    if kinds.isdisjoint(("exp", "log")):
        return ANY
    product = _product_of_logarithms(knowledge, p)
    if product is not None:
        return knowledge.quotient_signs(product)
    exponents = _difference_of_exponents(knowledge.field, p)
    return ANY if exponents is None else knowledge.quotient_signs(exponents)


def _product_of_logarithms(knowledge: Knowledge, p: Polynomial) -> Quotient | None:
    """exp(p) - 1 = prod(base**coefficient) * exp(rest) - 1, if ``p`` has logarithms of positive bases, linearly."""
    f = knowledge.field
    above, below, rest, found = f.one_polynomial, f.one_polynomial, f.zero_polynomial, False
    for monomial, coefficient in p.terms():
        base = _logarithm(knowledge, monomial)
        if base is None:
            if any(e and f.kernels[i].kind == "log" for i, e in enumerate(monomial)):
                return None
            rest = rest + f.context.from_dict({monomial: int(coefficient)})
            continue
        if abs(int(coefficient)) > _MOST_POWER or knowledge.signs(base) != frozenset((1,)):
            return None
        found = True
        if coefficient > 0:
            above = above * base ** int(coefficient)
        else:
            below = below * base ** int(-coefficient)
    if not found:
        return None
    product = f.quotient(above, below)
    if not rest.is_zero():
        product = f.times(product, knowledge.exponential(Quotient(rest, f.one_polynomial)))
    return f.minus(product, f.one)


def _logarithm(knowledge: Knowledge, monomial: tuple[int, ...]) -> Polynomial | None:
    """The base, if the monomial is a single logarithm."""
    f = knowledge.field
    indices = [i for i, e in enumerate(monomial) if e]
    if len(indices) != 1 or monomial[indices[0]] != 1 or f.kernels[indices[0]].kind != "log":
        return None
    base = f.kernels[indices[0]].base
    return f.context.constant(base) if isinstance(base, int) else base


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
