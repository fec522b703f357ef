"""Convexity, by second derivatives."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.curvature import Curvature, obligations
from derivcheck.explanation.narrator import Narrator, Part, Telling, sides


def tell(goal: Goal, evidence: Curvature) -> Telling:
    *inside, last = zip(obligations(goal), evidence.parts, strict=True)
    parts = (*sides("between two points of the domain", inside), Part("the second derivative", *last))
    return Telling("its domain is convex, and its second derivative there is nowhere negative", parts)


NARRATOR = Narrator(Curvature, tell)
