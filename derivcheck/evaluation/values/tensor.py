"""Vectors and matrices as nested tuples of values, and their algebra."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from flint import acb

from derivcheck.evaluation.errors import TooLarge, Unresolved, Unsupported
from derivcheck.evaluation.functions.choices import absolute, maximum
from derivcheck.evaluation.functions.elementary import exp, log, sqrt
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.jet import Value, add, divide, multiply, power, subtract
from derivcheck.evaluation.values.matrices import Matrix, inverse, product
from derivcheck.evaluation.values.scalar import HALF, ONE, ZERO, integer

#: A value, or a tuple of tensors of one shape.
Tensor = Any
Vector = Sequence[Value]

MAX_MATRIX_POWER = 10_000


def entrywise(function: Callable[..., Value], arguments: Sequence[Tensor]) -> Tensor:
    """The function on corresponding entries; scalars go with every entry."""
    length = None
    for argument in arguments:
        if type(argument) is tuple:
            if length is not None and len(argument) != length:
                raise Unsupported("tensors of different lengths")
            length = len(argument)
    if length is None:
        return function(*arguments)
    rows = zip(*[a if type(a) is tuple else repeat(a, length) for a in arguments], strict=True)
    return tuple([entrywise(function, row) for row in rows])


def entries(tensor: Tensor) -> Iterator[Value]:
    """All entries in row-major order."""
    if type(tensor) is not tuple:
        yield tensor
    elif tensor and type(tensor[0]) is not tuple:
        yield from tensor
    else:
        for item in tensor:
            yield from entries(item)


def positions(tensor: Tensor) -> Iterator[tuple[int, ...]]:
    """The positions of all entries, from 0, in row-major order."""
    if type(tensor) is tuple:
        for k, item in enumerate(tensor):
            for rest in positions(item):
                yield (k, *rest)
    else:
        yield ()


def entry(tensor: Tensor, position: Sequence[int]) -> Tensor:
    for k in position:
        tensor = tensor[k]
    return tensor


def replaced(tensor: Tensor, position: Sequence[int], value: Value) -> Tensor:
    """The tensor with one entry changed."""
    if not position:
        return value
    k, *rest = position
    return (*tensor[:k], replaced(tensor[k], rest, value), *tensor[k + 1 :])


def shaped_like(tensor: Tensor, items: Mapping[tuple[int, ...], Tensor], at: tuple[int, ...] = ()) -> Tensor:
    """The items in the places of the tensor's entries."""
    if type(tensor) is not tuple:
        return items[at]
    return tuple([shaped_like(v, items, (*at, k)) for k, v in enumerate(tensor)])


def build(shape: Sequence[int], item: Callable[[tuple[int, ...]], Value], at: tuple[int, ...] = ()) -> Tensor:
    """The tensor of a shape whose entries are given by position."""
    if len(at) == len(shape):
        return item(at)
    places = [(*at, k) for k in range(shape[len(at)])]
    return tuple([item(p) for p in places] if len(at) + 1 == len(shape) else [build(shape, item, p) for p in places])


def total(values: Sequence[Value]) -> Value:
    result: Value = ZERO
    for value in values:
        result = add(result, value)
    return result


def rank(tensor: Tensor) -> int:
    depth = 0
    while type(tensor) is tuple:
        depth += 1
        tensor = tensor[0] if tensor else None
    return depth


def shape(tensor: Tensor) -> tuple[int, ...]:
    """The lengths of the axes."""
    return (len(tensor), *shape(tensor[0])) if type(tensor) is tuple and tensor else ()


def dot(a: Vector, b: Vector) -> Value:
    return total([multiply(x, y) for x, y in zip(a, b, strict=True)])


def transpose(matrix: Matrix) -> Matrix:
    return tuple(zip(*matrix, strict=True))


def column(vector: Vector) -> Matrix:
    return tuple((x,) for x in vector)


def as_matrix(tensor: Tensor) -> Matrix:
    """A matrix as it is, a vector as a column."""
    return column(tensor) if rank(tensor) == 1 else tensor


def shaped(matrix: Matrix, rank_wanted: int) -> Tensor:
    """A matrix with one column as a vector, with one entry as a scalar, if that rank is wanted."""
    if rank_wanted == 0:
        return matrix[0][0]
    if rank_wanted == 1:
        return tuple(row[0] for row in matrix) if len(matrix[0]) == 1 else tuple(matrix[0])
    return matrix


def identity(n: int) -> Matrix:
    return tuple(tuple(ONE if i == j else ZERO for j in range(n)) for i in range(n))


def trace(matrix: Matrix) -> Value:
    return total([row[i] for i, row in enumerate(matrix)])


def _square(matrix: Matrix) -> int:
    if any(len(row) != len(matrix) for row in matrix):
        raise Unsupported("a matrix that is not square")
    return len(matrix)


def matrix_power(matrix: Matrix, exponent: Value) -> Matrix:
    n = integer(jet.base(exponent))
    if n is None:
        raise Unsupported("a matrix to a power that is not an integer")
    if abs(n) > MAX_MATRIX_POWER:
        raise TooLarge("a high power of a matrix")
    if n < 0:
        matrix, n = inverse(matrix), -n
    result = identity(_square(matrix))
    while n:
        if n & 1:
            result = product(result, matrix)
        n >>= 1
        if n:
            matrix = product(matrix, matrix)
    return result


def kronecker(a: Matrix, b: Matrix) -> Matrix:
    return tuple(tuple(multiply(x, y) for x in row_a for y in row_b) for row_a in a for row_b in b)


def outer(x: Vector, y: Vector) -> Matrix:
    return tuple(tuple(multiply(a, b) for b in y) for a in x)


def inner(a: Tensor, b: Tensor) -> Value:
    return dot(list(entries(a)), list(entries(b)))


def norm(tensor: Tensor) -> Value:
    """The Euclidean or Frobenius norm."""
    return sqrt(squared_norm(tensor))


def squared_norm(tensor: Tensor) -> Value:
    return total([_squared_modulus(x) for x in entries(tensor)])


def _squared_modulus(x: Value) -> Value:
    return power(absolute(x) if type(x) is acb else x, 2)


def diagonal(tensor: Tensor) -> Tensor:
    """The diagonal matrix of a vector, or the diagonal of a matrix."""
    if rank(tensor) == 1:
        n = len(tensor)
        return tuple(tuple(tensor[i] if i == j else ZERO for j in range(n)) for i in range(n))
    return tuple(row[i] for i, row in enumerate(tensor))


def stacked(matrix: Matrix) -> Vector:
    """The columns of a matrix, one under the other."""
    return tuple(x for column_ in transpose(matrix) for x in column_)


def softmax(z: Tensor) -> Tensor:
    """Of a vector, or of a row."""
    if rank(z) == 2:
        return tuple(softmax(row) for row in z)
    powers = [exp(x) for x in z]
    whole = total(powers)
    return tuple(divide(p, whole) for p in powers)


def logsumexp(z: Tensor) -> Value:
    return log(total([exp(x) for x in entries(z)]))


def extreme_eigenvalue(matrix: Matrix, largest: bool) -> Value:
    """Of symmetric matrices up to 2 x 2 and of diagonal ones."""
    n = _square(matrix)
    flat = [(i, j) for i in range(n) for j in range(n)]
    if any(not jet.vanishes(subtract(matrix[i][j], matrix[j][i])) for i, j in flat if i < j):
        raise Unsupported("eigenvalues of a matrix that is not exactly symmetric")
    if all(jet.vanishes(matrix[i][j]) for i, j in flat if i != j):
        values = [matrix[i][i] for i in range(n)]
        return maximum(*values) if largest else -maximum(*[-v for v in values])
    if n != 2:
        raise Unresolved("eigenvalues of a matrix larger than 2 x 2")
    (a, b), (_, d) = matrix
    middle = multiply(HALF, add(a, d))
    radius = sqrt(add(power(multiply(HALF, subtract(a, d)), 2), power(b, 2)))
    return add(middle, radius) if largest else subtract(middle, radius)
