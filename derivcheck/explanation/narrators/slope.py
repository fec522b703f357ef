"""Monotonicity, by the sign of the derivative."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.slope import Slope, obligations
from derivcheck.explanation.narrator import Narrator, Part, Telling, sides


def tell(goal: Goal, evidence: Slope) -> Telling:
    *inside, last = zip(obligations(goal), evidence.parts, strict=True)
    parts = (*sides("between two points of the domain", inside), Part("the derivative", *last))
    return Telling("its domain has no gaps, and its derivative there has one sign", parts)


NARRATOR = Narrator(Slope, tell)
