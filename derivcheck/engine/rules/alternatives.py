"""The alternatives of a fact."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import Term
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, all_of


@dataclass(frozen=True, slots=True)
class Alternatives(Evidence):
    """Distinguish the alternatives of a fact ``a or b or …`` that is given."""

    fact: Term
    parts: tuple[Evidence, ...]


def check(goal: Goal, evidence: Alternatives) -> Support:
    fact, parts = evidence.fact, evidence.parts
    if fact not in goal.facts or fact.op != "or":
        raise Rejected("the alternatives are not given")
    if len(fact.args) != len(parts):
        raise Rejected("not every alternative has its evidence")
    return all_of([(goal.assuming(f), p) for f, p in zip(fact.args, parts, strict=True)])


RULE = Rule(Alternatives, check, splits=True)
