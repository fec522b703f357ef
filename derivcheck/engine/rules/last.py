"""The last alternative of a disjunction."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import negation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, require_form, support


@dataclass(frozen=True, slots=True)
class Last(Evidence):
    """The last alternative, the others being false."""

    part: Evidence


def last_alternative(goal: Goal) -> Goal:
    """From `a or b or c`: c, the others being false."""
    *earlier, last = goal.statement.args
    return goal.assuming(*(negation(e) for e in earlier)).about(last)


def check(goal: Goal, evidence: Last) -> Support:
    require_form(goal, "or")
    return support(last_alternative(goal), evidence.part)


RULE = Rule(Last, check)
