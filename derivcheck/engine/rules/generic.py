"""A statement about every index of a range, at one of which nothing else is known."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, generic, require_form, support


@dataclass(frozen=True, slots=True)
class Generic(Evidence):
    """What holds at an index of which only the range is known, holds at every index of the range."""

    part: Evidence


def check(goal: Goal, evidence: Generic) -> Support:
    require_form(goal, "every")
    return support(generic(goal), evidence.part)


RULE = Rule(Generic, check)
