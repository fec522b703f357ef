"""Growth, by the limit of the quotient."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.quotient import Quotient, convergence
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Quotient) -> Telling:
    part = Part("finite is", required(convergence(goal)), evidence.part)
    return Telling("the quotient of both sides has a finite limit, so it is bounded from some place on", (part,))


NARRATOR = Narrator(Quotient, tell)
