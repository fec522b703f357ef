"""Bounds that are missed by very little are refuted near where they are reached; those that hold are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.evaluation.search.ascent import ascent
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single


def _claim(text: str, *given_: str) -> Claim:
    problem = single(text, declare=["x: real"], given=list(given_))
    return elaborate(problem, problem.claims[0])


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("sin(x) + cos(x) <= 1.41421", "sin(x) + cos(x) <= 1.41422"),
        ("x*sigmoid(x) >= -0.27846", "x*sigmoid(x) >= -0.27847"),
        ("x*exp(-x) < 0.367879", "x*exp(-x) < 0.36788"),
        ("1.128904 > D(x*(1 + erf(x/sqrt(2)))/2, x)", "1.128905 > D(x*(1 + erf(x/sqrt(2)))/2, x)"),
        ("x**4 - x >= -0.47247", "x**4 - x >= -0.47248"),
    ],
)
def test_a_digit_decides(wrong: str, right: str) -> None:
    found = ascent(_claim(wrong))
    assert found is not None
    assert len(str(found.point["x"])) < 16
    assert ascent(_claim(right)) is None


def test_hypotheses_are_kept() -> None:
    assert ascent(_claim("x*exp(-x) < 0.367879", "x > 2")) is None
    assert ascent(_claim("x*exp(-x) < 0.367879", "x > 0")) is not None


@settings(max_examples=40, deadline=None)
@given(st.fractions(-3, 3, max_denominator=50), st.integers(1, 6))
def test_the_top_of_a_parabola_is_found(top: object, digits: int) -> None:
    """-(x - top)**2 <= -10**-k fails just around the top, <= 0 does not."""
    assert ascent(_claim(f"-(x - ({top}))**2 <= -1/10**{2 * digits}")) is not None
    assert ascent(_claim(f"-(x - ({top}))**2 <= 0")) is None
