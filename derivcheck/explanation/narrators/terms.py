"""A sum is at least some of its terms."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.terms import Terms, terms_of_sum
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Terms) -> Telling:
    fact, _ = terms_of_sum(goal, evidence.total, evidence.indices, evidence.strict)
    part = Part(f"with {text(fact)}", goal.assuming(fact), evidence.part)
    sign = "positive" if evidence.strict else "not negative"
    return Telling(f"the terms of {text(evidence.total)} are {sign}", (part,))


NARRATOR = Narrator(Terms, tell)
