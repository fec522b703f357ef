"""Differences that are sums of squares."""

from __future__ import annotations

from derivcheck.algebra.term import ONE, ZERO, mul, relation
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.compared_squares import excess
from derivcheck.engine.rules.sum_of_squares import SumOfSquares
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: SumOfSquares) -> Telling:
    difference = excess(goal)
    whole = difference if evidence.multiplier is ONE else mul(evidence.multiplier, difference)
    parts = [Part("", goal.about(relation("eq", whole, evidence.total)), "")]
    parts += [Part("with", goal.about(factor), "") for factor in evidence.factors]
    if evidence.multiplier is ONE:
        return Telling("the difference of both sides is a sum of squares", tuple(parts))
    positive = Part("where", goal.about(relation("gt", evidence.multiplier, ZERO)), "")
    return Telling(
        f"the difference of both sides times {text(evidence.multiplier)} is a sum of squares", (*parts, positive)
    )


NARRATOR = Narrator(SumOfSquares, tell)
