"""The inequality of Cauchy and Schwarz."""

from __future__ import annotations

from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import is_decided
from derivcheck.engine.rules.cauchy_schwarz import CauchySchwarz, inequality
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: CauchySchwarz) -> Telling:
    found = inequality(goal, evidence.first, evidence.second, evidence.mixed)
    assert found is not None, "the kernel has accepted it"
    fact = found[0]
    then = Part("with that", goal.assuming(fact), evidence.part)
    if is_decided(goal.about(fact)):
        return Telling("a case that says nothing", (then,))
    return Telling("by the inequality of Cauchy and Schwarz", (Part("for these sums", goal.about(fact), ""), then))


NARRATOR = Narrator(CauchySchwarz, tell, silent=True)
