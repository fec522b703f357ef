"""Equal exponentials of real numbers."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import ONE, call, relation, sub
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, require_form, support


@dataclass(frozen=True, slots=True)
class Exponentials(Evidence):
    """Two real numbers are equal if their exponentials are."""

    part: Evidence


def exponentiated(goal: Goal) -> Goal:
    """From left == right: exp(left - right) == 1, which is the same for real numbers."""
    left, right = goal.statement.args
    return goal.about(relation("eq", call("exp", sub(left, right)), ONE))


def check(goal: Goal, evidence: Exponentials) -> Support:
    require_form(goal, "eq")
    return support(exponentiated(goal), evidence.part)


RULE = Rule(Exponentials, check, "exponentials")
