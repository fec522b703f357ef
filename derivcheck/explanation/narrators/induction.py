"""Induction: base and step."""

from __future__ import annotations

from derivcheck.algebra.term import substitute
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import is_decided, required
from derivcheck.engine.rules.induction import Induction, base, places, step
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Induction) -> Telling:
    variable, start, depth = evidence.variable, evidence.start, len(evidence.base)
    own = text(variable)
    parts = [
        Part(f"base, {own} = {start + k}", required(base(goal, variable, start, k)), part)
        for k, part in enumerate(evidence.base)
    ]
    last = required(step(goal, variable, start, depth))
    earlier = [substitute(goal.statement, {variable: place}) for place in places(goal, variable, start, depth)]
    known = [last.about(statement) for statement in earlier if is_decided(last.about(statement))]
    before = "the place before" if depth == 1 else f"the {depth} places before"
    parts += [Part("step, given at the place before" if depth == 1 else "given", part, "") for part in known]
    parts.append(Part("to be shown" if known else f"step, from {before}", last, evidence.step))
    return Telling(f"induction on {own}", tuple(parts))


NARRATOR = Narrator(Induction, tell)
