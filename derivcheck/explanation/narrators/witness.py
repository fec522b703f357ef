"""That there is a value, by showing one."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.witness import Witness, witnessed
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Witness) -> Telling:
    found = witnessed(goal, evidence.value)
    assert found is not None, "the kernel has accepted it"
    return Telling(f"such a value is {text(evidence.value)}", (Part("it satisfies", found[0], evidence.part),))


NARRATOR = Narrator(Witness, tell)
