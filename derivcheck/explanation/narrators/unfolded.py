"""Recursions by their definitions."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.unfolded import Unfolded, unfold
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Unfolded) -> Telling:
    part = Part("written out", required(unfold(goal)), evidence.part)
    return Telling("the recursion is written out by its definition", (part,))


NARRATOR = Narrator(Unfolded, tell, silent=True)
