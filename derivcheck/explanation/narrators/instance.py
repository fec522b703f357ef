"""A fact about all values, used at one."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import is_decided
from derivcheck.engine.rules.instance import Instance, instantiated
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Instance) -> Telling:
    found = instantiated(evidence.fact, evidence.values)
    assert found is not None, "the kernel has accepted it"
    at = ", ".join(map(text, evidence.values))
    then = Part("with that", goal.assuming(found[0]), evidence.part)
    if is_decided(goal.about(found[0])):
        return Telling("a case that says nothing", (then,))
    known = Part("it says", goal.about(found[0]), "what is given")
    return Telling(f"what is given for all values is used at {at}", (known, then))


NARRATOR = Narrator(Instance, tell, silent=True)
