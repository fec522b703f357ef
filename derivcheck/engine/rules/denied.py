"""A fact of which the opposite is proved: there is no such point."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import Term, relation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, support


@dataclass(frozen=True, slots=True)
class Denied(Evidence):
    """Of the equation ``fact``, which is given (or denied by the goal), one side is greater than the other: as ``op``
    says, lt or gt."""

    fact: Term
    op: str
    part: Evidence


def opposite(goal: Goal, fact: Term, op: str) -> Goal | None:
    """That the sides of an equation differ this way, without making use of it; None if it is not given."""
    given = fact.op == "eq" and (fact in goal.facts or goal.statement == relation("ne", *fact.args))
    if not given or op not in ("lt", "gt"):
        return None
    others = tuple(f for f in goal.facts if f is not fact)
    return Goal(relation(op, *fact.args), others)


def check(goal: Goal, evidence: Denied) -> Support:
    smaller = opposite(goal, evidence.fact, evidence.op)
    if smaller is None:
        raise Rejected("the equation is not given")
    found = support(smaller, evidence.part)
    return Support(found.trust, found.substantial and evidence.fact not in goal.facts)


RULE = Rule(Denied, check)
