"""A statement that there is a value, by showing one."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import Term, negation
from derivcheck.engine.definedness import needs
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.quantified import allowed, at_value, denied
from derivcheck.engine.rule import Rejected, Rule, Support, decided, support, weakest


@dataclass(frozen=True, slots=True)
class Witness(Evidence):
    """This is such a value."""

    value: Term
    part: Evidence


def witnessed(goal: Goal, value: Term) -> tuple[Goal, tuple[Goal, ...]] | None:
    """What the value has to satisfy, and what must hold for it to be one; None if the goal is of another form."""
    denial = denied(goal.statement)
    if denial is None:
        return None
    body, variable = denial.args
    own = allowed(variable, value, body)
    if own is None:
        return None
    statement = negation(expand(at_value(body, variable, value)))
    needed = (*domain.conditions(value), *own, *needs(statement))
    return goal.about(statement), tuple(goal.about(expand(c)) for c in dict.fromkeys(needed))


def check(goal: Goal, evidence: Witness) -> Support:
    found = witnessed(goal, evidence.value)
    if found is None:
        raise Rejected("the value is none that the goal asks for")
    statement, needed = found
    premises = [decided(g) for g in needed if g.statement not in goal.facts]
    part = support(statement, evidence.part)
    return Support(weakest([*premises, part]), part.substantial)


RULE = Rule(Witness, check, "witness")
