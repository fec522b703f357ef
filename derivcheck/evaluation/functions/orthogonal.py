"""Orthogonal polynomials by their three-term recurrences, for a natural degree."""

from __future__ import annotations

from collections.abc import Callable

from flint import fmpq

from derivcheck.evaluation.errors import TooLarge
from derivcheck.evaluation.functions.integers import natural
from derivcheck.evaluation.values.jet import Value, add, divide, multiply, power, subtract
from derivcheck.evaluation.values.scalar import ONE

MAX_DEGREE = 500

#: Of the k-th step: the next polynomial from k, the last two, and x.
Step = Callable[[int, Value, Value], Value]


def _climb(degree: Value, name: str, first: Value, step: Step) -> Value:
    n = natural(degree, name)
    if n > MAX_DEGREE:
        raise TooLarge(f"{name} of too high a degree")
    before, now = ONE, first
    if n == 0:
        return before
    for k in range(1, n):
        before, now = now, step(k, now, before)
    return now


def legendre(n: Value, x: Value) -> Value:
    return _climb(n, "legendre", x, lambda k, p, q: ((2 * k + 1) * (x * p) - k * q) * fmpq(1, k + 1))


def chebyshev_first(n: Value, x: Value) -> Value:
    return _climb(n, "chebyshevt", x, lambda k, p, q: 2 * (x * p) - q)


def chebyshev_second(n: Value, x: Value) -> Value:
    return _climb(n, "chebyshevu", 2 * x, lambda k, p, q: 2 * (x * p) - q)


def hermite(n: Value, x: Value) -> Value:
    return _climb(n, "hermite", 2 * x, lambda k, p, q: 2 * (x * p) - 2 * k * q)


def laguerre(n: Value, x: Value) -> Value:
    return associated_laguerre(n, fmpq(0), x)


def associated_laguerre(n: Value, a: Value, x: Value) -> Value:
    return _climb(
        n, "laguerre", ONE + a - x,
        lambda k, p, q: ((a + (2 * k + 1) - x) * p - (a + k) * q) * fmpq(1, k + 1),
    )


def gegenbauer(n: Value, a: Value, x: Value) -> Value:
    return _climb(
        n, "gegenbauer", 2 * (a * x),
        lambda k, p, q: (2 * (a + k) * (x * p) - (2 * a + (k - 1)) * q) * fmpq(1, k + 1),
    )


def jacobi(n: Value, a: Value, b: Value, x: Value) -> Value:
    """P_n^(a, b)(x) by its sum, which needs no division by anything but factorials."""
    degree = natural(n, "jacobi")
    if degree > MAX_DEGREE:
        raise TooLarge("jacobi of too high a degree")
    total: Value = fmpq(0)
    left, right = (x - 1) * fmpq(1, 2), (x + 1) * fmpq(1, 2)
    for s in range(degree + 1):
        term = multiply(_binomial(a + degree, degree - s), _binomial(b + degree, s))
        total = add(total, multiply(term, multiply(power(left, s), power(right, degree - s))))
    return total


def _binomial(top: Value, k: int) -> Value:
    product: Value = ONE
    for j in range(k):
        product = divide(multiply(product, subtract(top, fmpq(j))), fmpq(j + 1))
    return product
