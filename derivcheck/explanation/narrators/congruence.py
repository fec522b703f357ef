"""Equations of whole numbers, by their remainders."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.congruence import Congruence, only_zeros
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Congruence) -> Telling:
    if evidence.equation is None or evidence.part is None:
        return Telling(f"the opposite has no solution among the remainders modulo {evidence.modulus}")
    zeros = f"modulo {evidence.modulus}, and so at all, only zeros solve {text(evidence.equation)}"
    inner = required(only_zeros(goal, evidence.equation, evidence.modulus))
    return Telling(f"suppose the opposite: {zeros}", (Part("with that", inner, evidence.part),))


NARRATOR = Narrator(Congruence, tell)
