"""Small angles."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.angle import Angle
from derivcheck.explanation.narrator import Narrator, Telling


def tell(goal: Goal, evidence: Angle) -> Telling:
    times = evidence.multiple
    return Telling(f"the difference is a small angle, and {times} times it has the cosine 1, so it is 0")


NARRATOR = Narrator(Angle, tell)
