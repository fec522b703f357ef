"""A predicate by its definition."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.meaning import Meaning, by_definition
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Meaning) -> Telling:
    return Telling("by its definition", (Part("that is", by_definition(goal), evidence.part),))


NARRATOR = Narrator(Meaning, tell)
