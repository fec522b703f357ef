"""The short form of `python -m tests.matrices`: some mutants and some random matrices, none of which may conflict."""

from __future__ import annotations

from collections import Counter

from tests.indices.mutants import play

from . import mutants, random_blocks, random_matrices
from .mutants import Family

_MUTANTS = 25
_ROUNDS = 60


def test_no_mutant_is_confirmed_and_refuted() -> None:
    states: Counter[str] = Counter()
    for family, declare, _, written in mutants.all_mutants()[:_MUTANTS]:
        outcome = play(family, written, points=12, seconds=1.0, declare=declare)
        assert outcome.state != "conflict", outcome.what
        states[outcome.state] += 1
    assert states["refuted"] > (_MUTANTS - states["not a claim"]) / 2, states


def test_a_power_by_more_than_one_step_is_that_many_factors() -> None:
    nothing = Family("powers", (), ())
    declare = ("n: size", "t: natural", "A: real[n, n]")
    for written, state in (("A**(t + 2) == A @ A**t", "refuted"), ("A**(t + 2) == A @ A**t @ A", "proved")):
        assert play(nothing, written, points=12, seconds=1.0, declare=declare).state == state


def test_random_matrices_agree_with_their_normal_forms() -> None:
    states = Counter(random_matrices.play(f"short:{number}") for number in range(_ROUNDS))
    assert states["agreed"] + states["agreed, with a sign"] > _ROUNDS / 2, states
    assert states["agreed, with a sign"] > _ROUNDS / 20, states


def test_random_blocks_agree_with_their_normal_forms() -> None:
    states = Counter(random_blocks.play(f"short:{number}") for number in range(_ROUNDS // 2))
    assert states["agreed"] + states["agreed, with a sign"] > _ROUNDS / 4, states
