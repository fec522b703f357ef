"""Remainders."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.residues import Residues, residue
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Residues) -> Telling:
    own, modulus = evidence.variable, evidence.modulus
    pairs = enumerate(evidence.parts)
    parts = tuple(Part(f"remainder {r}", residue(goal, own, modulus, r), part) for r, part in pairs)
    return Telling(f"cases, by the remainder of {text(own)} divided by {modulus}", parts)


NARRATOR = Narrator(Residues, tell)
