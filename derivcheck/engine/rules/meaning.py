"""A predicate by its definition."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.quantified import meant
from derivcheck.engine.rule import Rule, Support, require_form, support


@dataclass(frozen=True, slots=True)
class Meaning(Evidence):
    """What the predicate says in other words."""

    part: Evidence


def by_definition(goal: Goal) -> Goal:
    return goal.about(meant(goal.statement))


def check(goal: Goal, evidence: Meaning) -> Support:
    require_form(goal, "predicate")
    return support(by_definition(goal), evidence.part)


RULE = Rule(Meaning, check, "definition")
