"""Triangles of every shape: the normal form has the value of the written double sum, at sizes 1 to 4."""

from __future__ import annotations

from random import Random

import pytest

from . import random_sums
from .explicit import random_point

_SHAPES = {"x": ("n",), "y": ("n",), "p": ("n",), "u": ("m",), "A": ("n", "n"), "H": ("n", "n"), "W": ("m", "n")}
_SUMMANDS = (
    "x[l]*y[t]", "x[t]", "x[l]", "A[l, t]", "A[t, l]*x[l]", "x[l]*x[t]", "(x[l] - y[t])**2", "H[l, t]*x[t]",
    "x[l]*x[t]*A[l, i]",
)  # fmt: skip
_INNER = ("1, t", "1, t - 1", "2, t", "t, n", "t + 1, n", "t, n - 1", "1, t - 2")
_OUTER = ("1, n", "2, n", "1, n - 1")


@pytest.mark.parametrize("inner", _INNER)
@pytest.mark.parametrize("summand", _SUMMANDS)
def test_normal_form_of_a_triangle_has_its_value(summand: str, inner: str) -> None:
    random = Random(f"{summand} {inner}")
    outcomes = []
    for outer in _OUTER:
        s = random_sums.statement(f"Sum(Sum({summand}, (l, {inner})), (t, {outer})) == 0")
        assert s is not None
        points = [random_point(random, {**_SHAPES, "s": (), "r": ()}, frozenset("pr")) for _ in range(4)]
        outcomes += [random_sums.same_value(s, point) for point in points]
    assert "agreed" in outcomes
