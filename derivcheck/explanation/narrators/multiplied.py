"""An equation multiplied by an invertible matrix."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.multiplied import Multiplied, multiplied
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Multiplied) -> Telling:
    part = Part("entry by entry", required(multiplied(goal, evidence.matrix, evidence.side)), evidence.part)
    said = f"both sides are multiplied by an invertible matrix from the {evidence.side}: inverse times matrix is 1"
    return Telling(said, (part,))


NARRATOR = Narrator(Multiplied, tell)
