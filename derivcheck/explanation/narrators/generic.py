"""Any index of a range."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import generic
from derivcheck.engine.rules.generic import Generic
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Generic) -> Telling:
    return Telling("for every index: take any one", (Part("there", generic(goal), evidence.part),))


NARRATOR = Narrator(Generic, tell)
