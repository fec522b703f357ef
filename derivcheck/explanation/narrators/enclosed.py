"""Constants compared in numbers."""

from __future__ import annotations

from flint import arb, ctx

from derivcheck.algebra.signs.enclosure import enclose
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.enclosed import Enclosed
from derivcheck.explanation.narrator import Narrator, Telling


def tell(goal: Goal, evidence: Enclosed) -> Telling:
    left, right = (_decimal(enclose(side, evidence.precision)) for side in goal.statement.args)
    return Telling(f"calculated with error bounds: {left} on the left, {right} on the right")


def _decimal(ball: object) -> str:
    with ctx.workprec(64):
        return str(arb(ball).str(8, radius=False))


NARRATOR = Narrator(Enclosed, tell)
