"""Absolute values of what has a known sign."""

from __future__ import annotations

from derivcheck.algebra.term import ZERO, relation
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.unsigned import Unsigned, without_magnitude
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Unsigned) -> Telling:
    sign = Part("the sign", goal.about(relation(evidence.op, evidence.argument, ZERO)), Vanishing())
    inner = without_magnitude(goal, evidence.argument, evidence.op)
    return Telling("an absolute value is written without bars", (sign, Part("that is", inner, evidence.part)))


NARRATOR = Narrator(Unsigned, tell)
