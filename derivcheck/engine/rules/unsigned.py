"""An absolute value whose argument has a known sign, written without it."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import ZERO, Term, call, make, neg, relation
from derivcheck.algebra.visible import is_complex
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, decided, support, weakest


@dataclass(frozen=True, slots=True)
class Unsigned(Evidence):
    """The argument is not negative (``op`` is ge) or not positive (le)."""

    argument: Term
    op: str
    part: Evidence


def without_magnitude(goal: Goal, argument: Term, op: str) -> Goal:
    """The goal with Abs(argument) replaced by the argument or its negative, outside of everything that binds."""
    return goal.about(_replaced(goal.statement, call("Abs", argument), argument if op == "ge" else neg(argument)))


def _replaced(term: Term, old: Term, new: Term) -> Term:
    if term is old:
        return new
    if term.op not in ("add", "mul", "power", "call", "le", "lt", "ge", "gt", "eq", "ne"):
        return term
    return make(term.op, *(_replaced(a, old, new) if isinstance(a, Term) else a for a in term.args))


def check(goal: Goal, evidence: Unsigned) -> Support:
    if evidence.op not in ("ge", "le") or is_complex(evidence.argument):
        raise Rejected("not a sign")
    sign = decided(goal.about(relation(evidence.op, evidence.argument, ZERO)))
    part = support(without_magnitude(goal, evidence.argument, evidence.op), evidence.part)
    return Support(weakest([sign, part]), part.substantial)


RULE = Rule(Unsigned, check)
