"""Something that is shown first."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.lemma import Lemma
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Lemma) -> Telling:
    first = Part("first", goal.about(evidence.fact), evidence.proof)
    return Telling("in two steps", (first, Part("with that", goal.assuming(evidence.fact), evidence.part)))


NARRATOR = Narrator(Lemma, tell)
