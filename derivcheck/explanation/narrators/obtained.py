"""A value that exists, under a name."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.obtained import Obtained, obtained
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Obtained) -> Telling:
    inner = required(obtained(goal, evidence.fact))
    known = Part("take one", inner.about(inner.facts[-1]), "what is given")
    return Telling("that there is a value is given", (known, Part("with that", inner, evidence.part)))


NARRATOR = Narrator(Obtained, tell)
