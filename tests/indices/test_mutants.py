"""The short form of `python -m tests.indices`: some mutants and some random sums, none of which may conflict."""

from __future__ import annotations

from collections import Counter
from random import Random

from . import mutants, random_sums

_MUTANTS = 40
_ROUNDS = 60


def test_no_mutant_is_confirmed_and_refuted() -> None:
    states: Counter[str] = Counter()
    for family, _, written in mutants.some_mutants(Random(1), _MUTANTS):
        outcome = mutants.play(family, written, points=16, seconds=1.0)
        assert outcome.state != "conflict", outcome.what
        states[outcome.state] += 1
    assert states["refuted"] > sum(states.values()) / 2, states


def test_random_sums_agree_with_their_normal_forms() -> None:
    states = Counter(random_sums.play(f"short:{number}") for number in range(_ROUNDS))
    decided = states["agreed"] + states["rewriting proved"] + states["slip seen"]
    assert decided > _ROUNDS / 2, states
