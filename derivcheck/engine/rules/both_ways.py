"""Two numbers are equal if each is at most the other."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import relation
from derivcheck.algebra.visible import is_complex
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, all_of, require_form


@dataclass(frozen=True, slots=True)
class BothWays(Evidence):
    """The left side is at most the right one, and the right one at most the left."""

    below: Evidence
    above: Evidence


def both_ways(goal: Goal) -> tuple[Goal, Goal]:
    left, right = goal.statement.args
    return goal.about(relation("le", left, right)), goal.about(relation("le", right, left))


def check(goal: Goal, evidence: BothWays) -> Support:
    require_form(goal, "eq")
    if is_complex(goal.statement):
        raise Rejected("complex numbers have no order")
    return all_of(list(zip(both_ways(goal), (evidence.below, evidence.above), strict=True)))


RULE = Rule(BothWays, check, "both inequalities")
