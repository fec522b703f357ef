"""The intermediate value theorem."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.intermediate import Intermediate, obligations
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Intermediate) -> Telling:
    low, high = evidence.low, evidence.high
    asked = zip(obligations(goal, low, high), evidence.parts, strict=True)
    parts = tuple(Part("to be shown", own, part) for own, part in asked)
    said = f"a continuous function that changes its sign between {text(low)} and {text(high)} is 0 in between"
    return Telling(said, parts)


NARRATOR = Narrator(Intermediate, tell)
