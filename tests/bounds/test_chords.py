"""Chords of concave functions, and the signs of sines and cosines; beside what is true, what is nearly true."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds.decided import decided

PAIRS = [
    ("0 <= x and x <= pi/2 => sin(x) >= 2*x/pi", "0 <= x and x <= pi => sin(x) >= 2*x/pi"),
    ("0 <= x and x <= 1 => log(1 + x) >= x*log(2)", "0 <= x and x <= 2 => log(1 + x) >= x*log(2)"),
    ("1 <= x and x <= 4 => sqrt(x) >= (x + 2)/3", "1 <= x and x <= 4 => sqrt(x) >= (x + 3)/3"),
    ("0 < x and x < 1 => exp(x) < 1 + (E - 1)*x", "0 <= x and x <= 1 => exp(x) < 1 + (E - 1)*x"),
    ("-1 <= x and x <= 1 => cosh(x) <= cosh(1)", "-1 <= x and x <= 2 => cosh(x) <= cosh(1)"),
    ("0 < x and x < pi => sin(x) > 0", "0 <= x and x < pi => sin(x) > 0"),
    ("0 <= x and x <= pi => sin(x) >= 0", "-1 <= x and x <= pi => sin(x) >= 0"),
    ("-pi/2 < x and x < pi/2 => cos(x) > 0", "-pi/2 < x and x < pi => cos(x) > 0"),
    ("pi/2 < x and x < pi => cos(x) < 0", "pi/3 < x and x < pi => cos(x) < 0"),
    ("x < 3 => x < pi", "x < 3.15 => x < pi"),
    ("x < 2 => x < E", "x < 2.72 => x < E"),
]


@pytest.mark.parametrize(("true", "false"), PAIRS)
def test_between_two_places(true: str, false: str) -> None:
    assert decided(true, "x: real").verdict == "proved"
    assert decided(false, "x: real").verdict != "proved"


def test_an_end_outside_of_what_the_variable_may_be_is_not_taken_for_granted() -> None:
    """sqrt is concave where it is defined; between -1 and 1 it is not."""
    assert decided("-1 < p and p < 1 => sqrt(p) >= 1", "p: positive").verdict == "refuted"
    assert decided("-1 <= p and p <= 1 => -exp(p) >= -E - p", "p: positive").verdict == "proved"


@settings(max_examples=15, deadline=None)
@given(st.integers(-3, 2), st.integers(1, 3), st.integers(-3, 3), st.sampled_from(["exp", "cosh", "softplus"]))
def test_secants_of_convex_functions(first: int, width: int, slope: int, name: str) -> None:
    """A line through f(first) with some slope is above f on the interval if and only if it is at the other end."""
    import math

    f = {"exp": math.exp, "cosh": math.cosh, "softplus": lambda x: math.log1p(math.exp(x))}[name]
    last = first + width
    line = f"{name}({first}) + {slope}*(x - ({first}))"
    found = decided(f"{first} <= x and x <= {last} => {name}(x) <= {line}", "x: real").verdict
    assert found == ("proved" if f(last) <= f(first) + slope * width else "refuted")
