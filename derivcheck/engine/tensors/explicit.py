"""Algebra of explicit tensors: nested tuples of terms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Any

from derivcheck.algebra.term import HALF, MINUS_ONE, ONE, ZERO, Term, add, call, div, mul, neg, number, power

#: A term, or a tuple of tensors of one shape.
Tensor = Any
_MOST_DETERMINANT = 6


def entrywise(operation: Callable[..., Term], *tensors: Tensor) -> Tensor:
    """The operation applied entry by entry; terms among the tensors are used for every entry."""
    if all(isinstance(t, Term) for t in tensors):
        return operation(*tensors)
    length = next(len(t) for t in tensors if not isinstance(t, Term))
    return tuple(entrywise(operation, *(t if isinstance(t, Term) else t[k] for t in tensors)) for k in range(length))


def entries(tensor: Tensor) -> list[Term]:
    """All entries, in reading order."""
    if isinstance(tensor, Term):
        return [tensor]
    return [e for part in tensor for e in entries(part)]


def rank(tensor: Tensor) -> int:
    return 0 if isinstance(tensor, Term) else 1 + rank(tensor[0])


def transpose(a: Tensor) -> Tensor:
    """The transpose; of a vector, a row."""
    return (a,) if rank(a) == 1 else tuple(zip(*a, strict=True))


def dot(a: Tensor, b: Tensor) -> Term:
    return add(*(mul(x, y) for x, y in zip(a, b, strict=True)))


def matmul(a: Tensor, b: Tensor) -> Tensor:
    """Matrix product; a vector on the right is a column, and a column times a row is a matrix."""
    if rank(a) == 1:
        a = tuple((x,) for x in a)
    if rank(b) == 1:
        return tuple(dot(row, b) for row in a)
    columns = transpose(b)
    return tuple(tuple(dot(row, column) for column in columns) for row in a)


def identity(n: int) -> Tensor:
    return tuple(tuple(ONE if i == j else ZERO for j in range(n)) for i in range(n))


def trace(a: Tensor) -> Term:
    return add(*(a[k][k] for k in range(len(a))))


def determinant(a: Tensor) -> Term:
    """By expansion along the first row; ValueError beyond 6 x 6."""
    if len(a) > _MOST_DETERMINANT:
        raise ValueError("a determinant this large is not expanded")
    if len(a) == 1:
        return a[0][0]  # type: ignore[no-any-return]
    parts = []
    for k, entry in enumerate(a[0]):
        minor = determinant(_minor(a, 0, k))
        parts.append(mul(entry, minor) if k % 2 == 0 else mul(MINUS_ONE, entry, minor))
    return add(*parts)


def _minor(a: Tensor, i: int, j: int) -> Tensor:
    return tuple(tuple(x for c, x in enumerate(row) if c != j) for r, row in enumerate(a) if r != i)


def inverse(a: Tensor) -> Tensor:
    """The adjugate over the determinant, which must not be zero."""
    whole, n = determinant(a), len(a)
    if n == 1:
        return ((power(whole, MINUS_ONE),),)

    def cofactor(i: int, j: int) -> Term:
        minor = determinant(_minor(a, i, j))
        return minor if (i + j) % 2 == 0 else neg(minor)

    return tuple(tuple(div(cofactor(j, i), whole) for j in range(n)) for i in range(n))


def matrix_power(a: Tensor, exponent: int) -> Tensor:
    if exponent < 0:
        return matrix_power(inverse(a), -exponent)
    result = identity(len(a))
    for _ in range(exponent):
        result = matmul(result, a)
    return result


def diagonal(a: Tensor) -> Tensor:
    """A diagonal matrix from a vector, the diagonal of a matrix."""
    if rank(a) == 2:
        return tuple(a[k][k] for k in range(len(a)))
    return tuple(tuple(x if i == j else ZERO for j in range(len(a))) for i, x in enumerate(a))


def norm(a: Tensor) -> Term:
    """Euclidean or Frobenius norm."""
    return call("sqrt", add(*(power(x, number(2)) for x in entries(a))))


def outer(a: Tensor, b: Tensor) -> Tensor:
    return tuple(tuple(mul(x, y) for y in b) for x in a)


def inner(a: Tensor, b: Tensor) -> Term:
    return dot(entries(a), entries(b))


def kronecker(a: Tensor, b: Tensor) -> Tensor:
    """Of two vectors a vector; a vector beside a matrix is a column."""
    if rank(a) == rank(b) == 1:
        return tuple(mul(x, y) for x in a for y in b)
    return tuple(tuple(mul(x, y) for x in row for y in other) for row in _as_matrix(a) for other in _as_matrix(b))


def stack(a: Tensor) -> Tensor:
    """vec: the columns of a matrix, one below the other."""
    return tuple(x for column in transpose(a) for x in column)


def extreme_eigenvalue(a: Tensor, sign: int, properties: Collection[str]) -> Term | None:
    """The largest (sign 1) or smallest (-1) eigenvalue; None if the matrix is not seen to be diagonal, or 2 x 2 and
    symmetric."""
    n = range(len(a))
    if "diagonal" in properties or all(a[i][j] is ZERO for i in n for j in n if i != j):
        own = [a[k][k] for k in n]
        return own[0] if len(own) == 1 else call("Max" if sign == 1 else "Min", *own)
    symmetric = {"symmetric", "positive_definite", "positive_semidefinite"} & set(properties)
    if len(a) != 2 or not (symmetric or a[0][1] is a[1][0]):
        return None
    middle, half = (mul(HALF, add(a[0][0], x)) for x in (a[1][1], neg(a[1][1])))
    radius = call("sqrt", add(power(half, number(2)), power(a[0][1], number(2))))
    return add(middle, radius if sign == 1 else neg(radius))


def block(rows: Sequence[Sequence[Tensor]], axes: int) -> Tensor:
    """A matrix by its blocks: numbers, vectors (as columns) and matrices; with one axis, a vector."""
    matrices = [[_as_matrix(item) for item in row] for row in rows]
    whole = tuple(tuple(x for part in parts for x in part) for row in matrices for parts in zip(*row, strict=True))
    return whole if axes == 2 else tuple(x for (x,) in whole)


def _as_matrix(a: Tensor) -> Tensor:
    return a if rank(a) == 2 else tuple((x,) for x in a) if rank(a) == 1 else ((a,),)


def log_sum_exp(z: Tensor) -> Term:
    return call("log", add(*(call("exp", x) for x in z)))


def softmax(z: Tensor) -> Tensor:
    whole = add(*(call("exp", x) for x in z))
    return tuple(div(call("exp", x), whole) for x in z)


def filled(shape: tuple[int, ...], value: int) -> Tensor:
    if not shape:
        return number(Fraction(value))
    return tuple(filled(shape[1:], value) for _ in range(shape[0]))
