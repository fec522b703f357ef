"""All values of a variable, by any one of them."""

from __future__ import annotations

from derivcheck.algebra.term import negation
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rules.arbitrary import Arbitrary, arbitrary
from derivcheck.engine.rules.last import Last, last_alternative
from derivcheck.explanation.narrator import Narrator, Part, Telling


def tell(goal: Goal, evidence: Arbitrary) -> Telling:
    inner, part = arbitrary(goal), evidence.part
    while isinstance(part, Arbitrary):
        inner, part = arbitrary(inner), part.part
    if isinstance(part, Last):
        label = f"where {' and '.join(text(negation(e)) for e in inner.statement.args[:-1])}"
        return Telling("for all values: take any", (Part(label, last_alternative(inner), part.part),))
    return Telling("for all values: take any", (Part("there", inner, part),))


NARRATOR = Narrator(Arbitrary, tell)
