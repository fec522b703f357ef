"""Bounds near a place that has to be computed, and where proved bounds are sharp."""

from __future__ import annotations

import pytest

from tests.bounds.decided import decided

BOUNDS = [
    ("D(x*(1 + erf(x/sqrt(2)))/2, x) <= 1.13", "D(x*(1 + erf(x/sqrt(2)))/2, x) <= 1.12"),
    ("D(x*(1 + erf(x/sqrt(2)))/2, x) >= -0.13", "D(x*(1 + erf(x/sqrt(2)))/2, x) >= -0.12"),
    ("x*exp(-x) < 0.37", "x*exp(-x) < 0.36"),
    ("x*exp(-x**2/2) <= 0.61", "x*exp(-x**2/2) <= 0.6"),
    ("-p*log(p) <= 0.37", "-p*log(p) <= 0.36"),
]


@pytest.mark.parametrize(("true", "false"), BOUNDS)
def test_bounds_that_are_nearly_reached(true: str, false: str) -> None:
    assert decided(true, "x: real", "p: positive").verdict == "proved"
    assert decided(false, "x: real", "p: positive").verdict != "proved"


@pytest.mark.parametrize(
    ("claim", "remark"),
    [
        ("exp(x) >= 1 + x", "both sides are equal at x = 0"),
        ("x > 0 => x**2 + 1 >= 2*x", "sharp: strictly it is false at x = 1"),
        ("ForAll(x, x**2 >= 0)", "sharp: strictly it is false"),
        ("Abs(x + y) <= Abs(x) + Abs(y)", "both sides are equal at x = 0, y = 0"),
        ("2 >= 2", "both sides are equal"),
    ],
)
def test_places_of_equality_are_told(claim: str, remark: str) -> None:
    decision = decided(claim, "x, y: real")
    assert decision.verdict == "proved"
    assert remark in decision.remarks


@pytest.mark.parametrize("claim", ["exp(x) >= x", "exp(x) > x", "x**2 + 1 >= x", "x == x", "x > 0 => x > -1"])
def test_of_what_is_never_equal_nothing_is_told(claim: str) -> None:
    assert not [r for r in decided(claim, "x: real").remarks if "equal" in r or "sharp" in r]
