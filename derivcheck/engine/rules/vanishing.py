"""The normal form decides."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, decided


@dataclass(frozen=True, slots=True)
class Vanishing(Evidence):
    """The normal form decides: the difference is zero, or the relation holds by signs."""


def check(goal: Goal, evidence: Vanishing) -> Support:
    return decided(goal)


RULE = Rule(Vanishing, check, "normal form")
