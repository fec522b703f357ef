"""The last alternative."""

from __future__ import annotations

from derivcheck.algebra.term import negation
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.last import Last, last_alternative
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Last) -> Telling:
    facts = " and ".join(text(negation(e)) for e in goal.statement.args[:-1])
    return Telling(f"suppose {facts}", (Part("to be shown", last_alternative(goal), evidence.part),))


NARRATOR = Narrator(Last, tell)
