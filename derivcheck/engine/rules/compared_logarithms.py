"""Positive numbers compare as their logarithms do."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import INEQUALITIES, ZERO, call, relation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import NotApplicable, Rule, Support, all_obligations


@dataclass(frozen=True, slots=True)
class ComparedLogarithms(Evidence):
    """Both sides are positive, and the same relation holds between their logarithms."""

    parts: tuple[Evidence, ...]


def obligations(goal: Goal) -> tuple[Goal, ...]:
    """That the sides are positive, and how their logarithms compare. Raises NotApplicable."""
    if goal.statement.op not in INEQUALITIES:
        raise NotApplicable("not an inequality")
    left, right = goal.statement.args
    compared = relation(goal.statement.op, call("log", left), call("log", right))
    return (*(goal.about(relation("gt", side, ZERO)) for side in (left, right)), goal.about(compared))


def check(goal: Goal, evidence: ComparedLogarithms) -> Support:
    return all_obligations(lambda: obligations(goal), evidence.parts)


RULE = Rule(ComparedLogarithms, check, "logarithms")
