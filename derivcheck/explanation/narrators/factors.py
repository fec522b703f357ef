"""Growth, factor by factor."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.factors import Factors, factors
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Factors) -> Telling:
    asked = zip(factors(goal), evidence.parts, strict=True)
    parts = tuple(Part(f"factor {k}", own, part) for k, (own, part) in enumerate(asked, 1))
    return Telling("what stays below bounds factor by factor stays below their product", parts)


NARRATOR = Narrator(Factors, tell)
