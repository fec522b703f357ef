"""Solutions that exist by the intermediate value theorem, beside the exact roots of polynomials."""

from __future__ import annotations

import pytest
from flint import fmpq_poly
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.engine.decide import decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single


def verdict(text: str, *declare: str) -> str:
    problem = single(text, declare=list(declare) or ["x: real"])
    return decide(elaborate(problem, problem.claims[0]), 10).verdict


@pytest.mark.parametrize("text", [
    "Exists(x, 1/x == 0)",
    "Exists(x, tan(x) == 100 and Abs(x - 2) < 1/10)",
    "Exists(x, floor(x) == 1/2)",
    "Exists(x, sign(x) == 1/2)",
    "Exists(x, Heaviside(x) == 1/4)",
    "Exists(x, Piecewise((x - 1, x < 0), (x + 1, True)) == 0)",
    "Exists(x, x**2 == 2 and x > 3/2)",
    "Exists(x, cos(x) == x and x < 73/100 and x > 0)",
    "Exists(x, log(x - 3) == 0 and x < 7/2)",
])  # fmt: skip
def test_jumps_poles_and_other_places_are_no_solutions(text: str) -> None:
    assert verdict(text) != "proved"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=3, max_size=4), st.integers(-4, 4), st.integers(1, 3))
def test_beside_the_exact_roots_of_polynomials(coefficients: list[int], low: int, width: int) -> None:
    text = " + ".join(f"({c})*x**{k}" for k, c in enumerate(coefficients))
    found = verdict(f"Exists(x, {low} < x and x < {low + width} and {text} == 0)")
    polynomial = fmpq_poly(coefficients)
    inside = polynomial == 0 or any(_may_lie(r, low, low + width) for r, _ in polynomial.complex_roots())
    assert found == "unknown" or (found == "proved") is inside or (found == "error" and not inside)


def _may_lie(root: object, low: int, high: int) -> bool:
    return bool(root.imag.contains(0) and root.real > low and root.real < high)  # type: ignore[attr-defined]
