"""Limits, integrals and series by their values."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.tending import Tending
from derivcheck.explanation.narrator import Narrator, Telling


def tell(goal: Goal, evidence: Tending) -> Telling:
    said = [f"an antiderivative is {text(found)}, as its derivative shows" for _, found in evidence.antiderivatives]
    by = f"by {evidence.algorithm}, whose answer is trusted" if evidence.algorithm else "by rules for limits"
    return Telling("; ".join([*said, f"limits are replaced by their values, {by}"]))


NARRATOR = Narrator(Tending, tell)
