"""Greatest common divisors and floors by divisors that vary, beside the numbers themselves."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.engine.decide import decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single


def verdict(text: str) -> str:
    problem = single(text, declare=["n, m: size", "a, b: integer"])
    return decide(elaborate(problem, problem.claims[0]), 10).verdict


_SMALL = st.integers(-3, 3)


@settings(max_examples=40, deadline=None)
@given(_SMALL, _SMALL, _SMALL, _SMALL, st.integers(1, 3))
def test_common_divisors_of_linear_terms(a: int, b: int, c: int, d: int, g: int) -> None:
    found = verdict(f"gcd(({a})*n + ({b}), ({c})*n + ({d})) == {g}")
    holds = all(math.gcd(a * n + b, c * n + d) == g for n in range(1, 120))
    assert (found == "proved") <= holds
    assert (found == "refuted") <= (not holds)


@settings(max_examples=25, deadline=None)
@given(_SMALL, _SMALL, _SMALL, _SMALL, st.integers(-1, 1))
def test_floors_by_a_divisor_that_varies(a: int, b: int, c: int, d: int, more: int) -> None:
    found = verdict(f"floor((n + ({a})*m + ({b}))/m) == ceiling((n + ({c})*m + ({d}))/m) + ({more})")
    pairs = [(n, m) for n in range(1, 12) for m in range(1, 12)]
    holds = all((n + a * m + b) // m == -(-(n + c * m + d) // m) + more for n, m in pairs)
    assert (found == "proved") <= holds
    assert (found == "refuted") <= (not holds)


@pytest.mark.parametrize("text", [
    "gcd(n, n + 2) == 1", "gcd(2*n, n + 1) == 1", "gcd(a, b) == gcd(a, a*b)", "gcd(a, a) == a", "gcd(a**2, b) == b",
    "floor(n/m)*m == n", "floor(a/b)*b <= a", "ceiling(n/m) == floor((n + m)/m)", "Mod(a, b) < b", "Mod(n, m) <= n - m",
])  # fmt: skip
def test_what_is_false_is_refuted(text: str) -> None:
    assert verdict(text) == "refuted"
