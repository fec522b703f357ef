"""Kronecker products, stacked columns and block matrices of symbolic size, with their inverses and determinants.

An inverse is taken to pieces where the pieces exist whenever the whole does: of a Kronecker product, and of a block
matrix with zeros on one side of the diagonal. Any other one is known by what it is multiplied with, see `equal`.
Source of the formulas: Horn and Johnson, Matrix Analysis, 0.7 and 0.8.5; Topics in Matrix Analysis, 4.2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from derivcheck.algebra.domain import conditions
from derivcheck.algebra.term import ONE, ZERO, Term, mul, neg, number, power, rational, relation, sub
from derivcheck.engine.tensors import explicit, families
from derivcheck.engine.tensors.axes import (
    Axis,
    Chain,
    Grid,
    Index,
    Place,
    cells,
    common,
    delta,
    grid,
    length,
    moved,
    split,
)
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.unsupported import Unsupported

Blocks = tuple[tuple[Family, ...], ...]


def kronecker(a: Tensor, b: Tensor) -> Family:
    """Every entry of the first times the whole of the second; vectors are columns."""
    if isinstance(a, tuple) and isinstance(b, Family):
        return _written_out(a, b)
    if not isinstance(a, Family) or not isinstance(b, Family):
        raise Unsupported("a Kronecker product with an explicit matrix on the right is not decided yet")
    columns = max(len(a.axes), len(b.axes))
    left, right = (column(f) if len(f.axes) < columns else f for f in (a, b))
    joined = tuple(map(grid, left.axes, right.axes))

    def rule(*places: Index) -> Term:
        pairs = [split(p, *own) for p, own in zip(places, zip(left.axes, right.axes, strict=True), strict=True)]
        return mul(left.at(*(i for i, _ in pairs)), right.at(*(j for _, j in pairs)))

    return Family(joined, rule, True, ((left, right),))


def _written_out(a: tuple[Any, ...], b: Family) -> Family:
    rows = a if explicit.rank(a) == 2 else tuple((x,) for x in a)
    return block(tuple(tuple(_scaled(x, b) for x in row) for row in rows), len(b.axes))


def _scaled(x: Term, a: Family) -> Family:
    if x is ONE:
        return a
    return families.entrywise(lambda y: ZERO if x is ZERO and not conditions(y) else mul(x, y), a)


def column(a: Family) -> Family:
    """A vector as a matrix of one column."""
    return Family((*a.axes, (ONE, ONE)), lambda i, _: a.at(i), True)


def stacked(a: Family) -> Family:
    """vec: the columns of a matrix, one below the other."""
    rows, columns = a.axes

    def rule(place: Index) -> Term:
        j, i = split(place, columns, rows)
        return a.at(i, j)  # type: ignore[no-any-return]

    return Family((grid(columns, rows),), rule, True)


def block(rows: Sequence[Sequence[Tensor]], axes: int) -> Family:
    """A matrix by its blocks, numbers and vectors among them; with one axis, vectors below one another."""
    blocks = tuple(tuple(_as_matrix(item) for item in row) for row in rows)
    down = Chain(tuple(common(*(b.axes[0] for b in row)) for row in blocks))
    across = Chain(tuple(common(*(b.axes[1] for b in own)) for own in zip(*blocks, strict=True)))

    def rule(i: Index, j: Index) -> Term:
        if not (isinstance(i, Place) and isinstance(j, Place)):
            raise Unsupported("an entry of a block matrix at an index that runs over several blocks")
        own = blocks[i.part][j.part]
        places = zip(own.axes, (down.parts[i.part], across.parts[j.part]), (i.places[0], j.places[0]), strict=True)
        return own.at(*(moved(k, shared, axis) for axis, shared, k in places))  # type: ignore[no-any-return]

    whole = Family((down, across), rule, True, blocks)
    if axes == 2:
        return whole
    (first,) = cells(across)
    return Family((down,), lambda i: whole.at(i, first[1]), True)


def _as_matrix(item: Tensor) -> Family:
    if isinstance(item, Term):
        return Family(((ONE, ONE), (ONE, ONE)), lambda *_: item, True)
    if isinstance(item, tuple):
        return _explicit(item if explicit.rank(item) == 2 else tuple((x,) for x in item))
    return item if len(item.axes) == 2 else column(item)


def _explicit(a: tuple[tuple[Term, ...], ...]) -> Family:
    """An explicit matrix, whose places are numbers, or parts of a chain of single ones."""
    ends = (number(len(a)), number(len(a[0])))

    def rule(*indices: Term) -> Term:
        i, j = map(rational, indices)
        if i is None or j is None:
            raise Unsupported("an entry of an explicit matrix at an index of symbolic range")
        return a[int(i) - 1][int(j) - 1]

    return Family(tuple((ONE, n) for n in ends), rule)


def _written(a: Family) -> tuple[tuple[Term, ...], ...] | None:
    """A matrix all of whose entries can be listed."""
    places = [list(cells(axis)) for axis in a.axes]
    if any(bound for own in places for bound, _ in own):
        return None
    return tuple(tuple(a.at(i, j) for _, j in places[1]) for _, i in places[0])


# --- transposes, products, inverses and determinants


def transpose(a: Family) -> Family:
    found = families.transpose(a)
    if a.blocks and isinstance(a.blocks[0][0], _Inverse):
        return inverse(transpose(a.blocks[0][0].of))
    if _is_kronecker(a):
        return kronecker(*(transpose(f) for f in a.blocks[0]))
    if a.blocks:
        return replace(found, blocks=tuple(tuple(map(transpose, own)) for own in zip(*a.blocks, strict=True)))
    return found


def matmul(a: Family, b: Family) -> Any:
    """(A kron C)(B kron G) is (A B) kron (C G), where these fit."""
    if _is_kronecker(a) and _is_kronecker(b):
        left, right = zip(a.blocks[0], b.blocks[0], strict=True)
        if all(len(x.axes) == 2 == len(y.axes) and _fit(x.axes[1], y.axes[0]) for x, y in (left, right)):
            return kronecker(matmul(*left), matmul(*right))
    return families.matmul(a, b)


def inverse(a: Family) -> Family:
    listed = _written(a)
    if listed is not None:
        return _explicit(explicit.inverse(listed))
    if all(isinstance(axis, tuple) for axis in a.axes):
        return families.inverse(a)
    if _is_kronecker(a) and all(map(_is_square, a.blocks[0])):
        return kronecker(*map(inverse, a.blocks[0]))
    if _is_triangular(a):
        return _inverse_of_triangular(a.blocks)
    return Family(a.axes, _not_by_entries, True, ((_Inverse(a),),))


class _Inverse:
    """Marks the inverse of a matrix that is not taken to pieces."""

    def __init__(self, of: Family) -> None:
        self.of = of


def _not_by_entries(*_: Index) -> Term:
    raise Unsupported("the inverse of this block matrix is decided only as the whole side of an equation")


def equal(a: Tensor, b: Tensor) -> Term | None:
    """``inv(M) == N`` as ``M @ N == eye``, which says the same: where it holds, M is invertible. Else None."""
    for one, other in ((a, b), (b, a)):
        mark = one.blocks[0][0] if isinstance(one, Family) and one.blocks else None
        if isinstance(mark, _Inverse) and isinstance(other, Family):
            product = matmul(mark.of, other)
            unit = families.identity(length(mark.of.axes[0]))
            return families.every(families.entrywise(lambda x, y: relation("eq", x, y), product, unit))
    return None


def _inverse_of_triangular(blocks: Blocks) -> Family:
    """With blocks A, D on the diagonal, B above and C below: -inv(A) B inv(D) above, -inv(D) C inv(A) below."""
    own = [inverse(row[k]) for k, row in enumerate(blocks)]

    def entry(k: int, h: int) -> Family:
        if k == h:
            return own[k]
        if _is_zero(blocks[k][h]):
            return blocks[k][h]
        product = matmul(matmul(own[k], blocks[k][h]), own[h])
        return families.entrywise(neg, product)

    return block(tuple(tuple(entry(k, h) for h in range(len(own))) for k in range(len(own))), 2)


def determinant(a: Family, is_invertible: Callable[[int], bool]) -> Term:
    """Of a Kronecker or triangular block matrix; of other blocks by Schur's formula, about an invertible one."""
    listed = _written(a)
    if listed is not None:
        return explicit.determinant(listed)
    if all(isinstance(axis, tuple) for axis in a.axes):
        return families.determinant(a)
    if _is_kronecker(a) and all(map(_is_square, a.blocks[0])):
        left, right = a.blocks[0]
        of_left, of_right = (determinant(f, lambda _: False) for f in (left, right))
        return mul(power(of_left, length(right.axes[0])), power(of_right, length(left.axes[0])))
    if _is_triangular(a):
        return mul(*(determinant(row[k], lambda _: False) for k, row in enumerate(a.blocks)))
    if not _is_kronecker(a) and len(a.blocks) == 2 and _has_square_diagonal(a):
        for k in (0, 1):
            if is_invertible(k):
                return _by_complement(a.blocks, k)
    raise Unsupported("the determinant of such a matrix is not decided yet")


def _by_complement(blocks: Blocks, k: int) -> Term:
    """det(A) det(D - C inv(A) B) with A the block at k (Schur 1917)."""
    h = 1 - k
    correction = matmul(matmul(blocks[h][k], inverse(blocks[k][k])), blocks[k][h])
    complement = families.entrywise(sub, blocks[h][h], correction)
    return mul(*(determinant(m, lambda _: False) for m in (blocks[k][k], complement)))


def matrix_power(a: Family, exponent: Term) -> Family:
    if _is_kronecker(a) and all(map(_is_square, a.blocks[0])):
        return kronecker(*(matrix_power(f, exponent) for f in a.blocks[0]))
    if a.blocks and _is_triangular(a) and all(_is_zero(b) for b in _off_diagonal(a)):
        own = [matrix_power(row[k], exponent) for k, row in enumerate(a.blocks)]
        return block(tuple(tuple(own[k] if k == h else b for h, b in enumerate(r)) for k, r in enumerate(a.blocks)), 2)
    value = rational(exponent)
    if value is None or all(isinstance(axis, tuple) for axis in a.axes):
        return families.matrix_power(a, exponent)
    steps = [inverse(a) if value < 0 else a] * int(abs(value))
    return reduce(matmul, steps) if steps else Family(a.axes, delta, True)


# --- what is seen of a matrix


def _is_kronecker(a: Family) -> bool:
    return bool(a.blocks) and isinstance(a.axes[0], Grid) and not isinstance(a.blocks[0][0], _Inverse)


def _is_square(a: Family) -> bool:
    return len(a.axes) == 2 and _fit(*a.axes)


def _fit(a: Axis, b: Axis) -> bool:
    """Whether two axes are of the same length, by what they are made of."""
    try:
        common(Chain((a,)), Chain((b,)))
    except Unsupported:
        return False
    return True


def _has_square_diagonal(a: Family) -> bool:
    return len(a.blocks) == len(a.blocks[0]) and all(_is_square(row[k]) for k, row in enumerate(a.blocks))


def _is_triangular(a: Family) -> bool:
    """Whether all blocks above the diagonal are zero, or all below; of more than two rows, whether all others are."""
    if _is_kronecker(a) or not a.blocks or isinstance(a.blocks[0][0], _Inverse) or not _has_square_diagonal(a):
        return False
    zero = [_is_zero(b) for b in _off_diagonal(a)]
    return all(zero) or (len(a.blocks) == 2 and any(zero))


def _off_diagonal(a: Family) -> list[Family]:
    return [b for k, row in enumerate(a.blocks) for h, b in enumerate(row) if k != h]


def _is_zero(a: Family) -> bool:
    places = [[place for _, place in cells(axis)] for axis in a.axes]
    return all(a.at(i, j) is ZERO for i in places[0] for j in places[1])


RULES: dict[str, Callable[..., Any]] = {
    **families.RULES,
    "kron": kronecker,
    "vec": stacked,
    "transpose": transpose,
    "matmul": matmul,
    "inverse": inverse,
}
