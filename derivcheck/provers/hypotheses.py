"""Hypotheses about arbitrary functions: used at the points that the claim speaks of.

What is said of all values, "f is convex" or "the derivative is Lipschitz", is used at the arguments at which the
function stands in the claim, as long as it brings in no other value of the function: a convex function lies above its
tangents there, a derivative vanishes at a minimum.
"""

from __future__ import annotations

from derivcheck.algebra.term import ONE, RELATIONS, make
from derivcheck.engine.consequents import consequents, known
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.consequence import Consequence, Flat
from derivcheck.engine.rules.last import Last, last_alternative
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.op == "or":
        part = attempt(last_alternative(goal), prove)
        return None if part is None else Last(part)
    return known(goal, [c for c in consequents(goal) if not c[0]], prove)


_CONVEX = ("x, y: real", "f: function(real)")
_FALSE = Example("convex(f(x), x) => f(y) >= f(x)", _CONVEX)

PROVER = Prover(
    name="hypotheses about functions",
    cost=12,
    concerns=RELATIONS | {"or"},
    attempt=attempt,
    proves=(Example("convex(f(x), x) => f(y) >= f(x) + D(f(x), x)*(y - x)", _CONVEX),),
    gives_up=(_FALSE,),
    corrupted=((_FALSE, Consequence(Flat(make("true"), (ONE,)), Vanishing())),),
)
