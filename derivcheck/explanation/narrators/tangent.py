"""Inequalities, by tangents of convex functions."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.tangent import Tangent, obligations
from derivcheck.explanation.narrator import Narrator, Part, Telling, sides


def tell(goal: Goal, evidence: Tangent) -> Telling:
    asked = obligations(goal, evidence.variables, evidence.place)
    *inside, bend, tangent = zip(asked, evidence.parts, strict=True)
    parts = (*sides("on the way", inside), Part("the second derivative", *bend), Part("the tangent", *tangent))
    at = ", ".join(f"{text(v)} = {text(a)}" for v, a in zip(evidence.variables, evidence.place, strict=True))
    return Telling(f"the difference of both sides bends upwards, so it lies above its tangent at {at}", parts)


NARRATOR = Narrator(Tangent, tell)
