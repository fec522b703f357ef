"""The normal form."""

from __future__ import annotations

from derivcheck.algebra import visible
from derivcheck.algebra.term import ZERO, relation, sub
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import decided, is_decided
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.explanation.narrator import Narrator, Part, Telling, is_impossible
from derivcheck.explanation.normal import factored

_LONGEST = 200

VACUOUS = "what is assumed leaves nothing else"
BY_SOLVER = "a solver finds no numbers for which it is false"
EQUAL = "both sides are the same when multiplied out"
BY_SIGNS = "the signs of the parts leave nothing else"
BY_DIFFERENCE = "the difference of both sides, factored, has a sign that can be seen"
FACTORED = "factored, it has a sign that can be seen"
#: All that is ever said of the normal form.
SAID = (VACUOUS, BY_SOLVER, EQUAL, BY_SIGNS)


def tell(goal: Goal, evidence: Vanishing) -> Telling:
    support = decided(goal)
    if not support.substantial and is_impossible(goal):
        return Telling(VACUOUS)
    if goal.statement.op == "eq":
        return Telling(EQUAL)
    if goal.statement.op in ("or", "and", "not", "true"):
        return Telling("it holds whichever of its parts are true")
    return _by_sign(goal) or Telling(BY_SOLVER if support.trust == "solver" else BY_SIGNS)


def _by_sign(goal: Goal) -> Telling | None:
    """What is told where the difference of both sides is a product whose sign can be seen."""
    if goal.statement.op not in ("le", "lt", "ge", "gt"):
        return None
    left, right = goal.statement.args
    whole = sub(right, left) if goal.statement.op in ("le", "lt") else sub(left, right)
    whole = left if right is ZERO and goal.statement.op in ("gt", "ge") else whole
    found = factored(whole, goal.facts)
    if found is ZERO:
        return Telling(EQUAL)
    if found is None or len(text(found)) > _LONGEST or found in (left, right):
        return None
    sign = goal.about(relation("gt" if goal.statement.op in ("lt", "gt") else "ge", found, ZERO))
    same = goal.about(relation("eq", whole, found))
    if not visible.follows(sign.statement, goal.facts) or not is_decided(same):
        return None
    if whole is left:
        return Telling(FACTORED, (Part("", same, ""),), shown=sign)
    return Telling(BY_DIFFERENCE, (Part("the difference", same, ""),))


NARRATOR = Narrator(Vanishing, tell)
