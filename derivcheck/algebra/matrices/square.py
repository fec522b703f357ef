"""Square matrices by the normal form of their entries, and what can be seen of their form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Polynomial, Quotient
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.term import (
    ONE,
    Term,
    add,
    applied,
    bound_index,
    call,
    make,
    mul,
    neg,
    number,
    rational,
    substitute,
    summation,
)

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

#: Rows and columns have names that no sum uses.
_FIRST_NAME = 10_000


@dataclass(frozen=True, slots=True)
class Square:
    """A matrix: the ranges of row and column, and the entry there."""

    row: Range
    column: Range
    entry: Quotient

    @property
    def size(self) -> Term:
        return self.row.last if self.row.first is ONE else add(self.row.last, neg(self.row.first), ONE)


@dataclass(frozen=True, slots=True)
class Monomial:
    """``coefficient`` (free of row and column) times the sum over ``ranges`` of the product of ``factors``."""

    coefficient: Quotient
    factors: tuple[Term, ...]
    ranges: tuple[Range, ...]

    @property
    def term(self) -> Term:
        """The sum, without the coefficient."""
        product = mul(*self.factors)
        for r in reversed(self.ranges):
            product = make("sum", r.index, r.first, r.last, product)
        return product


def read(n: Normaliser, tensor: Term) -> Square:
    """A matrix, given as a lambda, with its row and column named by what stands within."""
    free = free_symbols(tensor)
    names: list[Term] = []
    count = _FIRST_NAME
    while len(names) < 2:
        if bound_index(count) not in free:
            names.append(bound_index(count))
        count += 1
    _, first, last, inside = tensor.args
    row = Range(names[0], canonical(n, first), canonical(n, last))
    column = Range(names[1], canonical(n, inside.args[1]), canonical(n, inside.args[2]))
    return Square(row, column, within(n, (row, column), applied(tensor, *names)))


def canonical(n: Normaliser, term: Term) -> Term:
    return n.field.readable_quotient(n.of(term))


def within(n: Normaliser, ranges: tuple[Range, ...], term: Term) -> Quotient:
    """The normal form of a term in which these indices are bound."""
    n.sums.scope += ranges
    try:
        return n.of(term)
    finally:
        del n.sums.scope[-len(ranges) :]


def transposed(n: Normaliser, m: Square) -> Square:
    """The matrix with rows and columns exchanged, under the same names."""
    body = n.field.readable_quotient(m.entry)
    swapped = substitute(body, {m.row.index: m.column.index, m.column.index: m.row.index})
    return Square(m.row, m.column, within(n, (m.row, m.column), swapped))


def as_lambda(n: Normaliser, m: Square) -> Term:
    inner = make("lambda", m.column.index, m.column.first, m.column.last, n.field.readable_quotient(m.entry))
    return make("lambda", m.row.index, m.row.first, m.row.last, inner)


def content(n: Normaliser, m: Square) -> tuple[Quotient, Square]:
    """A scalar, and the matrix that it multiplies."""
    f = n.field
    outside, inside = f.one, f.one
    for polynomial, sign in ((m.entry.n, 1), (m.entry.d, -1)):
        whole, factors = f.factor(polynomial)
        outside = f.times(outside, f.integer_power(f.integer(whole), sign))
        for p, e in factors:
            power = f.integer_power(Quotient(p, f.one_polynomial), e * sign)
            if mentions(n, p, m):
                inside = f.times(inside, power)
            else:
                outside = f.times(outside, power)
    return outside, Square(m.row, m.column, inside)


def mentions(n: Normaliser, p: Polynomial, m: Square) -> bool:
    return any(_mentions(n.field.kernels[i].term, m) for i in n.field.occurring(p))


def _mentions(term: Term, m: Square) -> bool:
    return not free_symbols(term).isdisjoint((m.row.index, m.column.index))


def diagonal(n: Normaliser, m: Square) -> Term | None:
    """The entry on the diagonal, as a term in the row, of a matrix that is zero elsewhere."""
    f = n.field
    delta = within(n, (m.row, m.column), call("delta", m.row.index, m.column.index))
    if delta.n.is_constant() or not delta.d.is_one():
        return None
    value, rest = divmod(m.entry.n, delta.n)
    if not rest.is_zero():
        return None
    return substitute(f.readable_quotient(Quotient(value, m.entry.d)), {m.column.index: m.row.index})


def monomials(n: Normaliser, m: Square) -> list[Monomial] | None:
    """The entry as a sum of monomials; None if it has a denominator that depends on row or column."""
    f = n.field
    if mentions(n, m.entry.d, m):
        return None
    found = []
    for exponents, coefficient in m.entry.n.terms():
        scale = f.quotient(f.context.constant(int(coefficient)), m.entry.d)
        factors: list[Term] = []
        ranges: list[Range] = []
        for i, e in enumerate(exponents):
            if e and not _mentions(f.kernels[i].term, m):
                scale = f.times(scale, f.integer_power(f.generator(i), int(e)))
            elif e:
                for _ in range(int(e)):
                    inner, more = n.sums.opened(f.kernels[i].term, [m.row, m.column, *ranges], factors)
                    factors += [x for t in inner for x in flattened(t)]
                    ranges += more
        found.append(Monomial(scale, tuple(factors), tuple(ranges)))
    return found


def flattened(factor: Term) -> list[Term]:
    """A natural power as repeated factors."""
    exponent = rational(factor.args[1]) if factor.op == "power" else None
    if exponent is not None and exponent.denominator == 1 and 1 < exponent <= 8:
        return [factor.args[0]] * int(exponent)
    return [factor]


def factors(n: Normaliser, m: Square) -> tuple[Term, Term] | None:
    """Two square matrices, as lambdas, whose product the matrix is."""
    found = monomials(n, m)
    if found is None or len(found) != 1 or n.field.rational_value(found[0].coefficient) != 1:
        return None
    for left, right, middle in cuts(m, found[0]):
        if (middle.first, middle.last) == (m.row.first, m.row.last):
            return _as_matrix(m.row, middle, left), _as_matrix(middle, m.column, right)
    return None


def _as_matrix(row: Range, column: Range, body: Term) -> Term:
    inner = make("lambda", column.index, column.first, column.last, body)
    return make("lambda", row.index, row.first, row.last, inner)


def cuts(m: Square, of: Monomial) -> Iterator[tuple[Term, Term, Range]]:
    """The two parts of a product that meet in one index alone, by their entries, and that index."""
    for middle in of.ranges:
        left = _reached(m.row.index, middle.index, of)
        right = _reached(m.column.index, middle.index, of)
        if left and right and not left & right:
            left = frozenset(range(len(of.factors))) - right
            yield _part(of, left, middle), _part(of, right, middle), middle


def _reached(start: Term, barrier: Term, of: Monomial) -> frozenset[int]:
    """The factors that hang together with an index when another one is taken away."""
    indices = {r.index for r in of.ranges} | {start}
    reached: set[int] = set()
    known = {start}
    changed = True
    while changed:
        changed = False
        for k, factor in enumerate(of.factors):
            own = free_symbols(factor)
            if k not in reached and own & known:
                reached.add(k)
                known |= (own & indices) - {barrier}
                changed = True
    return frozenset(reached)


def _part(of: Monomial, chosen: frozenset[int], middle: Range) -> Term:
    factors = [of.factors[k] for k in sorted(chosen)]
    occurring = frozenset().union(*(free_symbols(t) for t in factors))
    body = mul(*factors)
    for r in reversed(of.ranges):
        if r is not middle and r.index in occurring:
            body = summation(r.index, r.first, r.last, body)
    return body


def is_connected(of: Monomial, m: Square) -> bool:
    """Whether the factors lead from row to column."""
    indices = {r.index for r in of.ranges} | {m.row.index, m.column.index}
    known = {m.row.index}
    while True:
        more = {s for t in of.factors if free_symbols(t) & known for s in free_symbols(t) & indices} - known
        if not more:
            return m.column.index in known
        known |= more


def scaled(n: Normaliser, m: Square) -> tuple[Term, Term, Square] | None:
    """(r, c, rest) with entry r(row)*c(column)*rest: another matrix, its rows and columns multiplied by numbers."""
    found = monomials(n, m)
    if found is None or len(found) != 1 or n.field.rational_value(found[0].coefficient) != 1 or found[0].ranges:
        return None
    sides = [free_symbols(t) & {m.row.index, m.column.index} for t in found[0].factors]
    both, rows, columns = (
        mul(*(t for t, s in zip(found[0].factors, sides, strict=True) if s == wanted))
        for wanted in ({m.row.index, m.column.index}, {m.row.index}, {m.column.index})
    )
    if both is ONE or (rows is ONE and columns is ONE):
        return None
    return rows, columns, Square(m.row, m.column, within(n, (m.row, m.column), both))


def scalar_plus_dyad(n: Normaliser, m: Square) -> tuple[Quotient, Term, Term] | None:
    """(c, u, v) with entry c*delta(i, j) + u(i)*v(j), c a number that is not zero; u in the row, v in the column."""
    found = monomials(n, m)
    if found is None or len(found) != 2:
        return None
    deltas = [x for x in found if len(x.factors) == 1 and x.factors[0].op == "call" and x.factors[0].args[0] == "delta"]
    others = [x for x in found if x not in deltas]
    if len(deltas) != 1 or is_connected(others[0], m) or not n.field.rational_value(deltas[0].coefficient):
        return None
    other = others[0]
    right = [t for t in other.factors if m.row.index not in free_symbols(t)]
    if other.ranges:
        return None
    u = mul(n.field.readable_quotient(other.coefficient), *(t for t in other.factors if t not in right))
    return deltas[0].coefficient, u, mul(*right) if right else number(1)
