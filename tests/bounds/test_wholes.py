"""A whole and its parts, and the signs of sums whose terms have one; beside what is true, what is nearly true."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds.decided import decided

NAMES = ("n: size", "i, j: index(n)", "p, q: positive[n]", "w: real[n]", "t: integer")
PAIRS = [
    ("Sum(p[i], i) == 1 => p[j] <= 1", "Sum(p[i], i) == 2 => p[j] <= 1"),
    ("Sum(p[i]*q[i], i) <= Sum(p[i], i)*Sum(q[i], i)", "Sum(p[i]*w[i], i) <= Sum(p[i], i)*Sum(w[i], i)"),
    ("Sum(p[i]**3, i) <= Sum(p[i], i)*Sum(p[i]**2, i)", "Sum(p[i]**3, i) <= Sum(p[i], i)*Sum(p[i], i)"),
    ("Sum(exp(2*w[i]), i) <= Sum(exp(w[i]), i)**2", "Sum(exp(3*w[i]), i) <= Sum(exp(w[i]), i)**2"),
    ("Sum(-p[i]*q[i], i) < 0", "Sum(-p[i]*w[i], i) < 0"),
    ("Sum(-p[i], (i, 1, t)) <= 0", "Sum(-p[i], (i, 1, t)) < 0"),
    ("Sum(p[i]*log(1 + q[i]), i) > 0", "Sum(p[i]*log(q[i]), i) > 0"),
]


@pytest.mark.parametrize(("true", "false"), PAIRS)
def test_parts_of_a_whole(true: str, false: str) -> None:
    assert decided(true, *NAMES).verdict == "proved"
    assert decided(false, *NAMES).verdict != "proved"


_VECTORS = st.lists(st.integers(-3, 3), min_size=1, max_size=4)


@settings(max_examples=10, deadline=None)
@given(_VECTORS, st.integers(1, 3), st.integers(1, 3))
def test_powers_of_sums_by_numbers(values: list[int], first: int, second: int) -> None:
    """What is proved of all vectors holds for this one."""
    claim = f"Sum(w[i]**{first + second}, i) <= Sum(w[i]**{first}, i)*Sum(w[i]**{second}, i)"
    verdict = decided(claim, *NAMES).verdict
    left = sum(v ** (first + second) for v in values)
    right = sum(v**first for v in values) * sum(v**second for v in values)
    assert verdict != "proved" or left <= right
