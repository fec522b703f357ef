"""The mean value theorem."""

from __future__ import annotations

from derivcheck.algebra.domain import conditions
from derivcheck.algebra.term import relation
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.mean_value import MeanValue, obligations
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.explanation.narrator import PLAIN, Narrator, Part, Telling, is_impossible


def tell(goal: Goal, evidence: MeanValue) -> Telling:
    asked = obligations(goal, evidence.variable, evidence.place, evidence.apart)
    own, place = text(evidence.variable), text(evidence.place)
    start = len(conditions(evidence.place))
    principal = (start, (len(asked) + start + evidence.apart) // 2, len(asked) - 1)
    parts = [
        Part(_label(part, evidence, own, place), part, e)
        for k, (part, e) in enumerate(zip(asked, evidence.parts, strict=True))
        if part.statement not in part.facts
        and (k in principal or not isinstance(e, PLAIN))
        and not (isinstance(e, Vanishing) and is_impossible(part))
    ]
    shown = {(part.label, text(part.goal.statement)): part for part in parts}
    said = f"it holds at {own} = {place}, and from there on the derivative has the right sign"
    return Telling(said, tuple(shown.values()))


def _label(part: Goal, evidence: MeanValue, own: str, place: str) -> str:
    if relation("le", evidence.place, evidence.variable) in part.facts:
        return f"from {place} up to {own}"
    if relation("le", evidence.variable, evidence.place) in part.facts:
        return f"from {place} down to {own}"
    return f"at {own} = {place}"


NARRATOR = Narrator(MeanValue, tell)
