"""Random polynomials whose values are matrices with declared properties at all arguments, from arbitrary ones."""

from __future__ import annotations

from collections.abc import Collection
from random import Random
from typing import Any

from flint import fmpq

from derivcheck.evaluation.instance import Terms
from derivcheck.evaluation.search import matrices
from derivcheck.evaluation.values.scalar import ONE, ZERO

_NOTHING = Terms(())


def with_properties(terms: Any, names: Collection[str], variables: int, random: Random) -> Any:
    """Polynomials in the same places that have the properties; unchanged where that makes no sense."""
    if not names or type(terms) is not tuple or any(type(row) is not tuple or len(row) != len(terms) for row in terms):
        return terms
    n = len(terms)
    if "diagonal" in names:
        kept = [_without_zero(variables, random) if len(names) > 1 else terms[k][k] for k in range(n)]
        return tuple(tuple(kept[i] if i == j else _NOTHING for j in range(n)) for i in range(n))
    if names == {"symmetric"}:
        return matrices.symmetric(terms)
    if {"positive_definite", "positive_semidefinite", "symmetric"} & set(names):
        return _definite(n, names != {"positive_semidefinite"}, variables, random)
    if "invertible" in names:
        return _invertible(terms, variables, random)
    return terms


def _without_zero(variables: int, random: Random) -> Terms:
    """1, or one more than a multiple of a square."""
    constant = ((0,) * variables, ONE)
    factor = random.choice((0, 1, 2))
    return Terms((constant, (_square(variables, random), fmpq(factor)))) if factor else Terms((constant,))


def _square(variables: int, random: Random) -> tuple[int, ...]:
    chosen = random.randrange(variables)
    return tuple(2 * int(k == chosen) for k in range(variables))


def _definite(n: int, strictly: bool, variables: int, random: Random) -> Any:
    """A definite matrix, and a semidefinite one times a square."""

    def drawn(name: str) -> Any:
        entries = tuple(tuple(fmpq(random.randint(-2, 2)) for _ in range(n)) for _ in range(n))
        return matrices.with_property(entries, name, random)

    first, second = drawn("positive_definite" if strictly else "positive_semidefinite"), drawn("positive_semidefinite")
    constant, square = (0,) * variables, _square(variables, random)
    return tuple(tuple(Terms(((constant, first[i][j]), (square, second[i][j]))) for j in range(n)) for i in range(n))


def _invertible(terms: Any, variables: int, random: Random) -> Any:
    """A product of two triangular matrices, one with ones on its diagonal and the other with nothing that is zero."""
    n = len(terms)
    one = Terms((((0,) * variables, ONE),))
    lower = [[terms[i][j] if j < i else one if i == j else _NOTHING for j in range(n)] for i in range(n)]
    own = [_without_zero(variables, random) for _ in range(n)]
    upper = [[terms[i][j] if j > i else own[i] if i == j else _NOTHING for j in range(n)] for i in range(n)]
    return tuple(tuple(_row_by_column(lower[i], [row[j] for row in upper]) for j in range(n)) for i in range(n))


def _row_by_column(row: list[Terms], column: list[Terms]) -> Terms:
    found: dict[tuple[int, ...], Any] = {}
    for a, b in zip(row, column, strict=True):
        for e, c in a.items:
            for f, d in b.items:
                powers = tuple(x + y for x, y in zip(e, f, strict=True))
                found[powers] = found.get(powers, ZERO) + c * d
    return Terms(tuple((e, c) for e, c in found.items() if c))
