"""A bound of an absolute value, by both signs."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.magnitude import Magnitude, both
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Magnitude) -> Telling:
    found = both(goal)
    assert found is not None, "the kernel has accepted it"
    parts = Part("the number", found[0], evidence.above), Part("its negative", found[1], evidence.below)
    return Telling("an absolute value is at most what the number and its negative are at most", parts)


NARRATOR = Narrator(Magnitude, tell)
