"""Counterexamples at numbers that cannot be written down, known by a change of sign."""

from __future__ import annotations

import pytest
from evaluation_claims import claim
from flint import fmpq, fmpq_poly
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.evaluation.instance import Instance, Zero
from derivcheck.evaluation.search.crossings import crossing
from derivcheck.evaluation.witness import refutes
from derivcheck.language.core import Call

WRONG = [
    ("x**2 == 2 => x == sqrt(2)", "x: real", (), "-1.41421"),
    ("x**2 == 2 => x == 1.41421356237309504880168872420969807856967187537694", "x: positive", (), "1.41421"),
    ("x != cos(x)", "x: real", (), "0.739085"),
    ("x**5 - x - 1 != 0", "x: real", (), "1.16730"),
    ("exp(x) == 1 + 2*x => x == 0", "x: real", (), "1.25643"),
    ("sin(x) == 0 <=> x == 0", "x: real", (), "3.14159"),
    ("x > 0", "x: real", ("x**2 == 2",), "-1.41421"),
    ("not Sum(x**k, (k, 1, 3)) == 1", "x: real", (), "0.543689"),
    ("stationary(x*exp(-x**2), x, a) => a == 1/sqrt(2)", "a: real", (), "-0.707107"),
    ("r*log(r) != -1/4", "r: real(0, 1)", (), "0.116101"),
    ("x**2 == 4 => x == 2", "x: real", (), "-2"),
    ("3*x == 1 => x == 1", "x: real", (), "1/3"),
]


@pytest.mark.parametrize(("text", "declared", "hypotheses", "value"), WRONG)
def test_refuted_where_both_sides_cross(text: str, declared: str, hypotheses: tuple[str, ...], value: str) -> None:
    found = crossing(claim(text, declared, *(["x: real"] if "a:" in declared else []), given=hypotheses))
    assert found is not None
    assert value in found.point.values()


TRUE = [
    "x**2 == 2 => x == sqrt(2) or x == -sqrt(2)",
    "x > 0 and x**2 == 2 => x == sqrt(2)",
    "exp(x) == 1 + 2*x => x == 0 or x > 1",
    "exp(x) > x",
    # Changes of sign without a zero: poles and jumps.
    "1/x == 0 => x == 5",
    "sec(x) == 0 => x == 5",
    "tan(x)/x**2 == 0 => Abs(x) > 3",
    "floor(x) == 1/2 => x == 5",
    "sign(x) == 1/2 => x == 5",
    "Piecewise((x - 1, x < 0), (x + 1, True)) == 0 => x == 5",
    "D(Abs(x - 1/3), x) == 0 => x == 5",
    "atan2(x, -1) == 0 => x == 5",
]


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_not_refuted(text: str) -> None:
    assert crossing(claim(text, "x: real")) is None


@pytest.mark.parametrize(("text", "low", "high"), [
    ("x**2 + 1 == 0 => x == 5", -2, 2),  # no zero at all
    ("x**2 - 2 == 0 => x == 5", 2, 3),  # not there
    ("x**2 - 2 == 0 => x == 5", -2, 2),  # no change of sign
    ("1/(x - 1/3) == 0 => x == 5", 0, 1),  # a pole
    ("floor(x) - 1/2 == 0 => x == 5", 0, 2),  # a jump
    ("log(x) == 0 => x == 5", -1, 2),  # undefined at one end
    ("x**2 - 2 == 0 => x == sqrt(2)", 1, 2),  # true
])
def test_a_number_that_is_no_zero_refutes_nothing(text: str, low: int, high: int) -> None:
    asked = claim(text, "x: real")
    assert isinstance(asked.statement, Call)
    premise = asked.statement.args[0]
    assert isinstance(premise, Call)
    zero = Zero(premise.args[0], premise.args[1], fmpq(low), fmpq(high))
    assert refutes(asked, Instance(values={("x", 0): zero})) is None


@pytest.mark.parametrize(("declared", "low", "high"), [
    ("positive", -1, 2), ("nonzero", -1, 2), ("integer", 0, 2), ("real(1, 2)", 0, 2),
])  # fmt: skip
def test_a_zero_has_to_be_what_is_declared(declared: str, low: int, high: int) -> None:
    asked = claim("x**3 - 2 == 0 => x == 5", f"x: {declared}")
    assert isinstance(asked.statement, Call)
    premise = asked.statement.args[0]
    assert isinstance(premise, Call)
    zero = Zero(premise.args[0], premise.args[1], fmpq(low), fmpq(high))
    assert refutes(asked, Instance(values={("x", 0): zero})) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-4, 4), min_size=4, max_size=4), st.integers(-12, 12))
def test_beside_the_exact_roots_of_polynomials(coefficients: list[int], quarter: int) -> None:
    bound = fmpq(quarter, 4)
    polynomial = fmpq_poly(coefficients)
    text = " + ".join(f"({c})*x**{k}" for k, c in enumerate(coefficients))
    found = crossing(claim(f"{text} == 0 => x < {quarter}/4", "x: real"))
    if found is not None:
        assert polynomial == 0 or any(_at_least(root, bound) for root, _ in polynomial.complex_roots())


def _at_least(root: object, bound: object) -> bool:
    return bool(root.imag.contains(0) and not root.real < bound)  # type: ignore[attr-defined]
