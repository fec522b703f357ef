"""A statement about all values of a variable, at a value of which nothing else is known."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.term import Term
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.quantified import another, at_value
from derivcheck.engine.rule import Rule, Support, require_form, support


@dataclass(frozen=True, slots=True)
class Arbitrary(Evidence):
    """What holds at a value of which only the sort is known, holds for all values."""

    part: Evidence


def arbitrary(goal: Goal) -> Goal:
    """From "for all values": the statement at one of which only the sort is known."""
    body, variable = goal.statement.args
    own = value(goal)
    return goal.assuming(*domain.declared(own)).about(at_value(body, variable, own))


def value(goal: Goal) -> Term:
    """A value of which only the sort is known, for the first variable of the goal."""
    body, variable = goal.statement.args
    return another(variable, body, *goal.facts)


def check(goal: Goal, evidence: Arbitrary) -> Support:
    require_form(goal, "forall")
    return support(arbitrary(goal), evidence.part)


RULE = Rule(Arbitrary, check)
