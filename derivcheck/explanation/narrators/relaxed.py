"""Whole numbers, as real numbers."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.relaxed import Relaxed, relaxed
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Relaxed) -> Telling:
    part = Part("for real numbers", required(relaxed(goal)), evidence.part)
    return Telling("it holds for real numbers, too", (part,))


NARRATOR = Narrator(Relaxed, tell)
