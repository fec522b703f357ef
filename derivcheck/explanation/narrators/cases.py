"""Cases by a sign."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.cases import Cases
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Cases) -> Telling:
    pairs = zip(evidence.facts, evidence.parts, strict=True)
    parts = tuple(Part(f"if {text(fact)}", goal.assuming(fact), part) for fact, part in pairs)
    return Telling(f"cases, by the sign of {text(evidence.facts[0].args[0])}", parts)


NARRATOR = Narrator(Cases, tell, silent=True)
