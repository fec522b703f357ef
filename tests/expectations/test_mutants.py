"""The short form of `python -m tests.expectations`."""

from __future__ import annotations

from collections import Counter
from random import Random

from .mutants import outcome, some_mutants

_MUTANTS = 60


def test_no_mutant_is_confirmed_and_refuted() -> None:
    states: Counter[str] = Counter()
    for family, _, written in some_mutants(Random(3), _MUTANTS):
        found = outcome(family, written)
        assert found.state != "conflict", found.what
        states[found.state] += 1
    assert states["refuted"] > sum(states.values()) / 2, states
