"""Inverses, determinants and powers in normal form.

Scalars are taken out, products of square matrices are taken apart, diagonal matrices are worked out. What is left is a
kernel, named by the matrix or its transpose, whichever reads first. All of this holds where the matrix is invertible,
which `domain` asks for as written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.matrices import conjugation, determinants, square
from derivcheck.algebra.matrices.definite import is_definite
from derivcheck.algebra.matrices.rules import Rule, variable
from derivcheck.algebra.matrices.square import Monomial, Square
from derivcheck.algebra.normal_form.field import Incomplete, Kernel, Quotient
from derivcheck.algebra.signs.signs import ANY, NONNEGATIVE, NONZERO, POSITIVE
from derivcheck.algebra.sums.ranges import Range, mentions_bound
from derivcheck.algebra.term import (
    MINUS_ONE,
    ONE,
    Term,
    add,
    applied,
    call,
    fresh_index,
    make,
    mul,
    neg,
    power,
    substitute,
    summation,
)

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

_MOST_STEPS = 12
#: Of the determinant, by whether the matrix is definite.
_SIGNS = {True: POSITIVE, False: NONNEGATIVE, None: ANY}


def of(n: Normaliser, term: Term) -> Quotient:
    """The normal form of an inverse's or power's entry, or of a determinant."""
    tensor, *rest = term.args
    known = n.sums.rules.inverses.get(tensor) if term.op == "inverse" else None
    if known is not None:
        scale, name, side = known
        return n.field.ratio(_generator(n, "inverse", name, side, *(square.canonical(n, i) for i in rest)), scale)
    whole = square.read(n, tensor)
    scale, m = square.content(n, whole)
    match term.op:
        case "det":
            return _determinant(n, scale, m)
        case "inverse":
            i, j = (square.canonical(n, index) for index in rest)
            found = _worked_out(n, m, i, j)
            if found is None:
                name, side = _named(n, m, "inverse", ())
                if not mentions_bound(tensor):
                    n.sums.rules.inverses[tensor] = scale, name, side
                found = _generator(n, "inverse", name, side, i, j)
            return n.field.ratio(found, scale)
    return _power(n, whole, rest[0], *(square.canonical(n, i) for i in rest[1:]))


def _inverse(n: Normaliser, m: Square, i: Term, j: Term) -> Quotient:
    found = _worked_out(n, m, i, j)
    return found if found is not None else _kernel(n, m, "inverse", (), i, j)


def _worked_out(n: Normaliser, m: Square, i: Term, j: Term) -> Quotient | None:
    """The inverse's entry by those of simpler matrices; None if there are none."""
    entry = square.diagonal(n, m)
    if entry is not None:
        return n.of(mul(call("delta", i, j), power(substitute(entry, {m.row.index: i}), MINUS_ONE)))
    found = square.scaled(n, m)
    if found is not None:
        rows, columns, rest = found
        below = n.of(mul(substitute(rows, {m.row.index: j}), substitute(columns, {m.column.index: i})))
        return n.field.ratio(_inverse(n, rest, i, j), below)
    pair = square.factors(n, m)
    if pair is not None:
        a, b = pair
        middle = fresh_index(a, b, i, j)
        product = mul(make("inverse", b, i, middle), make("inverse", a, middle, j))
        return n.of(summation(middle, m.row.first, m.row.last, product))
    inner = _only(n, m, "inverse")
    if inner is not None:
        rows, columns = (i, j) if inner.args[1] is m.row.index else (j, i)
        return n.of(applied(inner.args[0], rows, columns))
    marked = _orthogonal(n, m)
    if marked is not None:
        return n.of(substitute(marked, {m.row.index: j, m.column.index: i}))
    dyad = square.scalar_plus_dyad(n, m)
    return None if dyad is None else _inverse_of_dyad(n, m, *dyad, i, j)


def _only(n: Normaliser, m: Square, op: str) -> Term | None:
    """The inverse (or power) of which the matrix is the whole, its rows and columns as they are or exchanged."""
    index = n.field.only_generator(m.entry.n) if m.entry.d.is_one() else None
    term = None if index is None else n.field.kernels[index].term
    if term is None or term.op != op or set(term.args[-2:]) != {m.row.index, m.column.index}:
        return None
    return term


def _orthogonal(n: Normaliser, m: Square) -> Term | None:
    """The entry, if the matrix is one that is given to be orthogonal, or its transpose."""
    entry = _only(n, m, "entry")
    known = entry is not None and make("orthogonal", make("tensor", entry.args[0])) in n.marked
    return entry if known else None


def _inverse_of_dyad(n: Normaliser, m: Square, c: Quotient, u: Term, v: Term, i: Term, j: Term) -> Quotient:
    """(c*I + u v.T)**-1 = I/c - u v.T/(c*(c + v.T u)), Sherman and Morrison 1950."""
    scalar = n.field.readable_quotient(c)
    inner = _contracted(m, u, v)
    dyad = mul(substitute(u, {m.row.index: i}), substitute(v, {m.column.index: j}))
    below = power(mul(scalar, add(scalar, inner)), MINUS_ONE)
    return n.of(add(mul(call("delta", i, j), power(scalar, MINUS_ONE)), neg(mul(dyad, below))))


def _contracted(m: Square, u: Term, v: Term) -> Term:
    return summation(m.row.index, m.row.first, m.row.last, mul(u, substitute(v, {m.column.index: m.row.index})))


def _determinant(n: Normaliser, scale: Quotient, m: Square) -> Quotient:
    f = n.field
    factor = n.of(power(f.readable_quotient(scale), m.size)) if not f.is_zero(f.minus(scale, f.one)) else f.one
    entry = square.diagonal(n, m)
    pair = square.factors(n, m)
    inner = _only(n, m, "inverse")
    dyad = square.scalar_plus_dyad(n, m)
    if entry is ONE:
        found = f.one
    elif pair is not None:
        found = f.times(*(n.of(make("det", part)) for part in pair))
    elif inner is not None:
        found = f.inverse(n.of(make("det", inner.args[0])))
    elif dyad is not None:
        c, u, v = dyad
        scalar = f.readable_quotient(c)
        found = n.of(mul(power(scalar, add(m.size, MINUS_ONE)), add(scalar, _contracted(m, u, v))))
    else:
        found = _determinant_of_sum(n, m)
    return f.times(factor, found)


def _determinant_of_sum(n: Normaliser, m: Square) -> Quotient:
    f = n.field
    other = determinants.simpler(n, m, lambda own: str(_name(n, own)[0]))
    if other is not None:
        return n.of(other)
    name, _ = _name(n, m)
    index = f.find("det", make("det", name))
    if index is None:
        index = f.add_kernel(Kernel("det", make("det", name), _SIGNS[is_definite(n, m)], False))
        if _orthogonal(n, m) is not None:
            f.relate(index, 2, f.generators[index] ** 2 - 1)
    return f.generator(index)


def _power(n: Normaliser, m: Square, exponent: Term, i: Term, j: Term) -> Quotient:
    f = n.field
    normal = n.of(exponent)
    scale, rest_of = square.content(n, m)
    if not f.is_zero(f.minus(scale, f.one)) and n.knowledge.quotient_signs(scale) <= NONZERO:
        return f.times(n.of(power(f.readable_quotient(scale), exponent)), _power(n, rest_of, exponent, i, j))
    entry = square.diagonal(n, m)
    if entry is not None:
        return n.of(mul(call("delta", i, j), power(substitute(entry, {m.row.index: i}), exponent)))
    elsewhere = conjugation.power(n, m, exponent, i, j)
    if elsewhere is not None:
        return n.of(elsewhere)
    if not normal.d.is_one():
        raise Incomplete("a power of a matrix with a quotient as exponent")
    steps = int(dict(normal.n.terms()).get((0,) * f.capacity, 0))
    own = square.as_lambda(n, m)
    if steps > _MOST_STEPS:
        raise Incomplete("a large power of a matrix")
    rest = f.minus(normal, f.integer(max(steps, 0)))
    if steps > 0 and not n.knowledge.quotient_signs(rest) <= NONNEGATIVE:
        raise Incomplete("a power of a matrix that may be negative")
    if steps > 0:
        less = f.readable_quotient(f.minus(normal, f.one))
        middle = fresh_index(own, less, i, j)
        product = mul(applied(own, i, middle), make("matpow", own, less, middle, j))
        return n.of(summation(middle, m.row.first, m.row.last, product))
    if normal.n.is_zero():
        return n.of(call("delta", i, j))
    if steps < 0 or not is_integral(f.readable_quotient(rest)):
        raise Incomplete("a negative power of a matrix")
    inner = _only(n, m, "matpow")
    if inner is not None and n.knowledge.quotient_signs(rest) <= NONNEGATIVE:
        rows, columns = (i, j) if inner.args[2] is m.row.index else (j, i)
        return n.of(make("matpow", inner.args[0], mul(inner.args[1], exponent), rows, columns))
    parts = _natural_parts(n, rest)
    if len(parts) > 1:
        middle = fresh_index(own, *parts, i, j)
        product = mul(make("matpow", own, parts[0], i, middle), make("matpow", own, add(*parts[1:]), middle, j))
        return n.of(summation(middle, m.row.first, m.row.last, product))
    return _kernel(n, m, "matpow", (f.readable_quotient(rest),), i, j)


def _natural_parts(n: Normaliser, exponent: Quotient) -> list[Term]:
    """Natural numbers of which an exponent is the sum, none of which is a sum itself, in order; none if not seen."""
    f = n.field
    parts: list[Term] = []
    for powers, coefficient in exponent.n.terms():
        one = Quotient(f.monomial(tuple(map(int, powers))), f.one_polynomial)
        part = f.readable_quotient(one)
        natural = is_integral(part) and n.knowledge.quotient_signs(one) <= NONNEGATIVE
        if not natural or not 0 < int(coefficient) <= _MOST_STEPS:
            return []
        parts += [part] * int(coefficient)
    return sorted(parts, key=str)


def _name(n: Normaliser, m: Square) -> tuple[Term, int]:
    """The matrix or its transpose as a lambda, and which: 1, -1; 0 if they are the same."""
    own, other = square.as_lambda(n, m), square.as_lambda(n, square.transposed(n, m))
    if own is other:
        return own, 0
    return (own, 1) if str(own) < str(other) else (other, -1)


def _kernel(n: Normaliser, m: Square, op: str, more: tuple[Term, ...], i: Term, j: Term) -> Quotient:
    name, side = _named(n, m, op, more)
    return _generator(n, op, name, side, *more, i, j)


def _named(n: Normaliser, m: Square, op: str, more: tuple[Term, ...]) -> tuple[Term, int]:
    """The name of the matrix's inverse or power (see `_name`), the rules of which are known from now on."""
    name, side = _name(n, m)
    rules = n.sums.rules
    if side == 0:
        rules.symmetric.add(name)
    if (op, name, *more) not in rules.read:
        rules.read.add((op, name, *more))
        for rule in _rules(n, m if side >= 0 else square.transposed(n, m), op, name, more):
            rules.add(rule)
        if op == "matpow" and side != 0:
            for rule in _commuting(n, m, name, more[0]):
                rules.add(rule)
    return name, side


def _commuting(n: Normaliser, m: Square, name: Term, exponent: Term) -> list[Rule]:
    """Powers of one matrix in the order of their exponents, whichever stood first."""
    a, b, d = variable(1), variable(2), variable(3)
    free = (Range(a, m.row.first, m.row.last), Range(d, m.row.first, m.row.last))
    found = []
    others = [r[2] for r in n.sums.rules.read if r[:2] == ("matpow", name) and isinstance(r[2], Term)]
    for other in sorted(others, key=str):
        if other is exponent:
            continue
        first, second = sorted((exponent, other), key=str)
        middle = fresh_index(name, first, second)
        product = mul(make("matpow", name, first, a, middle), make("matpow", name, second, middle, d))
        value = summation(middle, m.row.first, m.row.last, product)
        factors = (make("matpow", name, second, a, b), make("matpow", name, first, b, d))
        found.append(Rule(free, (Range(b, m.row.first, m.row.last),), factors, value))
    return found


def _generator(n: Normaliser, op: str, name: Term, side: int, *rest: Term) -> Quotient:
    *more, i, j = rest
    if side == 0:
        i, j = sorted((i, j), key=str)
    elif side < 0:
        i, j = j, i
    own = make(op, name, *more, i, j)
    index = n.field.find(op, own)
    if index is None:
        index = n.field.add_kernel(Kernel(op, own, ANY, False))
    return n.field.generator(index)


def _rules(n: Normaliser, m: Square, op: str, name: Term, more: tuple[Term, ...]) -> list[Rule]:
    """What the matrix's leading monomial is when multiplied by its inverse, from both sides.

    From G = c*M + rest: M inv(G) = (I - rest inv(G))/c. A power commutes with its matrix, which is moved to the left.
    """
    leading = _leading(n, m)
    if leading is None or (op == "matpow" and name in n.sums.rules.symmetric):
        return []
    f = n.field
    c = f.readable_quotient(leading.coefficient)
    rest = f.readable_quotient(f.minus(m.entry, square.within(n, (m.row, m.column), mul(c, leading.term))))
    a, b, d = variable(1), variable(2), variable(3)
    spare = fresh_index(rest, leading.term, name)
    inner = {r.index: variable(100 + k) for k, r in enumerate(leading.ranges)}
    bound = (Range(b, m.row.first, m.row.last), *(Range(inner[r.index], r.first, r.last) for r in leading.ranges))
    free = (Range(a, m.row.first, m.row.last), Range(d, m.column.first, m.column.last))

    def at(term: Term, row: Term, column: Term) -> Term:
        return substitute(term, {m.row.index: row, m.column.index: column, **inner})

    def total(body: Term) -> Term:
        return summation(spare, m.row.first, m.row.last, body)

    def kernel(row: Term, column: Term) -> Term:
        return make(op, name, *more, row, column)

    after = tuple(at(t, b, d) for t in leading.factors)
    before = tuple(at(t, a, b) for t in leading.factors)
    over = power(c, MINUS_ONE)
    moved = total(mul(kernel(a, spare), at(rest, spare, d)))
    if op == "matpow":
        whole = total(mul(at(f.readable_quotient(m.entry), a, spare), kernel(spare, d)))
        return [Rule(free, bound, (kernel(a, b), *after), mul(add(whole, neg(moved)), over))]
    unit = call("delta", a, d)
    left = total(mul(at(rest, a, spare), kernel(spare, d)))
    return [
        Rule(free, bound, (kernel(a, b), *after), mul(add(unit, neg(moved)), over)),
        Rule(free, bound, (kernel(b, d), *before), mul(add(unit, neg(left)), over)),
    ]


def _leading(n: Normaliser, m: Square) -> Monomial | None:
    """The longest monomial that leads from row to column, with a coefficient that is not zero."""
    found = square.monomials(n, m) or []
    candidates = [
        x
        for x in found
        if square.is_connected(x, m)
        and n.knowledge.quotient_signs(x.coefficient) <= NONZERO
        and not (len(x.factors) == 1 and x.factors[0].op == "call" and x.factors[0].args[0] == "delta")
    ]
    return max(candidates, key=lambda x: (len(x.factors), str(x.term)), default=None)
