"""Inequalities, by chords of concave functions."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.chord import Chord, obligations
from derivcheck.explanation.narrator import Narrator, Part, Telling, sides


def tell(goal: Goal, evidence: Chord) -> Telling:
    e = evidence
    asked = obligations(goal, e.variable, e.first, e.last, e.apart)
    *ends, bend = zip(asked, e.parts, strict=True)
    parts = (*sides("at the ends", ends), Part("the second derivative", *bend))
    said = "the difference of both sides bends downwards, so it is nowhere smaller than at the ends"
    return Telling(f"{said}, {text(e.variable)} = {text(e.first)} and {text(e.last)}", parts)


NARRATOR = Narrator(Chord, tell)
