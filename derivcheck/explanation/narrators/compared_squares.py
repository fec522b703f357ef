"""Inequalities, by the squares of both sides."""

from __future__ import annotations

from derivcheck.algebra.term import ONE, mul, relation, sub
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.compared_squares import ComparedSquares, excess, premises
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: ComparedSquares) -> Telling:
    whole = excess(goal) if evidence.multiplier is ONE else mul(evidence.multiplier, excess(goal))
    same = goal.about(relation("eq", whole, sub(evidence.larger, evidence.smaller)))
    sign, squares = premises(goal, evidence.larger, evidence.smaller)
    parts = [Part("the difference of both sides", same, "")] if whole is not excess(goal) else []
    parts += [Part("the first", sign, evidence.sign), Part("the squares", squares, evidence.squares)]
    return Telling("of two numbers the first of which is not negative, the squares are compared", tuple(parts))


NARRATOR = Narrator(ComparedSquares, tell)
