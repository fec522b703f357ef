"""Symmetric matrices that depend on parameters and shall be positive definite: an interior point method in floats.

The largest t is looked for at which all ``M_j(y) - t*I`` are positive definite, M_j being affine in y: Newton's method
on ``-weight*t - sum log det (M_j(y) - t*I) - log(1 - t)`` for growing weights (Boyd and Vandenberghe, *Convex
Optimization*, chapter 11). Nothing rests on what is found: it is rounded, and checked exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Matrix = list[list[float]]
#: One parameter's part of the matrices: (matrix, row, column, value), row <= column.
Direction = Sequence[tuple[int, int, int, float]]

_ENOUGH = 1e-3
_FIRST_WEIGHT, _LAST_WEIGHT, _STEP = 1.0, 1e9, 8.0
_MOST_NEWTON_STEPS = 12
_ALMOST_CENTRED = 1e-2
_DAMPING = 1e-6


@dataclass(frozen=True, slots=True)
class Centre:
    """Parameters near the middle of where the matrices are definite; ``margin``: t; ``inverses`` of M_j - t*I."""

    parameters: list[float]
    margin: float
    inverses: list[Matrix]
    weight: float


def centre(matrices: list[Matrix], directions: Sequence[Direction]) -> Centre | None:
    """Parameters at which the matrices are as definite as seems possible; None where one has to be negative."""
    search = _Search(matrices, directions)
    weight = _FIRST_WEIGHT
    size = 1 + sum(map(len, matrices))
    while True:
        inverses = search.settle(weight)
        if inverses is None or search.t + size / weight < 0:
            return None
        if search.t > _ENOUGH or weight >= _LAST_WEIGHT:
            return Centre(search.y, search.t, inverses, weight)
        weight *= _STEP


class _Search:
    def __init__(self, matrices: list[Matrix], directions: Sequence[Direction]) -> None:
        self.matrices, self.directions = matrices, directions
        self.y = [0.0] * len(directions)
        self.t = min((_least_eigenvalue(m) for m in matrices if m), default=0.0) - 1

    def settle(self, weight: float) -> list[Matrix] | None:
        """Newton steps until the parameters are about optimal for this weight; the inverses there."""
        state = self._at(self.y, self.t, weight)
        for _ in range(_MOST_NEWTON_STEPS):
            if state is None:
                return None
            value, inverses = state
            step, slope = self._newton(inverses, weight)
            if slope > -_ALMOST_CENTRED:
                return inverses
            length = 1.0
            while length > 1e-6:
                y = [a + length * b for a, b in zip(self.y, step, strict=False)]
                t = self.t + length * step[-1]
                new = self._at(y, t, weight)
                if new is not None and new[0] <= value + 0.01 * length * slope:
                    break
                length /= 2
            else:
                return inverses
            self.y, self.t, state = y, t, new
        return state[1] if state else None

    def _at(self, y: list[float], t: float, weight: float) -> tuple[float, list[Matrix]] | None:
        """The function's value and the inverses; None outside of where it is defined."""
        if t >= 1:
            return None
        moved = [[row[:] for row in m] for m in self.matrices]
        for amount, direction in zip(y, self.directions, strict=True):
            for j, a, b, value in direction:
                moved[j][a][b] += amount * value
                if a != b:
                    moved[j][b][a] += amount * value
        total = -weight * t - math.log(1 - t) + _DAMPING / 2 * sum(a * a for a in y)
        inverses = []
        for m in moved:
            for k in range(len(m)):
                m[k][k] -= t
            lower = cholesky(m)
            if lower is None:
                return None
            total -= 2 * sum(math.log(lower[k][k]) for k in range(len(m)))
            inverses.append(_inverse(lower))
        return total, inverses

    def _newton(self, inverses: list[Matrix], weight: float) -> tuple[list[float], float]:
        """The Newton step for (y, t), and the function's slope along it."""
        count = len(self.directions)
        gradient = [_DAMPING * a for a in self.y] + [1 / (1 - self.t) - weight]
        hessian = [[0.0] * (count + 1) for _ in range(count + 1)]
        for k, direction in enumerate(self.directions):
            images: dict[int, Matrix] = {}  # inverse * direction * inverse, by matrix
            for j, a, b, value in direction:
                w = inverses[j]
                gradient[k] -= value * w[a][b] * (1 if a == b else 2)
                image = images.setdefault(j, [[0.0] * len(w) for _ in w])
                _add_outer(image, w[a], w[b], value, a != b)
            for other in range(k, count):
                found = 0.0
                for j, a, b, value in self.directions[other]:
                    if j in images:
                        found += value * images[j][a][b] * (1 if a == b else 2)
                hessian[k][other] = hessian[other][k] = found
            hessian[k][k] += _DAMPING
            hessian[k][count] = hessian[count][k] = -sum(m[a][a] for m in images.values() for a in range(len(m)))
        for w in inverses:
            gradient[count] += sum(w[a][a] for a in range(len(w)))
            hessian[count][count] += sum(x * x for row in w for x in row)
        hessian[count][count] += 1 / (1 - self.t) ** 2
        step = _solve(hessian, [-g for g in gradient])
        return step, sum(g * s for g, s in zip(gradient, step, strict=True))


def _add_outer(image: Matrix, left: list[float], right: list[float], value: float, both: bool) -> None:
    for p, row in enumerate(image):
        x, y = value * left[p], value * right[p]
        for q in range(len(row)):
            row[q] += x * right[q] + y * left[q] if both else x * right[q]


def cholesky(m: Matrix) -> Matrix | None:
    """The lower triangle L with L*L^T = m; None if m is not (clearly) positive definite."""
    n = len(m)
    lower = [[0.0] * n for _ in range(n)]
    for i in range(n):
        own = lower[i]
        for j in range(i + 1):
            other = lower[j]
            rest = m[i][j] - sum(map(float.__mul__, own[:j], other[:j]))
            if i > j:
                own[j] = rest / other[j]
            elif rest <= 1e-13 * max(1.0, abs(m[i][i])):
                return None
            else:
                own[i] = math.sqrt(rest)
    return lower


def _inverse(lower: Matrix) -> Matrix:
    """The inverse of L*L^T."""
    n = len(lower)
    inverted = [[0.0] * n for _ in range(n)]  # of L, by columns
    for column in range(n):
        own = inverted[column]
        own[column] = 1 / lower[column][column]
        for i in range(column + 1, n):
            own[i] = -sum(map(float.__mul__, lower[i][column:i], own[column:i])) / lower[i][i]
    return [[sum(map(float.__mul__, a, b)) for b in inverted] for a in inverted]


def _solve(m: Matrix, right: list[float]) -> list[float]:
    """m*x = right for a positive definite m, shifted a little if rounding has made it another."""
    shift = 0.0
    while True:
        lower = cholesky([[x + (shift if i == j else 0.0) for j, x in enumerate(row)] for i, row in enumerate(m)])
        if lower is not None:
            break
        shift = max(10 * shift, 1e-9 * max(1.0, *(m[k][k] for k in range(len(m)))))
    n, x = len(m), right[:]
    for i in range(n):
        x[i] = (x[i] - sum(map(float.__mul__, lower[i][:i], x[:i]))) / lower[i][i]
    for i in reversed(range(n)):
        x[i] = (x[i] - sum(lower[k][i] * x[k] for k in range(i + 1, n))) / lower[i][i]
    return x


def _least_eigenvalue(m: Matrix) -> float:
    """A lower bound, by Gershgorin's circles."""
    return min(row[k] - sum(abs(x) for q, x in enumerate(row) if q != k) for k, row in enumerate(m))


def null_space(inverse: Matrix, threshold: float) -> Matrix:
    """Vectors that an almost singular matrix nearly takes to 0, reduced; they are where its inverse is large."""
    rows = [row[:] for row in inverse]
    done: list[tuple[int, int]] = []
    while len(done) < len(rows):
        left = [i for i in range(len(rows)) if i not in {r for r, _ in done}]
        size, row, column = max((abs(rows[i][c]), i, c) for i in left for c in range(len(rows)))
        if size < threshold:
            break
        rows[row] = [x / rows[row][column] for x in rows[row]]
        for i in range(len(rows)):
            if i != row:
                factor = rows[i][column]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[row], strict=True)]
        done.append((row, column))
    return [rows[row] for row, _ in done]
