"""Whether a polynomial with rational coefficients is nowhere negative: sufficient criteria, all of them exact.

By its coefficients, by the roots of a polynomial in one variable, by the matrix of a quadratic polynomial, and by the
factors of one that is a product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq, fmpq_mat, fmpq_poly

#: flint.fmpq_mpoly; python-flint ships no types for it.
Polynomial = Any


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers strictly between two ends, None being infinite; ``closed``: the lower end is one of them."""

    low: Any = None
    high: Any = None
    closed: bool = False


REALS = Interval()


def least_sign(p: Polynomial, box: Sequence[Interval]) -> int | None:
    """1 if the polynomial is positive everywhere in the box, 0 if it is nowhere negative, None if that is not seen."""
    found = _simple(p, box)
    if found is not None:
        return found
    constant, factors = p.factor()
    side, strict = (1 if constant > 0 else -1), True
    for factor, multiplicity in factors:
        own = _side(factor, box)
        if own is None and multiplicity % 2:
            return None
        strict = strict and own is not None and own[1]
        side = side if multiplicity % 2 == 0 or own is None else side * own[0]
    return None if side < 0 else int(strict)


def _side(p: Polynomial, box: Sequence[Interval]) -> tuple[int, bool] | None:
    """On which side of zero the polynomial is, and whether strictly."""
    for side in (1, -1):
        found = _simple(side * p, box)
        if found is not None:
            return side, found == 1
    return None


def _simple(p: Polynomial, box: Sequence[Interval]) -> int | None:
    found = _by_coefficients(p, box)
    if found is None and sum(map(bool, p.degrees())) == 1:
        found = _by_roots(p, box)
    return _by_matrix(p) if found is None and p.total_degree() <= 2 else found


def _by_coefficients(p: Polynomial, box: Sequence[Interval]) -> int | None:
    """Positive multiples of even powers, and of powers of what is not negative."""
    strict = False
    for exponents, coefficient in p.to_dict().items():
        occurring = [(e, interval) for e, interval in zip(exponents, box, strict=True) if e]
        if coefficient < 0 or not all(e % 2 == 0 or _nonnegative(interval) for e, interval in occurring):
            return None
        strict = strict or all(_nonnegative(interval) and not interval.closed for _, interval in occurring)
    return int(strict)


def _nonnegative(interval: Interval) -> bool:
    return interval.low is not None and bool(interval.low >= 0)


def _by_roots(p: Polynomial, box: Sequence[Interval]) -> int | None:
    """In one variable: no root lies inside, and the value somewhere inside is positive."""
    variable = next(k for k, degree in enumerate(p.degrees()) if degree)
    interval = box[variable]
    own = fmpq_poly([fmpq(0)])
    for exponents, coefficient in p.to_dict().items():
        own += coefficient * fmpq_poly([0, 1]) ** exponents[variable]
    strict = True
    for end in (interval.low, interval.high):
        if end is not None and own(end) == 0:
            strict = strict and not (interval.closed and end is interval.low)
            own = own // fmpq_poly([-end, 1] if end is interval.low else [end, -1])
    roots = [root.real for root, _ in own.numer().complex_roots() if root.imag == 0] if own.degree() > 0 else []
    if not all(_is_outside(root, interval) for root in roots) or own(_inside(interval)) < 0:
        return None
    return int(strict)


def _is_outside(root: Any, interval: Interval) -> bool:
    low, high = interval.low, interval.high
    return bool((low is not None and root < arb(low)) or (high is not None and root > arb(high)))


def _inside(interval: Interval) -> Any:
    low, high = interval.low, interval.high
    if low is None:
        return fmpq(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2


def _by_matrix(p: Polynomial) -> int | None:
    """Of degree 2: as a quadratic form in the variables and 1."""
    used = [k for k, degree in enumerate(p.degrees()) if degree]
    place = {k: i + 1 for i, k in enumerate(used)}
    rows = [[fmpq(0)] * (len(used) + 1) for _ in range(len(used) + 1)]
    for exponents, coefficient in p.to_dict().items():
        factors = [place[k] for k in used for _ in range(exponents[k])]
        i, j = [0] * (2 - len(factors)) + factors
        rows[i][j] += coefficient / 2
        rows[j][i] += coefficient / 2
    matrix = fmpq_mat(rows)
    return int(matrix.det() > 0) if is_semidefinite(matrix) else None


def is_semidefinite(matrix: Any) -> bool:
    """A symmetric matrix's characteristic polynomial has real roots; none is negative iff its signs alternate."""
    coefficients = matrix.charpoly().coeffs()
    n = len(coefficients) - 1
    return all((-1) ** (n - k) * c >= 0 for k, c in enumerate(coefficients))
