"""Facts that are not needed: nothing is said of them."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.forgotten import Forgotten, without
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Forgotten) -> Telling:
    return Telling("not all that is given is needed", (Part("", without(goal, evidence.facts), evidence.part),))


NARRATOR = Narrator(Forgotten, tell, silent=True)
