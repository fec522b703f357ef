"""Any index of a range."""

from __future__ import annotations

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import generic
from derivcheck.engine.rules.generic import Generic
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Generic) -> Telling:
    inner, part = any_entry(generic(goal), evidence.part)
    return Telling("for every index: take any one", (Part("there", inner, part),))


def any_entry(goal: Goal, evidence: Evidence) -> tuple[Goal, Evidence]:
    """The statement at any index, where the evidence goes on to take one."""
    while isinstance(evidence, Generic):
        goal, evidence = generic(goal), evidence.part
    return goal, evidence


NARRATOR = Narrator(Generic, tell)
