"""The values people would try first: simple vectors, matrices and functions, and how simple a value is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from flint import fmpq

from derivcheck.evaluation.instance import Gaussian, Terms
from derivcheck.evaluation.values.tensor import Tensor, build, entries

#: Values by simplicity.
LADDER = tuple(fmpq(*pair) for pair in [
    (0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (3, 1), (-3, 1), (4, 1), (-4, 1), (5, 1), (10, 1), (-10, 1),
    (1, 2), (-1, 2), (3, 2), (1, 3), (1, 4), (3, 4), (2, 3), (1, 5), (1, 10), (9, 10),
])

#: Fewest fractions, then fewest digits, then smallest, then fewest minus signs.
Complexity = tuple[int, int, int, int]


def complexity(x: Any) -> tuple[int, int, int]:
    """How hard a number is on the eye: denominator first, then magnitude, then sign."""
    if type(x) is Gaussian:
        parts = complexity(x.real), complexity(x.imaginary)
        return (1 + parts[0][0] + parts[1][0], parts[0][1] + parts[1][1], parts[0][2] + parts[1][2])
    return (int(x.q) - 1, abs(int(x.p)), 1 if x < 0 else 0)


def total_complexity(values: Sequence[Tensor]) -> Complexity:
    parts = [complexity(x) for value in values for x in entries(value)]
    digits = sum(len(str(p[0] + 1)) - 1 + len(str(p[1])) for p in parts)
    return (sum(1 for p in parts if p[0]), digits, sum(p[0] + p[1] for p in parts), sum(p[2] for p in parts))


def simple_numbers(present: Any) -> Iterator[Any]:
    """Numbers to try in place of one, among them those with one part of a complex number made simpler."""
    yield from LADDER
    if type(present) is Gaussian:
        zero = fmpq(0)
        yield from (Gaussian(zero, x) for x in LADDER[1:])
        yield from (Gaussian(a, b) for a in LADDER[1:5] for b in LADDER[1:3])
        yield from (Gaussian(x, present.imaginary) for x in LADDER)
        yield from (Gaussian(present.real, x) for x in LADDER)
        return
    for denominator in (1, 2, 3, 4, 5, 10, 100):
        scaled = present * denominator
        yield fmpq(scaled.floor(), denominator)
        yield fmpq(scaled.ceil(), denominator)


#: An integer for each position of a tensor.
Pattern = Callable[[tuple[int, ...]], int]


def simple_tensors(shape: Sequence[int]) -> list[Tensor]:
    """Vectors and matrices of a shape, the simplest first: constant ones, unit vectors, and well-known matrices."""
    patterns = [*map(_constant, (0, 1, -1, 2)), *map(_column, range(min(shape[-1], 4))), *_COUNTING]
    if len(shape) == 2:
        patterns += _MATRICES
    found = [build(shape, lambda at, p=p: fmpq(p(at))) for p in patterns]  # type: ignore[misc]
    return sorted(found, key=lambda tensor: total_complexity([tensor]))


def _constant(c: int) -> Pattern:
    return lambda at: c


def _column(k: int) -> Pattern:
    """1 where the last index is k."""
    return lambda at: int(at[-1] == k)


def _unit(i: int, j: int) -> Pattern:
    return lambda at: int(at == (i, j))


def _exchanged(k: int) -> int:
    return 1 - k if k < 2 else k


_COUNTING: tuple[Pattern, ...] = (lambda at: at[-1], lambda at: at[-1] + 1)
#: By position: the identity, its negative, a reflection, the exchange of two neighbours, a quarter turn, a
#: shear, [[2, -1], [-1, 2]], [[2, 1], [1, 2]], 2 on the diagonal, one entry.
_MATRICES: tuple[Pattern, ...] = (
    lambda at: int(at[0] == at[1]),
    lambda at: -int(at[0] == at[1]),
    lambda at: (1 if at[0] == 0 else -1) * int(at[0] == at[1]),
    lambda at: int(at[0] == _exchanged(at[1])),
    lambda at: int(at[0] == _exchanged(at[1])) * (-1 if at[0] == 1 else 1),
    lambda at: int(at[0] == at[1] or at == (0, 1)),
    lambda at: 2 if at[0] == at[1] else -int(abs(at[0] - at[1]) == 1),
    lambda at: 2 if at[0] == at[1] else int(abs(at[0] - at[1]) == 1),
    lambda at: 2 * int(at[0] == at[1]),
    *(_unit(i, j) for i in range(2) for j in range(2)),
)


def term_complexity(terms: Terms) -> tuple[int, int, Complexity]:
    """How hard a polynomial is on the eye: its terms, their degrees, their coefficients."""
    degree = sum(sum(exponents) for exponents, _ in terms.items)
    return (len(terms.items), degree, total_complexity([c for _, c in terms.items]))


def simple_polynomials(count: int) -> list[Terms]:
    """Polynomials in so many variables with coefficients 1, the simplest first."""
    variables = range(min(count, 3))

    def monomial(*factors: int) -> tuple[int, ...]:
        return tuple(factors.count(k) for k in range(count))

    monomials = [monomial(), *[monomial(k) for k in variables], *[monomial(k, k) for k in variables]]
    monomials += [monomial(a, b) for a, b in combinations(variables, 2)] + [monomial(k, k, k) for k in variables]
    chosen = [(), *[(m,) for m in monomials], *combinations(monomials[: 2 * len(variables) + 1], 2)]
    return sorted((Terms(tuple((m, fmpq(1)) for m in part)) for part in chosen), key=term_complexity)
