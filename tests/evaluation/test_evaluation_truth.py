"""Truth: three-valued comparisons, Kleene's logic, rounding with its ties, tensors."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest
from evaluation_claims import holds

CASES: list[tuple[str, Any]] = [
    ("1/2 == 2/4", True),
    ("1/2 != 2/4", False),
    ("1 < 2 < 3", True),
    ("1 < 2 < 2", False),
    ("2 <= 2", True),
    ("sqrt(2) < 1.5", True),
    ("sqrt(2) == 1.41421", False),
    ("sqrt(2)**2 == 2", "Overlapping"),
    ("sqrt(2)**2 <= 2", "Overlapping"),
    ("1/0 == 1", "Undefined"),
    ("1 == 2 and 1/0 == 1", False),
    ("1/0 == 1 and 1 == 2", False),
    ("1 == 1 and 1/0 == 1", "Undefined"),
    ("1 == 1 or 1/0 == 1", True),
    ("1 == 2 or 1/0 == 1", "Undefined"),
    ("1 == 2 => 1/0 == 1", True),
    ("1/0 == 1 => 1 == 1", True),
    ("1 == 1 => 1 == 2", False),
    ("1/0 == 1 => 1 == 2", "Undefined"),
    ("1 == 1 <=> 2 == 2", True),
    ("1 == 1 <=> 2 == 3", False),
    ("1 == 2 <=> 1/0 == 1", "Undefined"),
    ("not 1 == 2", True),
    ("sqrt(2)**2 == 2 or 1 == 1", True),
    ("I**2 == -1", True),
    ("exp(I) == 1", False),
    ("[1, 2] == [1, 2]", True),
    ("[1, 2] == [1, 3]", False),
    ("[1, sqrt(2)**2] == [2, 2]", False),
    ("[1, 1/0] == [2, 2]", "Undefined"),
    ("[[1, 2], [3, 4]] == [[1, 2], [3, 4]]", True),
    ("[0, 0] == 0", True),
    ("[0, 1] == 0", False),
    ("1 < oo", "Unsupported"),
    ("indicator(1/0 > 0) == 1", "Undefined"),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t for t, _ in CASES])
def test_truth(text: str, expected: Any) -> None:
    assert holds(text, "x: real", x=0) == expected


ROUNDINGS: list[tuple[str, bool]] = [
    ("1/8 ~= 0.12", True),
    ("1/8 ~= 0.13", True),
    ("1/8 ~= 0.125", True),
    ("1/8 ~= 0.1250", True),
    ("1/8 ~= 0.124", False),
    ("-1/8 ~= -0.12", True),
    ("-1/8 ~= -0.13", True),
    ("-1/8 ~= 0.13", False),
    ("1/3 ~= 0.33", True),
    ("1/3 ~= 0.34", False),
    ("0.5 ~= 0.50", True),
    ("0.504 ~= 0.50", True),
    ("0.506 ~= 0.50", False),
    ("0.5049 ~= 0.500", False),
    ("4.5 ~= 5", True),
    ("4.5 ~= 4", True),
    ("4.4 ~= 5", False),
    ("pi ~= 3.14159", True),
    ("pi ~= 3.14160", False),
    ("sigmoid(0.3275) ~= 0.5812", True),
    ("sigmoid(0.3275) ~= 0.5811", False),
    ("[pi, 1/8] ~= [3.14, 0.13]", True),
    ("[pi, 1/8] ~= [3.14, 0.14]", False),
    ("[[1/3]] ~= [[0.3]]", True),
    ("0.0005 ~= 1e-3", True),
    ("0.0004 ~= 1e-3", False),
    ("123456 ~= 1.23e5", True),
    ("123500 ~= 1.23e5", True),
    ("123501 ~= 1.23e5", False),
    ("140 ~= 1e2", True),
    ("151 ~= 1e2", False),
    ("101 ~= 1.00e2", False),
    ("100.4 ~= -1.00e2", False),
    ("-12.6 ~= -1.3E1", True),
]


@pytest.mark.parametrize(("text", "expected"), ROUNDINGS, ids=[t for t, _ in ROUNDINGS])
def test_rounding_accepts_ties_and_counts_trailing_zeros(text: str, expected: bool) -> None:
    assert holds(text, "x: real", x=0) is expected


def test_precision_decides_what_is_close() -> None:
    text = "exp(x) == exp(x + 1e-25)"
    assert holds(text, x=1, precision=64) == "Overlapping"
    assert holds(text, x=1, precision=256) is False


def test_strict_inequality_at_the_boundary() -> None:
    assert holds("x < 1/3", x=F(1, 3)) is False
    assert holds("x <= 1/3", x=F(1, 3)) is True


def test_quantifiers_over_ranges() -> None:
    declare = ("n: size", "i: index(n)", "x: real[n]")
    assert holds("ForAll(i, x[i] > 0)", *declare, sizes={"n": 2}, x=[1, 2]) is True
    assert holds("ForAll(i, x[i] > 1)", *declare, sizes={"n": 2}, x=[1, 2]) is False
    assert holds("Exists(i, x[i] > 1)", *declare, sizes={"n": 2}, x=[1, 2]) is True
    assert holds("Exists(i, x[i] > 2)", *declare, sizes={"n": 2}, x=[1, 2]) is False
    assert holds("Exists(i, 1/x[i] > 0)", *declare, sizes={"n": 2}, x=[0, 2]) is True
    assert holds("Exists(x, x > 1)", "x: real", x=0) is True
    assert holds("ForAll(x, x > 1)", "x: real", x=0) is False
    assert holds("Exists(x, x > x)", "x: real", x=0) == "Overlapping"
    assert holds("ForAll(x, x**2 >= 0)", "x: real", x=0) is True
    assert holds("ForAll(x, exp(x) > 0)", "x: real", x=0) == "Overlapping"
