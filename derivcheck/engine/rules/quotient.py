"""Growth: the quotient of cost and bound has a finite limit."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.abstractions import abstraction
from derivcheck.algebra.limits.tendencies import INFINITY
from derivcheck.algebra.term import div, make
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, required, support


@dataclass(frozen=True, slots=True)
class Quotient(Evidence):
    """What converges is bounded from some place on: by a constant, if only one number grows."""

    part: Evidence


def convergence(goal: Goal) -> Goal | None:
    """That the quotient has a finite limit; None if more than one number grows."""
    if goal.statement.op != "growth" or len(goal.statement.args[2].args) != 1:
        return None
    cost, bound, (own,) = *goal.statement.args[:2], goal.statement.args[2].args
    if own.op != "symbol":
        return None
    return goal.about(make("defined", abstraction("limit", div(cost, bound), own, INFINITY, "-")))


def check(goal: Goal, evidence: Quotient) -> Support:
    return support(required(convergence(goal)), evidence.part)


RULE = Rule(Quotient, check, "the quotient converges")
