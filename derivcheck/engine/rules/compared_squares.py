"""An inequality between a number and one that is not negative holds if it holds between their squares."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import ONE, TWO, ZERO, Term, mul, power, relation, sub
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, all_of, decided, require_defined, weakest


@dataclass(frozen=True, slots=True)
class ComparedSquares(Evidence):
    """``multiplier``, which is positive, times the difference of both sides is ``larger - smaller``; ``larger`` is not
    negative, and its square is at least (greater than) that of ``smaller``."""

    multiplier: Term
    larger: Term
    smaller: Term
    sign: Evidence
    squares: Evidence


def excess(goal: Goal) -> Term:
    """What the inequality says is not negative (or is positive). Raises Rejected for other statements."""
    if goal.statement.op not in ("le", "lt", "ge", "gt"):
        raise Rejected("not an inequality")
    left, right = goal.statement.args
    return sub(left, right) if goal.statement.op in ("ge", "gt") else sub(right, left)


def equation(goal: Goal, multiplier: Term, larger: Term, smaller: Term) -> Term:
    """The multiple of what the inequality says is not negative, and the difference."""
    difference = excess(goal)
    return relation("eq", difference if multiplier is ONE else mul(multiplier, difference), sub(larger, smaller))


def premises(goal: Goal, larger: Term, smaller: Term) -> tuple[Goal, Goal]:
    """larger >= 0, and larger**2 - smaller**2 >= 0 (or > 0)."""
    op = "gt" if goal.statement.op in ("lt", "gt") else "ge"
    squares = sub(power(larger, TWO), power(smaller, TWO))
    return goal.about(relation("ge", larger, ZERO)), goal.about(relation(op, squares, ZERO))


def check(goal: Goal, evidence: ComparedSquares) -> Support:
    multiplier, larger, smaller = evidence.multiplier, evidence.larger, evidence.smaller
    for term in (multiplier, larger, smaller):
        require_defined(goal, term)
    same = equation(goal, multiplier, larger, smaller)
    needed = [decided(goal.about(s)) for s in (relation("gt", multiplier, ZERO), same)]
    sign, squares = premises(goal, larger, smaller)
    parts = all_of([(sign, evidence.sign), (squares, evidence.squares)])
    return Support(weakest([*needed, parts]), parts.substantial)


RULE = Rule(ComparedSquares, check, "compared squares")
