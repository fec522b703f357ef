"""Mutants of true claims about expectations: the algebra and direct evaluation must never contradict each other."""

from __future__ import annotations

from random import Random

from tests.indices.family_claims import Family
from tests.indices.mutants import Outcome, play

from .claims import DECLARATIONS, FAMILIES
from .mutations import mutants


def all_mutants() -> list[tuple[Family, str, str]]:
    """Every single slip in every true claim: family, kind of slip, text."""
    return [(f, kind, text) for f in FAMILIES for claim in f.true for kind, text in mutants(claim)]


def some_mutants(random: Random, count: int) -> list[tuple[Family, str, str]]:
    return random.sample(all_mutants(), count)


def outcome(family: Family, written: str, points: int = 24, seconds: float = 2.0) -> Outcome:
    return play(family, written, points, seconds, declare=DECLARATIONS)
