"""Conditions are read off the written expression, before anything is folded."""

from __future__ import annotations

import pytest
from algebra_claims import condition, conditions, confirmed, question

from derivcheck.algebra.term import TRUE

CONDITIONS = {
    "x/x": ["x != 0"],
    "0*log(x)": ["x > 0"],
    "x**0": [],
    "log(x**2)": ["x**2 > 0"],
    "sqrt(x)": ["x >= 0"],
    "x**(1/3)": ["x >= 0"],
    "x**(-1/2)": ["x > 0"],
    "x**(-2)": ["x != 0"],
    "x**n": ["x != 0 or n >= 0"],
    "0**x": ["x > 0"],
    "asin(x)": ["-1 <= x", "x <= 1"],
    "acosh(x)": ["x >= 1"],
    "atanh(x)": ["Abs(x) < 1"],
    "tan(x)": ["cos(x) != 0"],
    "coth(x)": ["x != 0"],
    "gamma(x)": ["x > 0 or floor(x) != x"],
    "exp(x) + atan(x) + Abs(x) + floor(x) + erf(x)": [],
    "Mod(x, y)": ["y != 0"],
    "1/(x - y)": ["x - y != 0"],
    "log(log(x))": ["x > 0", "log(x) > 0"],
    # pieces
    "Piecewise((1/x, x != 0), (0, True))": [],
    "Piecewise((log(x), x > 0))": ["x <= 0 or x > 0", "x > 0"],
    # under a derivative: open domains, no kinks
    "D(sqrt(x), x)": ["x > 0"],
    "D(Abs(x), x)": ["x != 0"],
    "D(relu(x), x)": ["x != 0"],
    "D(sign(x), x)": ["x != 0"],
    "D(Max(x, y), x)": ["y != x"],
    "D(floor(x), x)": ["floor(x) != x"],
    "D(asin(x), x)": ["-1 < x", "x < 1"],
    "D(x**2, x)": [],
    "D(Abs(y), x)": [],
}


@pytest.mark.parametrize("written", CONDITIONS)
def test_conditions_say_where_an_expression_is_defined(written: str) -> None:
    """The expected conditions follow from those that are read, and the other way round."""
    read = [c for c in conditions(written) if c not in ("x == 0 or x != 0", "x <= 0 or x > 0")]
    expected = [c for c in CONDITIONS[written] if c not in ("x == 0 or x != 0", "x <= 0 or x > 0")]
    for wanted in expected:
        assert wanted in read or confirmed(wanted, given=read), (wanted, read)
    for found in read:
        assert found in expected or confirmed(found, given=expected), (found, expected)


@pytest.mark.parametrize(("claim", "expected"), [
    ("sqrt(x*y) == sqrt(x)*sqrt(y)", ["x*y >= 0", "x >= 0", "y >= 0"]),
    ("0*log(x) == 0", ["x > 0"]),
    ("x == 0 or 1/x != 0", []),
    ("D(Abs(x), x) == sign(x)", ["x != 0"]),
    ("sign(x) == x/Abs(x)", ["Abs(x) != 0"]),
    ("(x**2)**(1/2) == x", ["x**2 >= 0"]),
])  # fmt: skip
def test_conditions_of_a_statement_are_those_of_both_sides(claim: str, expected: list[str]) -> None:
    assert [repr(c) for c in question(claim).conditions] == expected


def test_conditions_are_never_folded_away() -> None:
    assert "x != 0" in conditions("(x - x)/x + 0*y")
    assert "log(y) != 0" in conditions("0/log(y)")
    assert condition("x/x == 1") is not TRUE
