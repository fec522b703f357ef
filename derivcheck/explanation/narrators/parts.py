"""A conjunction."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.parts import Parts
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Parts) -> Telling:
    pairs = enumerate(zip(goal.statement.args, evidence.parts, strict=True), start=1)
    return Telling("each part on its own", tuple(Part(f"part {k}", goal.about(s), e) for k, (s, e) in pairs))


NARRATOR = Narrator(Parts, tell)
