"""Simplified by SymPy."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.rewritten import Rewritten
from derivcheck.explanation.narrator import Narrator, Telling


def tell(goal: Goal, evidence: Rewritten) -> Telling:
    return Telling(f"the difference is simplified to 0 by SymPy's {evidence.algorithm}, whose answer is trusted")


NARRATOR = Narrator(Rewritten, tell)
