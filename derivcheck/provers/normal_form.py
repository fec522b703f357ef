"""Normal form, with case distinctions.

Both sides are written as rational functions over kernels (symbols, exponentials, logarithms, roots, cosines …); they
are equal where both are defined if the difference is zero. An inequality holds if the signs of the
difference's factors say so. Where the sign of something matters (absolute values, maxima, pieces), the cases are
gone through one by one.
"""

from __future__ import annotations

from derivcheck.algebra.normal_form.answers import Cases, holds, vanishes
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.cases import Cases as CaseEvidence
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.op == "eq":
        answer = vanishes(difference(goal), goal.facts)
    else:
        answer = holds(goal.statement, goal.facts)
    if not isinstance(answer, Cases):
        return Vanishing() if answer.state in ("zero", "vacuous") else None
    parts: list[Evidence] = []
    for fact in answer.facts:
        part = prove(goal.assuming(fact))
        if part is None:
            return None
        parts.append(part)
    return CaseEvidence(answer.facts, tuple(parts))


PROVER = Prover(
    name="normal form",
    cost=10,
    attempt=attempt,
    proves=(
        Example("D(sigmoid(x), x) == sigmoid(x)*(1 - sigmoid(x))", ("x: real",)),
        Example("Abs(x*y) == Abs(x)*Abs(y)", ("x, y: real",)),
        Example("x**2 + y**2 >= 2*x*y", ("x, y: real",)),
    ),
    gives_up=(Example("sqrt(x + 2*sqrt(x - 1)) == 1 + sqrt(x - 1)", ("x: real",)),),
    corrupted=(
        (Example("Abs(x) == x", ("x: real",)), Vanishing()),
        (Example("x*x == x", ("x: real",)), Vanishing()),
    ),
)
