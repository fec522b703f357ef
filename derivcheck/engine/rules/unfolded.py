"""Recursions by their definitions."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.sequences.unfolding import TooLong, unfolded
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, required, support


@dataclass(frozen=True, slots=True)
class Unfolded(Evidence):
    """Values of recursions by their definitions, as far as the facts allow."""

    part: Evidence


def unfold(goal: Goal) -> Goal | None:
    """The goal with values of recursions by their definitions; equations among the facts are made use of."""
    try:
        return Goal(*unfolded(goal.statement, goal.facts))
    except TooLong:
        return None


def check(goal: Goal, evidence: Unfolded) -> Support:
    return support(required(unfold(goal)), evidence.part)


RULE = Rule(Unfolded, check)
