"""Cases by the sign of a term."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.signs.signs import ANY, BY_RELATION
from derivcheck.algebra.term import RELATIONS, ZERO, Term
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, all_of, require_defined


@dataclass(frozen=True, slots=True)
class Cases(Evidence):
    """Distinguish these facts, which cover all cases."""

    facts: tuple[Term, ...]
    parts: tuple[Evidence, ...]


def check(goal: Goal, evidence: Cases) -> Support:
    facts, parts = evidence.facts, evidence.parts
    _require_cover(goal, facts)
    if len(facts) != len(parts):
        raise Rejected("not every case has its evidence")
    return all_of([(goal.assuming(f), p) for f, p in zip(facts, parts, strict=True)])


def _require_cover(goal: Goal, facts: tuple[Term, ...]) -> None:
    """The facts are relations of one term with 0 that leave no sign out; the term has a value wherever the goal has."""
    if not facts or any(f.op not in RELATIONS or f.args != (facts[0].args[0], ZERO) for f in facts):
        raise Rejected("the cases are not about one term")
    if frozenset().union(*(BY_RELATION[f.op] for f in facts)) != ANY:
        raise Rejected("the cases leave something out")
    require_defined(goal, facts[0].args[0])


RULE = Rule(Cases, check, splits=True)
