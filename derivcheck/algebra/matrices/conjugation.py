"""Powers in another basis: ``(P @ D @ inv(P))**t`` is ``P @ D**t @ inv(P)``.

The bases that are tried are those that a matrix is itself written with: what is given to be orthogonal, and what is
inverted in it. One helps if it is gone from ``inv(P) @ M @ P``; the equation holds for every P, in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.algebra.matrices import square
from derivcheck.algebra.matrices.square import Square
from derivcheck.algebra.term import Term, applied, make, mul, summation, symbol, symbols, tensor_of

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

_Entries = Callable[[Term, Term], Term]


@dataclass(frozen=True, slots=True)
class Basis:
    """A matrix and its inverse, by their entries; ``is_gone`` from a term."""

    there: _Entries
    back: _Entries
    is_gone: Callable[[Term], bool]


def power(n: Normaliser, m: Square, exponent: Term, i: Term, j: Term) -> Term | None:
    """The entry of a power of the matrix, if it is simpler in another basis."""
    written = n.field.readable_quotient(m.entry)
    for basis in _bases(n, m, written):
        inside = square.read(n, _conjugated(m, written, basis.back, basis.there))
        if basis.is_gone(n.field.readable_quotient(inside.entry)):
            own = square.as_lambda(n, inside)
            return _product(m, basis.there, lambda a, b: make("matpow", own, exponent, a, b), basis.back, i, j)  # noqa: B023
    return None


def _bases(n: Normaliser, m: Square, written: Term) -> Iterator[Basis]:
    axis = (m.row.first, m.row.last)
    if axis != (m.column.first, m.column.last):
        return
    seen: set[Term] = set()
    for part in _parts(written):
        if part.op == "entry" and tensor_of(part) not in seen:
            seen.add(tensor_of(part))
            if make("orthogonal", tensor_of(part)) in n.marked and tuple(part.args[3]) == (axis, axis):
                yield from _orthogonal(part)
        elif part.op == "inverse" and part.args[0] not in seen:
            seen.add(part.args[0])
            yield from _inverted(part.args[0])


def _orthogonal(entry: Term) -> Iterator[Basis]:
    def own(i: Term, j: Term) -> Term:
        return make("entry", *entry.args[:4], i, j)

    def turned(i: Term, j: Term) -> Term:
        return own(j, i)

    def is_gone(term: Term) -> bool:
        return tensor_of(entry) not in symbols(term)

    yield Basis(own, turned, is_gone)
    yield Basis(turned, own, is_gone)


def _inverted(tensor: Term) -> Iterator[Basis]:
    def own(i: Term, j: Term) -> Term:
        return applied(tensor, i, j)

    def inverse(i: Term, j: Term) -> Term:
        return make("inverse", tensor, i, j)

    def is_gone(term: Term) -> bool:
        return all(p.op != "inverse" or p.args[0] is not tensor for p in _parts(term))

    yield Basis(own, inverse, is_gone)
    yield Basis(inverse, own, is_gone)


def _conjugated(m: Square, written: Term, left: _Entries, right: _Entries) -> Term:
    def middle(a: Term, b: Term) -> Term:
        return applied(_matrix(m, written), a, b)

    return _matrix(m, _product(m, left, middle, right, m.row.index, m.column.index))


def _matrix(m: Square, body: Term) -> Term:
    inner = make("lambda", m.column.index, m.column.first, m.column.last, body)
    return make("lambda", m.row.index, m.row.first, m.row.last, inner)


def _product(m: Square, a: _Entries, b: _Entries, c: _Entries, i: Term, j: Term) -> Term:
    """The entry of the product of three matrices."""
    k, h = symbol("k#"), symbol("h#")
    body = mul(a(i, k), b(k, h), c(h, j))
    return summation(k, m.row.first, m.row.last, summation(h, m.row.first, m.row.last, body))


def _parts(term: Term) -> Iterator[Term]:
    seen: set[Term] = set()
    waiting = [term]
    while waiting:
        part = waiting.pop()
        if part not in seen:
            seen.add(part)
            yield part
            waiting += part.terms
