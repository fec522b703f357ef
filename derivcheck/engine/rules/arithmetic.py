"""Arithmetic with whole numbers as such."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.signs.whole_numbers import contradiction
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support


@dataclass(frozen=True, slots=True)
class Arithmetic(Evidence):
    """A solver finds that the facts and the opposite of the statement have no solution, in whole numbers where the
    variables are such (``whole``), or even in real numbers."""

    whole: bool


def check(goal: Goal, evidence: Arithmetic) -> Support:
    found, vacuous = contradiction(goal.statement, goal.facts, evidence.whole)
    if not found:
        raise Rejected("the solver does not find a contradiction")
    return Support("solver", not vacuous)


RULE = Rule(Arithmetic, check, "arithmetic of whole numbers")
