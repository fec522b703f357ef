"""Arithmetic with whole numbers."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.arithmetic import Arithmetic
from derivcheck.explanation.narrator import Narrator, Telling


def tell(goal: Goal, evidence: Arithmetic) -> Telling:
    kind = "whole numbers" if evidence.whole else "numbers"
    return Telling(f"a solver finds no {kind} for which it is false")


NARRATOR = Narrator(Arithmetic, tell)
