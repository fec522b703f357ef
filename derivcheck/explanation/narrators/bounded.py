"""Growth, by a constant and a place."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.bounded import Bounded, bounded
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Bounded) -> Telling:
    inner = required(bounded(goal, evidence.constant, evidence.place))
    grown = " and ".join(text(own) for own in goal.statement.args[2].args)
    part = Part(f"for {grown} from {evidence.place} on", inner, evidence.part)
    return Telling(f"the constant {text(evidence.constant)} bounds the quotient", (part,))


NARRATOR = Narrator(Bounded, tell)
