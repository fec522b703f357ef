"""The sign of a sine or cosine."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.half_turn import HalfTurn, obligations
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: HalfTurn) -> Telling:
    asked = zip(obligations(goal, evidence.number), evidence.parts, strict=True)
    wave = "sine" if goal.statement.args[0].args[0] == "sin" else "cosine"
    return Telling(f"the {wave} keeps its sign in a half turn", tuple(Part("the angle", *part) for part in asked))


NARRATOR = Narrator(HalfTurn, tell)
