"""The short form of `python -m tests.bounds`: some mutants, none of which may be both confirmed and refuted."""

from __future__ import annotations

from collections import Counter

from tests.bounds import mutants
from tests.indices.mutants import play

_MUTANTS = 40


def test_no_mutant_is_confirmed_and_refuted() -> None:
    states: Counter[str] = Counter()
    for family, declare, _, written in mutants.all_mutants()[:_MUTANTS]:
        outcome = play(family, written, points=24, seconds=0.5, declare=declare)
        assert outcome.state != "conflict", outcome.what
        states[outcome.state] += 1
    assert states["refuted"] > (_MUTANTS - states["not a claim"]) / 3, states


def test_there_are_mutants_of_every_kind() -> None:
    kinds = Counter(kind for _, _, kind, _ in mutants.all_mutants())
    assert set(kinds) == {
        "hypothesis dropped", "strictness", "turned round", "constant", "side", "implication turned round",
        "premise dropped",
    }  # fmt: skip
    assert kinds.total() > 1_500
