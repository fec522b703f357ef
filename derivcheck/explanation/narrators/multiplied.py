"""An equation multiplied by an invertible matrix."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.multiplied import Multiplied, multiplied
from derivcheck.explanation.narrator import Narrator, Part, Telling
from derivcheck.explanation.narrators.generic import any_entry


def tell(goal: Goal, evidence: Multiplied) -> Telling:
    inner, part = any_entry(required(multiplied(goal, evidence.matrix, evidence.side)), evidence.part)
    said = f"both sides are multiplied by an invertible matrix from the {evidence.side}: inverse times matrix is 1"
    return Telling(said, (Part("any of its entries", inner, part),))


NARRATOR = Narrator(Multiplied, tell)
