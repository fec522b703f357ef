"""Products, inverses and determinants of matrices: of rationals by FLINT, of jets by those of their coefficients."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from flint import fmpq, fmpq_mat

from derivcheck.evaluation.errors import Undefined, Unsupported
from derivcheck.evaluation.values.jet import Jet, Tag, Value, add, coefficients_of, divide, multiply, outer_tag
from derivcheck.evaluation.values.scalar import ONE, ZERO, bounded

_RATIONAL = {fmpq}
#: Up to so many products of entries, FLINT's matrices take longer to fill and to read than they save.
_FEW_PRODUCTS = 27
#: Rows of one length.
Matrix = Sequence[Sequence[Value]]


def product(a: Matrix, b: Matrix) -> Matrix:
    if len(a) * len(b) * len(b[0] if b else ()) <= _FEW_PRODUCTS:
        columns = list(zip(*b, strict=True))
        return tuple([tuple([_dot(row, column) for column in columns]) for row in a])
    p, q = _rational(a), _rational(b)
    if p is not None and q is not None:
        return _rows(p * q)
    tag = outer_tag(*_entries(a), *_entries(b))
    if tag is None:
        columns = list(zip(*b, strict=True))
        return tuple([tuple([_dot(row, column) for column in columns]) for row in a])
    left, right = _expanded(a, tag), _expanded(b, tag)
    return _joined(tag, [_convolution(left, right, 0, k) for k in range(min(len(left), len(right)))])


def inverse(matrix: Matrix) -> Matrix:
    """Undefined for a singular matrix."""
    _check_square(matrix)
    if not matrix:
        return matrix
    exact = _rational(matrix)
    tag = outer_tag(*_entries(matrix)) if exact is None else None
    try:
        if exact is not None:
            return _rows(exact.inv())
        if tag is None:
            size, adjugate = _adjugate(matrix)
            return _scaled(adjugate, divide(ONE, size))
    except (Undefined, ZeroDivisionError):
        raise Undefined("the inverse of a singular matrix") from None
    # (A0 + A1 e + …)(B0 + B1 e + …) = 1, one coefficient after the other.
    parts = _expanded(matrix, tag)
    found = [inverse(parts[0])]
    negative = _scaled(found[0], fmpq(-1))
    for k in range(1, len(parts)):
        found.append(product(negative, _convolution(parts, found, 1, k)))
    return _joined(tag, found)


def determinant(matrix: Matrix) -> Value:
    _check_square(matrix)
    exact = _rational(matrix)
    return bounded(exact.det()) if exact is not None else _adjugate(matrix)[0]


def _adjugate(matrix: Matrix) -> tuple[Value, Matrix]:
    """Determinant and adjugate by Faddeev and LeVerrier: divisions by integers only, so for jets too."""
    n = len(matrix)
    coefficient: Value = ONE
    adjugate: Matrix = ((ZERO,) * n,) * n
    for k in range(1, n + 1):
        moved = product(matrix, adjugate)
        adjugate = tuple(
            tuple(add(x, coefficient) if i == j else x for j, x in enumerate(row)) for i, row in enumerate(moved)
        )
        trace = ZERO
        for i, row in enumerate(product(matrix, adjugate)):
            trace = add(trace, row[i])
        coefficient = multiply(trace, fmpq(-1, k))
    flip = fmpq(-1 if n % 2 else 1)
    return multiply(flip, coefficient), _scaled(adjugate, -flip)


def _check_square(matrix: Matrix) -> None:
    if any(len(row) != len(matrix) for row in matrix):
        raise Unsupported("a matrix that is not square")


def _rational(matrix: Matrix) -> Any | None:
    """The matrix in FLINT's form, if it has entries and all are rational."""
    width = len(matrix[0]) if matrix else 0
    flat = _entries(matrix)
    return fmpq_mat(len(matrix), width, flat) if set(map(type, flat)) == _RATIONAL else None


def _rows(matrix: Any) -> Matrix:
    width, flat = matrix.ncols(), [bounded(x) for x in matrix.entries()]
    return tuple(tuple(flat[k : k + width]) for k in range(0, len(flat), width))


def _entries(matrix: Matrix) -> list[Value]:
    return [x for row in matrix for x in row]


def _dot(a: Sequence[Value], b: Sequence[Value]) -> Value:
    if len(a) != len(b):
        raise ValueError("matrices that do not fit")
    return reduce(add, map(multiply, a, b)) if a else ZERO


def _scaled(matrix: Matrix, factor: Value) -> Matrix:
    return tuple(tuple(multiply(factor, x) for x in row) for row in matrix)


def _expanded(matrix: Matrix, tag: Tag) -> list[Matrix]:
    """The coefficients, each a matrix: as many as there are of every entry that varies."""
    found = [[coefficients_of(x, tag) for x in row] for row in matrix]
    known = [len(c) for row in found for c in row if c is not None]
    count = min(known) if known else tag.order + 1
    return [
        tuple(
            tuple(
                c[k] if c is not None else x if k == 0 else ZERO
                for x, c in zip(row, coefficients, strict=True)
            )
            for row, coefficients in zip(matrix, found, strict=True)
        )
        for k in range(count)
    ]  # fmt: skip


def _convolution(a: Sequence[Matrix], b: Sequence[Matrix], first: int, k: int) -> Matrix:
    """The sum of a[i] b[k - i] for i from ``first`` to ``k``."""
    result = product(a[first], b[k - first])
    for i in range(first + 1, k + 1):
        more = product(a[i], b[k - i])
        result = tuple(tuple(map(add, *rows)) for rows in zip(result, more, strict=True))
    return result


def _joined(tag: Tag, coefficients: Sequence[Matrix]) -> Matrix:
    rows = zip(*coefficients, strict=True)
    return tuple(tuple(Jet(tag, list(c)) for c in zip(*row, strict=True)) for row in rows)
