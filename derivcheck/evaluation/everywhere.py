"""Whether the matrix that a polynomial function gives has a declared property at all arguments, seen by coefficients.

Symmetric and diagonal matrices are by the equality of polynomials. A determinant without zeros is a polynomial in
squares whose coefficients have one sign, the constant among them; a sum of definite and semidefinite matrices times
products of squares is definite.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from derivcheck.evaluation.instance import Polynomial

_LARGEST = 5
#: Coefficients by exponents; none is zero.
Coefficients = Mapping[tuple[int, ...], Any]


def holds_everywhere(function: Polynomial, name: str) -> bool:
    """Of a function whose values are square matrices; False also where it is not seen."""
    terms = function.terms
    if type(terms) is not tuple or any(type(row) is not tuple or len(row) != len(terms) for row in terms):
        return False
    matrix = [[_coefficients(entry) for entry in row] for row in terms]
    n = range(len(matrix))
    match name:
        case "symmetric":
            return all(matrix[i][j] == matrix[j][i] for i in n for j in n)
        case "diagonal":
            return all(not matrix[i][j] for i in n for j in n if i != j)
        case "invertible":
            return len(matrix) <= _LARGEST and _has_no_zero(_determinant(matrix, len(function.variables)))
        case "positive_definite" | "positive_semidefinite":
            return _is_definite(matrix, name, len(function.variables))
    return False


def _coefficients(entry: Any) -> dict[tuple[int, ...], Any]:
    found: dict[tuple[int, ...], Any] = {}
    for exponents, coefficient in entry.items:
        found[exponents] = found.get(exponents, fmpq(0)) + coefficient
    return {e: c for e, c in found.items() if c}


def _determinant(matrix: list[list[dict[tuple[int, ...], Any]]], variables: int) -> Coefficients:
    context = fmpq_mpoly_ctx.get(tuple(f"x{k}" for k in range(max(variables, 1))), Ordering.lex)
    return dict(_expanded([[context.from_dict(c) for c in row] for row in matrix]).to_dict())


def _expanded(matrix: list[list[Any]]) -> Any:
    """By expansion along the first row."""
    if len(matrix) == 1:
        return matrix[0][0]
    minors = ([row[:k] + row[k + 1 :] for row in matrix[1:]] for k in range(len(matrix)))
    return sum((-1) ** k * matrix[0][k] * _expanded(minor) for k, minor in enumerate(minors))


def _has_no_zero(polynomial: Coefficients) -> bool:
    constant = polynomial.get((0,) * len(next(iter(polynomial), ())), 0)
    return bool(constant) and all(_is_square(e) and c * constant > 0 for e, c in polynomial.items())


def _is_square(exponents: tuple[int, ...]) -> bool:
    return all(e % 2 == 0 for e in exponents)


def _is_definite(matrix: list[list[dict[tuple[int, ...], Any]]], name: str, variables: int) -> bool:
    from derivcheck.evaluation.declared import has_property

    constant = (0,) * variables
    occurring = {e for row in matrix for entry in row for e in entry} | {constant}
    parts = {e: tuple(tuple(entry.get(e, fmpq(0)) for entry in row) for row in matrix) for e in occurring}
    return all(
        _is_square(e) and has_property(part, name if e == constant else "positive_semidefinite")
        for e, part in parts.items()
    )
