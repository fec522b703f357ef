"""The alternatives of what is given."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.alternatives import Alternatives
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Alternatives) -> Telling:
    pairs = zip(evidence.fact.args, evidence.parts, strict=True)
    parts = tuple(Part(f"if {text(fact)}", goal.assuming(fact), part) for fact, part in pairs)
    return Telling("cases, as one of several things is given", parts)


NARRATOR = Narrator(Alternatives, tell)
