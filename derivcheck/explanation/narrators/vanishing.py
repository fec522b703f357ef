"""The normal form."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import decided
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.explanation.narrator import Narrator, Telling


def tell(goal: Goal, evidence: Vanishing) -> Telling:
    support = decided(goal)
    if not support.substantial:
        return Telling("what is assumed leaves nothing else")
    if support.trust == "solver":
        return Telling("a solver finds no numbers for which it is false")
    if goal.statement.op == "eq":
        return Telling("both sides are the same when multiplied out")
    return Telling("the signs of the parts leave nothing else")


NARRATOR = Narrator(Vanishing, tell)
