"""Mutants of true claims, put to the trusted algebra and to direct evaluation: the two must never contradict.

A mutant may happen to be true. Wrong is only one that the algebra confirms, before any cross-examination, and that is
rigorously false at a point where every condition of the proof holds.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.engine import kernel
from derivcheck.engine.goal import Question, questions
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.search.search import search
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.source import LanguageError

from .explicit import at, truth
from .family_claims import DECLARATIONS, FAMILIES, Family
from .mutations import mutants, sample

_SECONDS_OF_PROOF = 2.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """``state``: proved, refuted, proved outside of its conditions, unknown, not a claim, or conflict with ``what``."""

    state: str
    what: str = ""


def all_mutants() -> list[tuple[Family, str, str]]:
    """Every single slip in every true claim of the families: family, kind of slip, text."""
    found = [(f, kind, text) for f in FAMILIES for claim in f.true for kind, text in _of(claim)]
    return list(dict.fromkeys(found))


def _of(claim: str) -> list[tuple[str, str]]:
    return list(mutants(claim))


def some_mutants(random: Random, claims: int) -> list[tuple[Family, str, str]]:
    """One slip in each of so many true claims."""
    true = random.sample([(f, claim) for f in FAMILIES for claim in f.true], claims)
    return [(f, kind, text) for f, claim in true for kind, text in sample(claim, 1, random)]


def play(
    family: Family, written: str, points: int, seconds: float, seed: int = 5, declare: Sequence[str] = DECLARATIONS
) -> Outcome:
    """Ask the algebra for a proof and direct evaluation for a counterexample."""
    try:
        problem = single(written, declare=list(declare), define=list(family.define), given=list(family.given))
        claim = elaborate(problem, problem.claims[0])
    except LanguageError:
        return Outcome("not a claim")
    try:
        asked = questions(claim, claim.statement)
        proved = _proved(asked)
    except (Unsupported, NoDerivative):
        return Outcome("not a claim")
    found = search(claim, points, seed, time.process_time() + seconds)
    if found.witness is None:
        return Outcome("proved" if proved else "unknown")
    if not proved:
        return Outcome("refuted")
    if _outside(claim, asked, found.witness.instance):
        return Outcome("proved outside of its conditions")
    return Outcome("conflict", f"proved, but false at {found.witness.point}: {written}   given {list(family.given)}")


def _proved(asked: list[Question]) -> bool:
    """Whether the kernel accepts a proof of every question that speaks of at least one point."""
    supports = []
    for question in asked:
        try:
            evidence = Strategy(Budget(time.process_time() + _SECONDS_OF_PROOF, 12)).prove(question.goal)
            if evidence is None:
                return False
            supports.append(kernel.support(question.goal, evidence))
        except (OutOfTime, kernel.Rejected):
            return False
    return all(s.substantial for s in supports)


def _outside(claim: Claim, asked: list[Question], instance: object) -> bool:
    """Whether a condition under which the proof was made is false at the point."""
    point = at(instance)  # type: ignore[arg-type]
    return any(truth(expand(c), point) is False for q in asked for c in q.conditions)
