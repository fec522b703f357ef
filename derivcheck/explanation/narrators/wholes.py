"""A whole and its parts."""

from __future__ import annotations

from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.wholes import Wholes, inequality
from derivcheck.explanation.narrator import Narrator, Part, Telling

_SAID = {
    1: "no term of a sum of terms that are not negative exceeds the sum",
    2: "a product of sums of terms that are not negative is at least the sum of their products",
}


def tell(goal: Goal, evidence: Wholes) -> Telling:
    fact, _ = inequality(goal, evidence.index, evidence.first, evidence.last, evidence.factors)
    part = Part(f"with {text(fact)}", goal.assuming(fact), evidence.part)
    return Telling(_SAID[len(evidence.factors)], (part,))


NARRATOR = Narrator(Wholes, tell)
