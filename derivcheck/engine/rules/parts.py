"""A conjunction, part by part."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, all_of, require_form


@dataclass(frozen=True, slots=True)
class Parts(Evidence):
    """Every part of a conjunction on its own."""

    parts: tuple[Evidence, ...]


def check(goal: Goal, evidence: Parts) -> Support:
    require_form(goal, "and")
    if len(goal.statement.args) != len(evidence.parts):
        raise Rejected("not every part has its evidence")
    return all_of([(goal.about(s), p) for s, p in zip(goal.statement.args, evidence.parts, strict=True)])


RULE = Rule(Parts, check)
