"""Simplification by SymPy, for what our own algebra does not know; marked as resting on it."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import ZERO, relation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.rule import Rejected, Rule, Support, require_defined, require_form, support


@dataclass(frozen=True, slots=True)
class Rewritten(Evidence):
    """SymPy turns the difference into a term that is zero; rests on the named algorithm of SymPy."""

    algorithm: str
    part: Evidence


def check(goal: Goal, evidence: Rewritten) -> Support:
    require_form(goal, "eq")
    return Support("cas", support(_rewritten(goal, evidence.algorithm), evidence.part).substantial)


def _rewritten(goal: Goal, algorithm: str) -> Goal:
    from derivcheck.engine.calculus.rewriting import rewrite

    found = rewrite(difference(goal), algorithm)
    if found is None:
        raise Rejected(f"SymPy's {algorithm} does not apply")
    require_defined(goal, found)
    return goal.about(relation("eq", found, ZERO))


RULE = Rule(Rewritten, check, lambda evidence: f"SymPy's {evidence.algorithm}")
