"""A recursion by its closed form."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.closed_form import ClosedForm, everywhere, replaced
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: ClosedForm) -> Telling:
    value, place, form = evidence.value, evidence.place, evidence.form
    first = Part("at every place", required(everywhere(goal, value, place, form)), evidence.proof)
    then = Part("put in", replaced(goal, value, place, form), evidence.part)
    return Telling("the sequence has a closed form", (first, then))


NARRATOR = Narrator(ClosedForm, tell)
