"""A fact about all values, used at one."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import Term
from derivcheck.engine.definedness import needs
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.quantified import allowed, at_value, meant
from derivcheck.engine.rule import Rejected, Rule, Support, decided, support, weakest


@dataclass(frozen=True, slots=True)
class Instance(Evidence):
    """What a fact says of all values of some variables, it says of these values."""

    fact: Term
    values: tuple[Term, ...]
    part: Evidence


def instantiated(fact: Term, values: tuple[Term, ...]) -> tuple[Term, tuple[Term, ...]] | None:
    """What the fact says of the values, and what has to hold for it; None if it says nothing of them."""
    found, needed = meant(fact), []
    for value in values:
        if found.op != "forall":
            return None
        body, variable = found.args
        own = allowed(variable, value, body)
        if own is None:
            return None
        needed += [*domain.conditions(value), *own]
        found = at_value(body, variable, value)
    found = expand(found)
    return found, tuple(dict.fromkeys(expand(c) for c in (*needed, *needs(found))))


def check(goal: Goal, evidence: Instance) -> Support:
    if evidence.fact not in goal.facts:
        raise Rejected("the statement about all values is not given")
    found = instantiated(evidence.fact, evidence.values)
    if found is None:
        raise Rejected("the fact does not speak of these values")
    fact, needed = found
    premises = [decided(goal.about(c)) for c in needed if c not in goal.facts]
    part = support(goal.assuming(fact), evidence.part)
    return Support(weakest([*premises, part]), part.substantial)


RULE = Rule(Instance, check, "a case of a hypothesis")
