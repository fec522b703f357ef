"""A lemma: something that is shown first, and then known."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import RELATIONS, Term
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, require_defined, support, weakest


@dataclass(frozen=True, slots=True)
class Lemma(Evidence):
    """The relation ``fact`` holds, and with it the goal."""

    fact: Term
    proof: Evidence
    part: Evidence


def check(goal: Goal, evidence: Lemma) -> Support:
    if evidence.fact.op not in RELATIONS:
        raise Rejected("a lemma is a relation")
    require_defined(goal, evidence.fact)
    first = support(goal.about(evidence.fact), evidence.proof)
    then = support(goal.assuming(evidence.fact), evidence.part)
    return Support(weakest([first, then]), then.substantial)


RULE = Rule(Lemma, check)
