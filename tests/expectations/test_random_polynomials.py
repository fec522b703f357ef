"""The short form of ``python -m tests.expectations polynomials``."""

from __future__ import annotations

from collections import Counter

from .random_polynomials import play

_ROUNDS = 50


def test_expectations_of_random_polynomials_agree_with_direct_evaluation() -> None:
    states: Counter[str] = Counter()
    for seed in range(_ROUNDS):
        state, what = play(seed)
        assert state not in ("conflict", "slip not seen"), what
        states[state] += 1
    assert states["agreed"] > _ROUNDS / 2, states
