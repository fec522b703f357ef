"""Exponentials compared."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.exponentials import Exponentials, exponentiated
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Exponentials) -> Telling:
    part = Part("the exponential of the difference", exponentiated(goal), evidence.part)
    return Telling("two real numbers are equal if their exponentials are", (part,))


NARRATOR = Narrator(Exponentials, tell)
