"""Products over ranges that meet: the normal form has the value of what is written, at sizes 1 to 4, also where factors
are 0; and products that are equal are seen to be equal."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from . import random_sums
from .explicit import Point

_DECLARATIONS = (
    "n, m: size", "i, j: index(n)", "a: index(m)", "x: real[0..n + 1]", "y: real[0..n + 1]", "p: positive[0..n + 1]",
    "A: real[0..n + 1, 0..n + 1]", "s: real",
)  # fmt: skip
_RANGES = (
    "1, n", "0, n", "1, n - 1", "2, n", "1, i", "i, n", "1, i - 1", "i + 1, n", "0, n + 1", "1, n + 1", "i, j", "j, i",
    "i + 1, j", "1, n - 2",
)  # fmt: skip
_FACTORS = (
    "x[l]", "x[l]", "p[l]", "y[l]", "(x[l] - y[l])", "(x[l] - x[i])", "(y[j] - y[l])", "p[l]/p[i]", "x[n + 1 - l]",
    "(s + l)", "2", "exp(s*x[l])", "(1 - delta(l, i)*(1 - y[l]))", "Abs(x[l])", "x[l]**2", "sqrt(p[l])", "A[l, i]",
    "A[l, l]", "(delta(l, j) + (1 - delta(l, j))*x[l])", "Product(A[l, k], (k, 1, n))", "Product(x[k], (k, 1, l))",
)  # fmt: skip


def _product(random: Random) -> str:
    factors = [random.choice(_FACTORS) for _ in range(random.choice((1, 1, 2)))]
    return f"Product({'*'.join(factors)}, (l, {random.choice(_RANGES)}))"


def _expression(random: Random) -> str:
    parts = [_product(random) for _ in range(random.choice((2, 2, 3)))]
    whole = parts[0]
    for part in parts[1:]:
        whole += random.choice((" + ", " - ", "*")) + part
    return whole if random.random() < 0.8 else f"Sum({whole.replace('(l, ', '(l, ')}, i)"


def _point(random: Random) -> Point:
    n = random.choice((1, 2, 2, 3, 4))
    scalars = {"s": Fraction(random.randint(-2, 2)), "i": Fraction(random.randint(1, n))}
    scalars |= {"j": Fraction(random.randint(1, n)), "a": Fraction(1)}
    tensors = {name: _entries(random, n + 2) for name in "xy"}
    tensors["p"] = [abs(v) or Fraction(1) for v in _entries(random, n + 2)]
    tensors["A"] = [_entries(random, n + 2) for _ in range(n + 2)]
    return Point({"n": n, "m": 1}, scalars, tensors)


def _entries(random: Random, count: int) -> list[Fraction]:
    return [random.choice((Fraction(0), Fraction(1), Fraction(-1), Fraction(2), Fraction(-1, 2))) for _ in range(count)]


@pytest.mark.parametrize("seed", range(10))
def test_normal_form_of_products_has_their_value(seed: int) -> None:
    random = Random(f"products {seed}")
    outcomes = []
    for _ in range(10):
        s = random_sums.statement(f"{_expression(random)} == 0", _DECLARATIONS)
        outcomes += [random_sums.same_value(s, _point(random)) for _ in range(4)] if s else []
    assert "agreed" in outcomes
