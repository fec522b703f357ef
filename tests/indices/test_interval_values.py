"""Sums with brackets, and with entries that are 0 outside of their axes: the normal form has the value of what is
written, at sizes 1 to 4, whatever stands for an entry outside of its axis."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from . import random_sums
from .explicit import Point

_DECLARATIONS = (
    "n, m: size", "i, j: index(n)", "a: index(m)", "o: real[0..n], zero_outside", "q: real[0..m], zero_outside",
    "W: real[0..n, 0..m], zero_outside", "x: real[n]", "r: positive", "s: real",
)  # fmt: skip
_ENDS = ("0", "1", "2", "i", "j", "a", "n", "m", "n + 1", "i + 1", "i - j", "n - a", "n + m", "-1")
_BEYOND = Fraction(7, 3)


def _place(random: Random, index: str) -> str:
    return random.choice((index, index, f"{random.choice(_ENDS)} - {index}", f"{index} - {random.choice(_ENDS)}"))


def _factor(random: Random, indices: list[str]) -> str:
    own = _place(random, random.choice(indices))
    kind = random.choice("oooqqqWb1sr")
    if kind in "oq":
        return f"{kind}[{own}]"
    if kind == "W":
        return f"W[{own}, {_place(random, random.choice(indices))}]"
    if kind == "b":
        return f"indicator({own} {random.choice(('<=', '<', '>=', '!='))} {random.choice(_ENDS)})"
    return {"1": "2", "s": f"(s + {indices[0]})", "r": f"exp(s*{indices[-1]})"}[kind]


def _sum(random: Random) -> str:
    indices = ["l", "t"] if random.random() < 0.5 else ["l"]
    factors = [_factor(random, indices) for _ in range(random.choice((1, 2, 2, 3)))]
    if len(indices) == 2 and random.random() < 0.6:
        factors.append(random.choice(("o[t - l]", "q[t - l]", "indicator(l <= t)", "o[l + t]", "W[t - l, l]")))
    body = "*".join(factors)
    for index in indices:
        body = f"Sum({body}, ({index}, {random.choice(_ENDS)}, {random.choice(_ENDS)}))"
    return body


def _points(random: Random) -> list[Point]:
    found = []
    for _ in range(4):
        n, m = random.choice((1, 2, 2, 3, 4)), random.choice((1, 2, 3))
        scalars = {"s": Fraction(random.randint(-2, 2), 2), "r": Fraction(random.randint(1, 3))}
        scalars |= {"i": Fraction(random.randint(1, n)), "j": Fraction(random.randint(1, n))}
        scalars["a"] = Fraction(random.randint(1, m))
        tensors = {name: _entries(random, end + 1) for name, end in (("o", n), ("q", m), ("x", n - 1))}
        tensors["W"] = [_entries(random, m + 1) for _ in range(n + 1)]
        found.append(Point({"n": n, "m": m}, scalars, tensors, _BEYOND))
    return found


def _entries(random: Random, count: int) -> list[Fraction]:
    return [Fraction(random.randint(-6, 6), random.randint(1, 3)) for _ in range(count)]


@pytest.mark.parametrize("seed", range(12))
def test_normal_form_of_sums_with_brackets_has_their_value(seed: int) -> None:
    random = Random(f"intervals {seed}")
    outcomes = []
    for _ in range(12):
        s = random_sums.statement(f"{_sum(random)} == 0", _DECLARATIONS)
        outcomes += [random_sums.same_value(s, point) for point in _points(random)] if s else []
    assert "agreed" in outcomes
