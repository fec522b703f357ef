"""A fact that there is a value, used by giving it a name."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.term import Term, negation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.quantified import another, at_value, denied
from derivcheck.engine.rule import Rejected, Rule, Support, support


@dataclass(frozen=True, slots=True)
class Obtained(Evidence):
    """Of a value that exists, only that it is one is known."""

    fact: Term
    part: Evidence


def obtained(goal: Goal, fact: Term) -> Goal | None:
    """The goal, given a value of which the fact says that there is one."""
    statement = denied(fact)
    if statement is None:
        return None
    body, variable = statement.args
    own = another(variable, body, goal.statement, *goal.facts)
    return goal.assuming(*domain.declared(own), negation(at_value(body, variable, own)))


def check(goal: Goal, evidence: Obtained) -> Support:
    found = obtained(goal, evidence.fact) if evidence.fact in goal.facts else None
    if found is None:
        raise Rejected("that there is such a value is not given")
    return support(found, evidence.part)


RULE = Rule(Obtained, check)
