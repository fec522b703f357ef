"""Definite matrices: quadratic forms in them have a sign, and so have determinants of what is built of them.

With P declared positive (semi)definite, ``v.T @ P @ v`` is not negative; ``B.T @ P @ B`` and ``B.T @ B`` are
semidefinite, sums of semidefinite matrices are, too, and one definite summand makes the sum definite
(Horn and Johnson, Matrix Analysis, 7.1). All is real.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from derivcheck.algebra.matrices import square
from derivcheck.algebra.normal_form.field import Incomplete, Quotient, Vacuous
from derivcheck.algebra.signs.signs import ANY, NONNEGATIVE, POSITIVE, Signs, Split
from derivcheck.algebra.sums.ranges import Range, free_symbols, mentions_bound
from derivcheck.algebra.term import Sort, Term, call, make, mul, number, power, substitute, summation, symbol

if TYPE_CHECKING:
    from derivcheck.algebra.matrices.square import Monomial, Square
    from derivcheck.algebra.normal_form.normaliser import Normaliser

_SLOTS = (symbol("slot#1", Sort.INTEGER), symbol("slot#2", Sort.INTEGER))
_MOST_DEEP = 3
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Middle:
    """A factor that is an entry of a semidefinite matrix: its indices, their range, and whether it is definite."""

    factor: Term
    row: Term
    column: Term
    strict: bool


def signs_of_sum(n: Normaliser, factors: list[Term], ranges: list[Range]) -> Signs:
    """The sign of the sum of a product of factors, if it is a quadratic form in a definite matrix."""
    if not n.marked or not all(_is_real(t) for t in factors):
        return ANY
    found = _guarded(n, lambda: _quadratic(n, factors, ranges))
    return ANY if found is None else found


def is_definite(n: Normaliser, m: Square) -> bool | None:
    """Whether a matrix is positive definite (True) or at least semidefinite (False); None if neither is seen."""
    return _guarded(n, lambda: _definiteness(n, m, _MOST_DEEP))


def _guarded(n: Normaliser, question: Callable[[], _T | None]) -> _T | None:
    """The answer as it is without the ranges around, since a kernel may come back inside of other sums."""
    around, n.sums.scope = n.sums.scope, []
    try:
        return question()
    except (Incomplete, Vacuous, Split):
        return None
    finally:
        n.sums.scope = around


def _quadratic(n: Normaliser, factors: list[Term], ranges: list[Range]) -> Signs:
    for middle in _middles(n, factors, ranges, _MOST_DEEP):
        rest = [t for t in factors if t is not middle.factor]
        others = [r for r in ranges if r.index not in (middle.row, middle.column)]
        half = _mirrored(n, rest, others, (middle.row,), (middle.column,))
        if half is None:
            continue
        (own,) = (r for r in ranges if r.index is middle.row)
        length = summation(_SLOTS[0], own.first, own.last, power(half, number(2)))
        return POSITIVE if middle.strict and _is_positive(n, length) else NONNEGATIVE
    return ANY


def _is_positive(n: Normaliser, length: Term) -> bool:
    """Whether a sum of squares is known to be positive, or its root is."""
    if mentions_bound(length):
        return False
    try:
        return any(n.knowledge.quotient_signs(n.of(t)) == POSITIVE for t in (length, call("sqrt", length)))
    except (Incomplete, Vacuous, Split):
        return False


def signs_of_entry(n: Normaliser, entry: Term) -> Signs:
    """Of an entry on the diagonal of a definite matrix."""
    row, *column = entry.args[4:]
    if len(column) != 1 or row is not column[0]:
        return ANY
    tensor = make("tensor", entry.args[0])
    if make("positive_definite", tensor) in n.marked:
        return POSITIVE
    return NONNEGATIVE if make("positive_semidefinite", tensor) in n.marked else ANY


def _definiteness(n: Normaliser, m: Square, depth: int) -> bool | None:
    found = square.monomials(n, m)
    if not found or depth == 0 or (m.row.first, m.row.last) != (m.column.first, m.column.last):
        return None
    strict = False
    for part in found:
        sign = n.knowledge.quotient_signs(part.coefficient)
        kind = _kind(n, m, part, depth) if sign <= NONNEGATIVE else None
        if kind is None:
            return None
        strict = strict or (kind and sign == POSITIVE)
    return strict


def _kind(n: Normaliser, m: Square, part: Monomial, depth: int) -> bool | None:
    """The same of one summand, without its coefficient."""
    factors, ranges = list(part.factors), list(part.ranges)
    if not all(_is_real(t) for t in factors):
        return None
    if not ranges and len(factors) == 1:
        (only,) = factors
        if only.op == "call" and only.args[0] == "delta" and set(only.args[1:]) == {m.row.index, m.column.index}:
            return True
        for middle in _middles(n, factors, [m.row, m.column], depth):
            return middle.strict
    ends = (m.row.index,), (m.column.index,)
    if _mirrored(n, factors, ranges, *ends) is not None:
        return False
    for middle in _middles(n, factors, ranges, depth):
        rest = [t for t in factors if t is not middle.factor]
        others = [r for r in ranges if r.index not in (middle.row, middle.column)]
        for a, b in ((middle.row, middle.column), (middle.column, middle.row)):
            if _mirrored(n, rest, others, (*ends[0], a), (*ends[1], b)) is not None:
                return False
    return None


def _middles(n: Normaliser, factors: list[Term], ranges: list[Range], depth: int) -> list[_Middle]:
    """The factors that are entries of semidefinite matrices at two indices that run over all rows and columns."""
    found = []
    over = {r.index: (r.first, r.last) for r in ranges}
    for factor in factors:
        strict, bounds = _marked(n, factor, depth)
        row, column = factor.args[-2:] if bounds else (None, None)
        if strict is None or row is column or row not in over or column not in over:
            continue
        if over[row] == over[column] == bounds:
            found.append(_Middle(factor, row, column, strict))
    return found


def _marked(n: Normaliser, factor: Term, depth: int) -> tuple[bool | None, tuple[Term, Term] | None]:
    """Whether the matrix of which a factor is an entry is definite, as by `is_definite`, and the range of its rows."""
    if factor.op == "entry" and len(factor.args) == 6:
        tensor = make("tensor", factor.args[0])
        first, last = (square.canonical(n, b) for b in factor.args[3][0])
        for name, strict in (("positive_definite", True), ("positive_semidefinite", False)):
            if make(name, tensor) in n.marked:
                return strict, (first, last)
    if factor.op == "inverse" and not mentions_bound(factor.args[0]):
        inner = square.read(n, factor.args[0])
        # A semidefinite matrix that has an inverse is definite.
        known = _definiteness(n, inner, depth - 1)
        return None if known is None else True, (inner.row.first, inner.row.last)
    return None, None


def _mirrored(
    n: Normaliser, factors: list[Term], ranges: list[Range], left: tuple[Term, ...], right: tuple[Term, ...]
) -> Term | None:
    """One half, at `_SLOTS`, if the factors are a product of two that differ in ``left`` and ``right`` alone.

    Indices between the halves are either summed within each, or the same in both.
    """
    for inner in (ranges, []):
        a, b = (_reached(factors, ranges, start, {r.index for r in inner}) for start in (left, right))
        if a & b or a | b != frozenset(range(len(factors))):
            continue
        halves = [_half(factors, inner, own, start) for own, start in ((a, left), (b, right))]
        n.sums.scope = [] if inner else list(ranges)
        if _same(n, *(n.of(h) for h in halves)):
            return halves[0]
    return None


def _same(n: Normaliser, a: Quotient, b: Quotient) -> bool:
    return n.field.is_zero(n.field.minus(a, b))


def _reached(factors: list[Term], ranges: list[Range], start: tuple[Term, ...], joining: set[Term]) -> frozenset[int]:
    """The factors that hang together with the indices, also through others that are ``joining``."""
    known, reached = set(start), set[int]()
    while True:
        more = {k for k, t in enumerate(factors) if free_symbols(t) & known} - reached
        if not more:
            return frozenset(reached)
        reached |= more
        known |= {s for k in more for s in free_symbols(factors[k]) & joining}


def _half(factors: list[Term], inner: list[Range], chosen: frozenset[int], start: tuple[Term, ...]) -> Term:
    body = mul(*(factors[k] for k in sorted(chosen)))
    for r in reversed(inner):
        if r.index in free_symbols(body):
            body = summation(r.index, r.first, r.last, body)
    return substitute(body, dict(zip(start, _SLOTS, strict=False)))


def _is_real(term: Term) -> bool:
    if term.op == "constant" and term.args[0] == "I":
        return False
    if term.op in ("symbol", "entry") and term.args[1] is Sort.COMPLEX:
        return False
    return all(_is_real(t) for t in term.terms)
