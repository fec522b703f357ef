"""An equation, by both inequalities."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.both_ways import BothWays, both_ways
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: BothWays) -> Telling:
    below, above = both_ways(goal)
    parts = Part("at most", below, evidence.below), Part("at least", above, evidence.above)
    return Telling("two numbers are equal if each is at most the other", parts)


NARRATOR = Narrator(BothWays, tell)
