"""Random exact matrices with declared properties, from arbitrary ones."""

from __future__ import annotations

from random import Random

from flint import fmpq

from derivcheck.evaluation.values.matrices import Matrix, determinant, product
from derivcheck.evaluation.values.scalar import ONE, ZERO
from derivcheck.evaluation.values.tensor import Tensor, identity, rank, transpose

#: Rational rotations as (cosine, sine).
_ROTATIONS = tuple((fmpq(a, c), fmpq(b, c)) for a, b, c in [(3, 4, 5), (4, 3, 5), (5, 12, 13), (0, 1, 1), (8, 15, 17)])


def with_property(tensor: Tensor, name: str, random: Random) -> Tensor:
    """A tensor of the same shape with the property; unchanged where that makes no sense."""
    if name == "one_hot" and rank(tensor) == 1 and tensor:
        hot = random.randrange(len(tensor))
        return tuple(ONE if k == hot else ZERO for k in range(len(tensor)))
    if rank(tensor) != 2 or any(len(row) != len(tensor) for row in tensor):
        return tensor
    match name:
        case "symmetric":
            return symmetric(tensor)
        case "orthogonal":
            return orthogonal(len(tensor), random)
        case "diagonal":
            return tuple(tuple(x if i == j else ZERO for j, x in enumerate(row)) for i, row in enumerate(tensor))
        case "invertible":
            return invertible(tensor)
        case "positive_semidefinite":
            return product(transpose(tensor), tensor)
        case "positive_definite":
            return shifted(product(transpose(tensor), tensor), fmpq(1))
    return tensor


def symmetric(matrix: Matrix) -> Matrix:
    n = len(matrix)
    return tuple(tuple(matrix[min(i, j)][max(i, j)] for j in range(n)) for i in range(n))


def shifted(matrix: Matrix, by: fmpq) -> Matrix:
    return tuple(tuple(x + by if i == j else x for j, x in enumerate(row)) for i, row in enumerate(matrix))


def invertible(matrix: Matrix) -> Matrix:
    """The matrix, or the first of its shifts by 1, 2, … that has a nonzero determinant."""
    for k in range(len(matrix) + 1):
        candidate = shifted(matrix, fmpq(k)) if k else matrix
        if determinant(candidate):
            return candidate
    return matrix


def orthogonal(n: int, random: Random) -> Matrix:
    """Signs, a permutation, and a few rational rotations."""
    order = list(range(n))
    random.shuffle(order)
    signs = [fmpq(random.choice((1, -1))) for _ in range(n)]
    matrix: Matrix = tuple(tuple(signs[i] if order[i] == j else ZERO for j in range(n)) for i in range(n))
    for _ in range(random.randrange(3) if n > 1 else 0):
        i, j = random.sample(range(n), 2)
        matrix = product(matrix, _rotation(n, i, j, *random.choice(_ROTATIONS)))
    return matrix


def _rotation(n: int, i: int, j: int, cosine: fmpq, sine: fmpq) -> Matrix:
    rows = [list(row) for row in identity(n)]
    rows[i][i] = rows[j][j] = cosine
    rows[i][j], rows[j][i] = sine, -sine
    return tuple(tuple(row) for row in rows)
