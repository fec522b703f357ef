"""Facts that are not needed, and in the way of an induction."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import Term
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, support


@dataclass(frozen=True, slots=True)
class Forgotten(Evidence):
    """The goal holds without these facts, too."""

    facts: tuple[Term, ...]
    part: Evidence


def without(goal: Goal, facts: tuple[Term, ...]) -> Goal:
    return Goal(goal.statement, tuple(f for f in goal.facts if f not in facts))


def check(goal: Goal, evidence: Forgotten) -> Support:
    return support(without(goal, evidence.facts), evidence.part)


RULE = Rule(Forgotten, check)
