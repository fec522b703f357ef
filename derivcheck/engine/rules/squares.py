"""Equal squares of numbers that are not negative."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import ZERO, number, power, relation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, all_of, require_form


@dataclass(frozen=True, slots=True)
class Squares(Evidence):
    """Two nonnegative numbers are equal if their squares are."""

    left: Evidence
    right: Evidence
    squares: Evidence


def squared(goal: Goal) -> tuple[Goal, Goal, Goal]:
    """From left == right: left >= 0, right >= 0, left**2 == right**2."""
    left, right = goal.statement.args
    return (
        goal.about(relation("ge", left, ZERO)),
        goal.about(relation("ge", right, ZERO)),
        goal.about(relation("eq", power(left, number(2)), power(right, number(2)))),
    )


def check(goal: Goal, evidence: Squares) -> Support:
    require_form(goal, "eq")
    return all_of(list(zip(squared(goal), (evidence.left, evidence.right, evidence.squares), strict=True)))


RULE = Rule(Squares, check, "squares")
