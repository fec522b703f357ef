"""An equation that cannot hold, as one side is greater."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.denied import Denied, opposite
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Denied) -> Telling:
    inner = required(opposite(goal, evidence.fact, evidence.op))
    return Telling("the equation cannot hold, as one side is greater", (Part("the sides", inner, evidence.part),))


NARRATOR = Narrator(Denied, tell)
