"""Determinants of sums: of a matrix and a dyad, and of a multiple of the unit matrix and a product.

det(A + u v.T) = det(A) (1 + v.T inv(A) u), where A is known to be invertible, and
det(c I + U V) = c**(n - m) det(c I + V U) for c other than zero, U being n x m (Sylvester 1851): of both sides, the one
that reads first is the name of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from derivcheck.algebra.matrices import square
from derivcheck.algebra.matrices.square import Monomial, Square
from derivcheck.algebra.normal_form.field import Quotient
from derivcheck.algebra.signs.signs import NONZERO
from derivcheck.algebra.sums.ranges import free_symbols
from derivcheck.algebra.term import ONE, Term, add, call, fresh_index, make, mul, neg, power, substitute, summation

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser


def simpler(n: Normaliser, m: Square, name: Callable[[Square], str]) -> Term | None:
    """The determinant by that of another matrix; None if there is none. ``name``: by which of two it is told."""
    found = square.monomials(n, m) or []
    if len(found) < 2:
        return None
    return _exchanged(n, m, found, name) or _updated(n, m, found)


def _updated(n: Normaliser, m: Square, found: list[Monomial]) -> Term | None:
    dyads = [x for x in found if not x.ranges and not square.is_connected(x, m)]
    if len(dyads) != 1:
        return None
    (dyad,) = dyads
    f = n.field
    coefficient = f.readable_quotient(dyad.coefficient)
    rest = f.minus(m.entry, square.within(n, (m.row, m.column), mul(coefficient, dyad.term)))
    own = square.as_lambda(n, Square(m.row, m.column, rest))
    if not n.knowledge.quotient_signs(n.of(make("det", own))) <= NONZERO:
        return None
    right = [t for t in dyad.factors if m.row.index not in free_symbols(t)]
    u = mul(coefficient, *(t for t in dyad.factors if t not in right))
    i = fresh_index(u, own, *right)
    j = fresh_index(u, own, i, *right)
    at_column = substitute(mul(*right) if right else ONE, {m.column.index: i})
    body = mul(at_column, make("inverse", own, i, j), substitute(u, {m.row.index: j}))
    inner = summation(i, m.row.first, m.row.last, summation(j, m.row.first, m.row.last, body))
    return mul(make("det", own), add(ONE, inner))


def _exchanged(n: Normaliser, m: Square, found: list[Monomial], name: Callable[[Square], str]) -> Term | None:
    if len(found) != 2 or not any(map(_is_delta, found)):
        return None
    unit, product = found if _is_delta(found[0]) else reversed(found)
    if not n.knowledge.quotient_signs(unit.coefficient) <= NONZERO:
        return None
    first, best = name(m), None
    for other in _rotated(n, m, unit.coefficient, product):
        if name(other) < first:
            first, best = name(other), other
    if best is None:
        return None
    scalar = n.field.readable_quotient(unit.coefficient)
    factor = power(scalar, add(m.size, neg(best.size))) if scalar is not ONE else ONE
    return mul(factor, make("det", square.as_lambda(n, best)))


def _is_delta(of: Monomial) -> bool:
    return len(of.factors) == 1 and not of.ranges and of.factors[0].op == "call" and of.factors[0].args[0] == "delta"


def _rotated(n: Normaliser, m: Square, scalar: Quotient, product: Monomial) -> Iterator[Square]:
    """c I + V U for every way in which the product is U V."""
    f = n.field
    for left, right, middle in square.cuts(m, product):
        i = fresh_index(left, right)
        body = mul(substitute(right, {middle.index: m.row.index, m.column.index: i}),
                   substitute(left, {m.row.index: i, middle.index: m.column.index}))  # fmt: skip
        inner = mul(f.readable_quotient(product.coefficient), summation(i, m.row.first, m.row.last, body))
        unit = mul(f.readable_quotient(scalar), call("delta", m.row.index, m.column.index))
        tensor = make("lambda", m.row.index, middle.first, middle.last,
                      make("lambda", m.column.index, middle.first, middle.last, add(unit, inner)))  # fmt: skip
        yield square.read(n, tensor)
