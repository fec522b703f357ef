"""Exact signs of constants: enclosures decide nonzero ones, root separation decides zero.

A polynomial with integer coefficients in algebraic integers (roots of integers, 2cos(pi/b), nested roots)
is an algebraic integer. If it is not zero, its norm is an integer of absolute value at least 1, while each
of its at most ``degree`` conjugates is at most ``house`` in absolute value; so its own absolute value is
at least ``house ** (1 - degree)``. An enclosure below that bound proves that it is zero.
"""

from __future__ import annotations

from fractions import Fraction

import flint

from derivcheck.algebra.normal_form.field import Field, Polynomial
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose
from derivcheck.algebra.term import Term

_PRECISIONS = (64, 256, 1024)
_MOST_BITS = 60_000


def constant_sign(field: Field, p: Polynomial) -> int | None:
    """The sign of a polynomial all of whose kernels are constants; None if it cannot be told."""
    if p.is_zero():
        return 0
    term = field.readable(p)
    sign = _enclosed_sign(term, _PRECISIONS)
    if sign is None and is_algebraic_zero(field, p):
        return 0
    return sign


def _enclosed_sign(term: Term, precisions: tuple[int, ...]) -> int | None:
    for precision in precisions:
        try:
            ball = enclose(term, precision)
        except NoEnclosure:
            continue
        if ball > 0:
            return 1
        if ball < 0:
            return -1
    return None


def is_algebraic_zero(field: Field, p: Polynomial) -> bool:
    """Whether a polynomial in algebraic constants is zero, by root separation; False if it is not or not told."""
    if p.is_zero():
        return True
    occurring = field.occurring(p)
    if not occurring or not all(_is_algebraic(field, i) for i in occurring):
        return False
    degree = 1
    for i in _needed(field, occurring):
        degree *= field.kernels[i].order
    bits = (degree - 1) * _house(field, p).bit_length() + 32
    if bits > _MOST_BITS:
        return False
    try:
        ball = enclose(field.readable(p), bits + 64)
    except NoEnclosure:
        return False
    return bool(abs(ball) < flint.arb(2) ** (-bits))


def vanishes(field: Field, p: Polynomial) -> bool:
    """Whether a reduced polynomial is zero because all its coefficients, which are constants, are."""
    if p.is_zero():
        return True
    if not any(_is_algebraic(field, i) for i in field.occurring(p)):
        return False
    coefficients: dict[tuple[int, ...], Polynomial] = {}
    for monomial, coefficient in p.terms():
        outer = tuple(0 if e and _is_algebraic(field, i) else int(e) for i, e in enumerate(monomial))
        inner = tuple(int(e) - o for e, o in zip(monomial, outer, strict=True))
        coefficients.setdefault(outer, field.zero_polynomial)
        coefficients[outer] = coefficients[outer] + field.context.from_dict({inner: int(coefficient)})
    return all(is_algebraic_zero(field, c) for c in coefficients.values())


def _is_algebraic(field: Field, index: int) -> bool:
    kernel = field.kernels[index]
    if not kernel.constant or kernel.kind not in ("root", "cosine", "sine"):
        return False
    if kernel.base is None:
        return False
    return isinstance(kernel.base, int) or all(_is_algebraic(field, i) for i in field.occurring(kernel.base))


def _needed(field: Field, indices: tuple[int, ...]) -> set[int]:
    """The given generators and those in the bases of their roots."""
    found: set[int] = set()
    waiting = list(indices)
    while waiting:
        i = waiting.pop()
        if i not in found:
            found.add(i)
            base = field.kernels[i].base
            if base is not None and not isinstance(base, int):
                waiting += field.occurring(base)
    return found


def _house(field: Field, p: Polynomial) -> int:
    """An integer bound, at least 1, on the absolute values of all conjugates of ``p``."""
    total = Fraction(0)
    for monomial, coefficient in p.terms():
        bound = Fraction(abs(int(coefficient)))
        for i, e in enumerate(monomial):
            if e:
                bound *= _kernel_house(field, i) ** int(e)
        total += bound
    return max(1, -(-total.numerator // total.denominator))


def _kernel_house(field: Field, index: int) -> int:
    kernel = field.kernels[index]
    if kernel.kind in ("cosine", "sine"):
        return 2
    base = kernel.base if isinstance(kernel.base, int) else _house(field, kernel.base)
    return int(flint.fmpz(abs(base)).root(kernel.order)) + 1
