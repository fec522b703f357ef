"""A polynomial as a sum of squares, each beside a number and a factor that are not negative.

``p = sum_j factor_j * u_j^T M_j u_j`` with vectors u_j of polynomials and unknown positive semidefinite matrices M_j
(Parrilo's and Lasserre's method): the equations between coefficients are linear in the entries of the matrices and
solved exactly; what they leave free is chosen in floating point and rounded, after which M_j = L^T D L is calculated in
fractions. Where p has zeros the matrices must be singular: their null spaces are rounded, too, and divided out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

import flint

from derivcheck.algebra.certificates.semidefinite import Direction, Matrix, centre, null_space

Polynomial = Any  # flint.fmpz_mpoly
Entry = tuple[int, int, int]  # matrix, row, column; row <= column

_MOST_ENTRIES = 400
_MOST_PARAMETERS = 90
_MOST_REDUCTIONS = 6
_DENOMINATORS = (1, 2, 3, 4, 6, 12, 60, 840, 10**4, 10**6)
_LARGEST_IN_NULL_SPACE = 24


class Weighted(NamedTuple):
    """A factor that is not negative, and polynomials of which sums are squared beside it."""

    factor: Polynomial
    basis: tuple[Polynomial, ...]


class Summand(NamedTuple):
    """``coefficient * factor * root**2``, the coefficient being positive."""

    coefficient: Fraction
    factor: Polynomial
    root: Polynomial


def sum_of_squares(
    p: Polynomial, blocks: Sequence[Weighted], reduce: Callable[[Polynomial], Polynomial]
) -> list[Summand] | None:
    """Summands that add up to ``p`` modulo what ``reduce`` takes to 0, if some are found."""
    for _ in range(_MOST_REDUCTIONS):
        system = _system(p, blocks, reduce)
        if system is None:
            return None
        found = system.solution()
        if found is None or isinstance(found, list):
            return found
        blocks = found.blocks
    return None


class _Smaller(NamedTuple):
    """The same problem with the vectors that the matrices must take to 0 divided out."""

    blocks: list[Weighted]


class _System:
    """The matrices in which nothing but some parameters is left free."""

    def __init__(
        self, blocks: Sequence[Weighted], fixed: dict[Entry, Fraction], free: list[dict[Entry, Fraction]]
    ) -> None:
        self.blocks, self.fixed, self.free = blocks, fixed, free

    def solution(self) -> list[Summand] | _Smaller | None:
        if not self.free:
            return self._summands([])
        if len(self.free) > _MOST_PARAMETERS:
            return None
        scale = max((abs(float(v)) for v in self.fixed.values()), default=1.0) or 1.0
        matrices: list[Matrix] = [[[0.0] * len(b.basis) for _ in b.basis] for b in self.blocks]
        for (j, a, b), value in self.fixed.items():
            matrices[j][a][b] = matrices[j][b][a] = float(value) / scale
        directions: list[Direction] = [[(*entry, float(v)) for entry, v in part.items()] for part in self.free]
        found = centre(matrices, directions)
        if found is None:
            return None
        if found.margin > 1e-6:
            return self._rounded([scale * y for y in found.parameters])
        return self._smaller(found.inverses, found.weight**0.5)

    def _rounded(self, parameters: list[float]) -> list[Summand] | None:
        for denominator in _DENOMINATORS:
            exact = [Fraction(round(y * denominator), denominator) for y in parameters]
            summands = self._summands(exact)
            if summands is not None:
                return summands
        return None

    def _summands(self, parameters: list[Fraction]) -> list[Summand] | None:
        values = dict(self.fixed)
        for amount, part in zip(parameters, self.free, strict=True):
            for entry, value in part.items():
                values[entry] = values.get(entry, Fraction(0)) + amount * value
        found: list[Summand] = []
        for j, block in enumerate(self.blocks):
            n = len(block.basis)
            rows = [[values.get((j, min(a, b), max(a, b)), Fraction(0)) for b in range(n)] for a in range(n)]
            squares = completed_squares(rows)
            if squares is None:
                return None
            for coefficient, vector in squares:
                factor, root = _combined(vector, block.basis)
                found.append(Summand(coefficient * factor**2, block.factor, root))
        return found

    def _smaller(self, inverses: list[Matrix], threshold: float) -> _Smaller | None:
        """Without what the matrices take to 0, as far as that can be seen to be simple fractions."""
        smaller, changed = [], False
        for block, inverse in zip(self.blocks, inverses, strict=True):
            vectors = [_simple(row) for row in null_space(inverse, threshold)] if inverse else []
            kept = [v for v in vectors if v is not None]
            changed = changed or bool(kept)
            basis = tuple(_combined(v, block.basis)[1] for v in _orthogonal_to(kept, len(block.basis)))
            smaller.append(Weighted(block.factor, basis if kept else block.basis))
        return _Smaller(smaller) if changed else None


def _system(p: Polynomial, blocks: Sequence[Weighted], reduce: Callable[[Polynomial], Polynomial]) -> _System | None:
    """The equations between coefficients, solved; None if they have no solution, or there are too many."""
    entries = [(j, a, b) for j, block in enumerate(blocks) for a in range(len(block.basis)) for b in range(a + 1)]
    entries = [(j, b, a) for j, a, b in entries]
    if len(entries) > 4 * _MOST_ENTRIES:
        return None
    parts = {e: _contribution(blocks, e, reduce) for e in entries}
    wanted = _terms(p)
    gone = _without_diagonals(parts, wanted)
    if gone:
        blocks = [
            Weighted(block.factor, tuple(u for a, u in enumerate(block.basis) if (j, a) not in gone))
            for j, block in enumerate(blocks)
        ]
        return _system(p, blocks, reduce)
    if len(entries) > _MOST_ENTRIES:
        return None
    return _solved(blocks, parts, wanted)


def _contribution(
    blocks: Sequence[Weighted], entry: Entry, reduce: Callable[[Polynomial], Polynomial]
) -> dict[tuple[int, ...], int]:
    j, a, b = entry
    factor, basis = blocks[j]
    return _terms(reduce(factor * basis[a] * basis[b] * (1 if a == b else 2)))


def _terms(p: Polynomial) -> dict[tuple[int, ...], int]:
    return {monomial: int(coefficient) for monomial, coefficient in p.terms()}


def _without_diagonals(
    parts: dict[Entry, dict[tuple[int, ...], int]], wanted: dict[tuple[int, ...], int]
) -> set[tuple[int, int]]:
    """Rows that must be 0: a coefficient that is to be 0 is a sum of entries on diagonals, which are not negative."""
    using: dict[tuple[int, ...], list[tuple[Entry, int]]] = {}
    for entry, part in parts.items():
        for monomial, coefficient in part.items():
            using.setdefault(monomial, []).append((entry, coefficient))
    gone: set[tuple[int, int]] = set()
    for monomial, users in using.items():
        if monomial not in wanted and all(a == b for (_, a, b), _ in users) and len({c > 0 for _, c in users}) == 1:
            gone.update((j, a) for (j, a, _), _ in users)
    return gone


def _solved(
    blocks: Sequence[Weighted],
    parts: dict[Entry, dict[tuple[int, ...], int]],
    wanted: dict[tuple[int, ...], int],
) -> _System | None:
    monomials = list(dict.fromkeys((*wanted, *(m for part in parts.values() for m in part))))
    entries = list(parts)
    rows = [[*(parts[e].get(m, 0) for e in entries), wanted.get(m, 0)] for m in monomials]
    if not rows:
        return None
    reduced, rank = flint.fmpq_mat(flint.fmpz_mat(rows)).rref()
    fixed: dict[Entry, Fraction] = {}
    free: dict[int, dict[Entry, Fraction]] = {}
    pivots = []
    table = [[reduced[i, k] for k in range(len(entries) + 1)] for i in range(rank)]
    for row in table:
        pivot = next(k for k, value in enumerate(row) if value)
        if pivot == len(entries):
            return None
        pivots.append(pivot)
    for k in set(range(len(entries))) - set(pivots):
        free[k] = {entries[k]: Fraction(1)}
    for pivot, row in zip(pivots, table, strict=True):
        for k, value in enumerate(row):
            if not value or k == pivot:
                continue
            exact = Fraction(int(value.p), int(value.q))
            if k == len(entries):
                fixed[entries[pivot]] = exact
            else:
                free[k][entries[pivot]] = -exact
    return _System(blocks, fixed, list(free.values()))


def completed_squares(m: list[list[Fraction]]) -> list[tuple[Fraction, list[Fraction]]] | None:
    """x^T m x as a sum of positive numbers times (vector . x)**2; None if m is not positive semidefinite."""
    m = [row[:] for row in m]
    found = []
    for k in range(len(m)):
        pivot = m[k][k]
        if pivot < 0 or (pivot == 0 and any(m[k][k:])):
            return None
        if pivot == 0:
            continue
        vector = [value / pivot for value in m[k]]
        found.append((pivot, vector))
        for i in range(k + 1, len(m)):
            factor = m[i][k]
            if factor:
                m[i] = [x - factor * y for x, y in zip(m[i], vector, strict=True)]
    return found


def _combined(vector: Sequence[Fraction], basis: Sequence[Polynomial]) -> tuple[Fraction, Polynomial]:
    """A factor and a polynomial with whole coefficients, whose product is the combination."""
    scale = lcm(*(v.denominator for v in vector))
    total = sum((int(v * scale) * u for v, u in zip(vector, basis, strict=True) if v), basis[0] * 0)
    return Fraction(1, scale), total


def _simple(row: list[float]) -> list[Fraction] | None:
    """The same vector in simple fractions, if it is close to one."""
    exact = [Fraction(x).limit_denominator(_LARGEST_IN_NULL_SPACE) for x in row]
    return exact if all(abs(float(e) - x) < 1e-3 for e, x in zip(exact, row, strict=True)) else None


def _orthogonal_to(vectors: list[list[Fraction]], size: int) -> Iterator[list[Fraction]]:
    """A basis of what is orthogonal to reduced vectors (each 1 at a place of its own, at which the others are 0)."""
    if not vectors:
        return
    rows = [[flint.fmpq(v.numerator, v.denominator) for v in vector] for vector in vectors]
    reduced, rank = flint.fmpq_mat(rows).rref()
    pivots = [next(k for k in range(size) if reduced[i, k]) for i in range(rank)]
    for k in range(size):
        if k not in pivots:
            vector = [Fraction(0)] * size
            vector[k] = Fraction(1)
            for i, pivot in enumerate(pivots):
                value = reduced[i, k]
                vector[pivot] = -Fraction(int(value.p), int(value.q))
            yield vector
