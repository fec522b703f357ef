"""Growth: a constant and a place from which on it bounds the quotient."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import Term, call, mul, number, relation, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, decided, require_defined, required, support


@dataclass(frozen=True, slots=True)
class Bounded(Evidence):
    """The cost is at most ``constant`` times the bound, both as absolute values, wherever all that grows is at least
    ``place``."""

    constant: Term
    place: int
    part: Evidence


def bounded(goal: Goal, constant: Term, place: int) -> Goal | None:
    """The inequality that is to be shown; None if the constant grows itself, or nothing is known to grow."""
    if goal.statement.op != "growth":
        return None
    cost, bound, grown = goal.statement.args
    if any(s.op != "symbol" for s in (*grown.args, *symbols(constant))) or not symbols(constant).isdisjoint(grown.args):
        return None
    later = (relation("ge", own, number(place)) for own in grown.args)
    sizes = (call("Abs", side) for side in (cost, bound))
    return goal.assuming(*later).about(_at_most(constant, *sizes))


def _at_most(constant: Term, cost: Term, bound: Term) -> Term:
    return relation("le", cost, mul(constant, bound))


def check(goal: Goal, evidence: Bounded) -> Support:
    inner = required(bounded(goal, evidence.constant, evidence.place))
    require_defined(goal, evidence.constant)
    for side in goal.statement.args[:2]:
        for condition in domain.conditions(side):
            if condition not in inner.facts:
                decided(inner.about(expand(condition)))
    return support(inner, evidence.part)


RULE = Rule(Bounded, check, "a constant that bounds the quotient")
