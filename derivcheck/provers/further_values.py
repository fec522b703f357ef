"""Further values of arbitrary functions: hypotheses that bring in a value which the claim does not mention.

Jensen's inequality for three points owes to the slope at their mean, a monotone gradient to the values of the function.
"""

from __future__ import annotations

from derivcheck.algebra.term import ONE, RELATIONS, make
from derivcheck.engine.consequents import consequents, known
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.consequence import Above, Consequence
from derivcheck.engine.rules.last import Last, last_alternative
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_NEW = 2


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.op == "or":
        part = attempt(last_alternative(goal), prove)
        return None if part is None else Last(part)
    found = [c for c in consequents(goal) if c[0] <= _MOST_NEW]
    return known(goal, [c for c in found if c[0] == found[0][0]], prove)


_CONVEX = ("x, y: real", "f: function(real)")
_FALSE = Example("convex(f(x), x) => D(f(x), x) >= D(f(y), y)", _CONVEX)

PROVER = Prover(
    name="further values of functions",
    cost=57,
    concerns=RELATIONS | {"or"},
    attempt=attempt,
    proves=(Example("convex(f(x), x) => (D(f(x), x) - D(f(y), y))*(x - y) >= 0", _CONVEX),),
    gives_up=(_FALSE,),
    corrupted=((_FALSE, Consequence(Above(make("true"), (ONE,), (ONE,)), Vanishing())),),
)
