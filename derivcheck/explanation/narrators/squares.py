"""Squares compared."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.squares import Squares, squared
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Squares) -> Telling:
    labels = ("the left side is not negative", "the right side is not negative", "the squares agree")
    own = (evidence.left, evidence.right, evidence.squares)
    parts = tuple(Part(label, part, e) for label, part, e in zip(labels, squared(goal), own, strict=True))
    return Telling("two numbers that are not negative are equal if their squares are", parts)


NARRATOR = Narrator(Squares, tell)
