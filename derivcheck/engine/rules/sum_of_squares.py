"""An inequality whose difference, multiplied by something positive, is a sum of squares (Positivstellensatz)."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import ONE, ZERO, Term, mul, relation
from derivcheck.algebra.visible import follows
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, decided, joined, require_defined
from derivcheck.engine.rules.compared_squares import excess


@dataclass(frozen=True, slots=True)
class SumOfSquares(Evidence):
    """``multiplier``, which is positive, times the difference is ``total``, whose sign can be seen from its form and
    from that of ``factors``: each is compared with 0 as is said of it."""

    multiplier: Term
    factors: tuple[Term, ...]
    total: Term


def equation(goal: Goal, multiplier: Term, total: Term) -> Term:
    """The multiple of what the inequality says is not negative, and the sum of squares."""
    difference = excess(goal)
    return relation("eq", difference if multiplier is ONE else mul(multiplier, difference), total)


def check(goal: Goal, evidence: SumOfSquares) -> Support:
    same = equation(goal, evidence.multiplier, evidence.total)
    if any(f.op not in ("ge", "gt") or f.args[1] is not ZERO for f in evidence.factors):
        raise Rejected("not the sign of a factor")
    for term in (evidence.multiplier, evidence.total, *(f.args[0] for f in evidence.factors)):
        require_defined(goal, term)
    wanted = relation("gt" if goal.statement.op in ("gt", "lt") else "ge", evidence.total, ZERO)
    if not follows(wanted, evidence.factors):
        raise Rejected("the sum has no sign that can be seen")
    needed = (*evidence.factors, relation("gt", evidence.multiplier, ZERO), same)
    return joined([decided(goal.about(statement)) for statement in needed])


RULE = Rule(SumOfSquares, check, "sum of squares")
