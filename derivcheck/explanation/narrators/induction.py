"""Induction: base and step."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import required
from derivcheck.engine.rules.induction import Induction, base, step
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Induction) -> Telling:
    variable, start, depth = evidence.variable, evidence.start, len(evidence.base)
    own = text(variable)
    parts = [
        Part(f"base, {own} = {start + k}", required(base(goal, variable, start, k)), part)
        for k, part in enumerate(evidence.base)
    ]
    before = "the place before" if depth == 1 else f"the {depth} places before"
    parts.append(Part(f"step, from {before}", required(step(goal, variable, start, depth)), evidence.step))
    return Telling(f"induction on {own}", tuple(parts))


NARRATOR = Narrator(Induction, tell)
