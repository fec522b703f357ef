"""Bounds by mean values: true ones, their false variants, and inequalities over domains with holes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds.decided import decided

#: True bounds, with a place of equality: the constants in braces are changed by the test of false variants.
BOUNDS = [
    ("exp(x) >= 1 + {c}*x", "x: real"),
    ("log(p) <= {c}*(p - 1)", "p: positive"),
    ("p*log(p) >= {c}*(p - 1)", "p: positive"),
    ("softplus(x) >= log(2) + {c}*x/2", "x: real"),
    ("cosh(x) >= {c}*(1 + x**2/2)", "x: real"),
]


@pytest.mark.parametrize(("bound", "declaration"), BOUNDS)
def test_bounds_are_proved(bound: str, declaration: str) -> None:
    assert decided(bound.format(c=1), declaration).verdict == "proved"


@pytest.mark.parametrize(("bound", "declaration"), BOUNDS)
def test_a_constant_that_is_off_by_a_percent_is_refuted(bound: str, declaration: str) -> None:
    assert decided(bound.format(c="1.01"), declaration).verdict == "refuted"


@pytest.mark.parametrize(
    ("claim", "declaration"),
    [
        ("1/x >= -1", "x: nonzero"),
        ("1/x - 1 >= -(x - 1)", "x: nonzero"),
        ("tan(x) >= x", "x: nonnegative"),
        ("floor(x) >= x - exp(x)/8", "x: real"),
        ("sign(x)*exp(x) >= -exp(x) + 1/100", "x: real"),
        ("log(x**2) <= 2*(x - 1)", "x: nonzero"),
        ("exp(x) > 1 + x", "x: real"),
        ("log(p) < p - 1", "p: positive"),
    ],
)
def test_holes_jumps_and_equality_are_not_jumped_over(claim: str, declaration: str) -> None:
    assert decided(claim, declaration).verdict != "proved"


@pytest.mark.parametrize("function", ["tanh", "sin"])
def test_functions_that_do_not_stretch(function: str) -> None:
    claim = f"Abs({function}(x) - {function}(y)) <= "
    assert decided(claim + "Abs(x - y)", "x, y: real").verdict == "proved"
    assert decided(claim + "0.99*Abs(x - y)", "x, y: real").verdict == "refuted"
    assert decided(claim.replace("<=", "<") + "Abs(x - y)", "x, y: real").verdict == "refuted"


@settings(max_examples=25, deadline=None)
@given(st.integers(-3, 3), st.integers(-3, 3), st.integers(-2, 2))
def test_lines_below_the_exponential(slope: int, offset: int, scale: int) -> None:
    """exp(k x) >= a x + b for all x, exactly if a = 0 = k and b <= 1, or b <= (a/k) (1 - log(a/k)) for a/k >= 0."""
    import math

    verdict = decided(f"exp({scale}*x) >= {slope}*x + {offset}", "x: real").verdict
    if scale == 0:
        true = slope == 0 and offset <= 1
    elif slope == 0:
        true = offset <= 0
    else:
        ratio = slope / scale
        true = ratio > 0 and offset <= ratio * (1 - math.log(ratio)) + 1e-12
    assert verdict != ("refuted" if true else "proved")
