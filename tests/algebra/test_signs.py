"""Comparisons that follow from signs, and those that do not."""

from __future__ import annotations

import pytest
from algebra_claims import always

HOLDS = [
    ("exp(x) > 0", []), ("x**2 + 1 > 0", []), ("x**2 >= 0", []), ("p + q > 0", []), ("Abs(x) >= 0", []),
    ("sqrt(x**2 + p) > 0", []),
    ("x**2 + y**2 >= 2*x*y", []), ("exp(x) > exp(y)", ["x > y"]), ("log(x) < log(y)", ["0 < x", "x < y"]),
    ("log(2) + log(3) > log(5)", []),
    ("x*y > 0", ["x < 0", "y < 0"]), ("x*y >= 0", ["x <= 0", "y <= 0"]), ("x**3 < 0", ["x < 0"]),
    ("1/x < 0", ["x < 0"]), ("x/y >= 0", ["x >= 0", "y > 0"]),
    ("sigmoid(x) > 0", []), ("sigmoid(x) < 1", []), ("tanh(x) < 1", []), ("cosh(x) >= 1", []), ("Max(x, y) >= x", []),
    ("x != 0", ["x*y != 0"]),
    ("sqrt(2) + sqrt(3) > 3", []), ("pi > 3", []), ("x**4 - 2*x**2 + 1 >= 0", []), ("x**n != 0", ["x != 0"]),
    ("(-1)**n != 0", []), ("x**(2*n) >= 0", []),
    ("x >= 1", ["x > 0", "x**2 >= 1"]), ("factorial(m) > 0", []), ("x <= y", ["x < y"]),
    ("x == y", ["x <= y", "y <= x"]), ("x + y > 0", ["x > 0", "y >= 0"]),
]  # fmt: skip
DOES_NOT_HOLD = [
    ("x > 0", []), ("x**2 > 0", []), ("x**3 >= 0", []), ("x*y > 0", ["x > 0"]), ("x*y > 0", ["x + y > 0"]),
    ("1/x > 0", ["x != 0"]), ("exp(x) > 1", ["x >= 0"]),
    ("log(x) > 0", ["x > 0"]), ("p - r > 0", []), ("q > 0", []), ("x > y", ["x >= y"]), ("Max(x, y) > x", []),
    ("x**n > 0", ["x != 0"]), ("x**n >= 0", []),
    ("x/y >= 0", ["x*z >= 0", "y*z > 0", "z != 0", "x != 5"][:1]), ("x >= 1", ["x**2 >= 1"]),
    ("x < 1", ["x**3 <= 1"]), ("sqrt(2) + sqrt(3) > 16/5", []),
    ("cos(x) > 0", []), ("x != 1", ["x**2 != 2"]), ("exp(x) > exp(y)", ["x >= y"]), ("log(2) + log(3) > log(6)", []),
    ("x + y > 0", ["x > 0"]),
    ("x**2 >= x", []), ("(-1)**n > 0", []), ("floor(x) == x", []), ("n**2 > n", []),
    ("x > 0", ["x*y > 0", "y**2 > 0"]), ("x**3 > 0", ["x**2 > 0"]),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "given"), HOLDS)
def test_what_holds_is_seen(statement: str, given: list[str]) -> None:
    assert always(statement, given=given)


@pytest.mark.parametrize(("statement", "given"), DOES_NOT_HOLD)
def test_what_fails_somewhere_is_not_seen(statement: str, given: list[str]) -> None:
    assert not always(statement, given=given)
