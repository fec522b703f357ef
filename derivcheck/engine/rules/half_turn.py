"""The sign of a sine or cosine by the half turn in which its angle lies.

sin(u) has the sign of (-1)**m where m*pi < u < (m + 1)*pi, and cos(u) is sin(u + pi/2); both are 0 at the ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import PI, ZERO, Term, add, div, mul, number, relation
from derivcheck.algebra.visible import is_complex
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import NotApplicable, Rule, Support, all_obligations

#: From the sign that a relation gives to those that can be shown here, for even and odd half turns.
SIGNS = {"gt": 0, "ge": 0, "lt": 1, "le": 1}


@dataclass(frozen=True, slots=True)
class HalfTurn(Evidence):
    """The angle is in the half turn of this number: from m*pi to (m + 1)*pi, of a cosine a quarter turn before."""

    number: int
    parts: tuple[Evidence, ...]


def is_wave(term: Term) -> bool:
    """A sine or cosine of a real angle."""
    return term.op == "call" and term.args[0] in ("sin", "cos") and not is_complex(term)


def obligations(goal: Goal, m: int) -> tuple[Goal, ...]:
    """That the angle is between both ends. Raises NotApplicable."""
    if goal.statement.op not in SIGNS or goal.statement.args[1] is not ZERO or not is_wave(goal.statement.args[0]):
        raise NotApplicable("not the sign of a sine or cosine")
    if SIGNS[goal.statement.op] != m % 2:
        raise NotApplicable("the sign in that half turn is the other one")
    name, angle = goal.statement.args[0].args
    start = mul(number(m), PI) if name == "sin" else add(mul(number(m), PI), div(PI, number(-2)))
    op = "lt" if goal.statement.op in ("gt", "lt") else "le"
    return goal.about(relation(op, start, angle)), goal.about(relation(op, angle, add(start, PI)))


def check(goal: Goal, evidence: HalfTurn) -> Support:
    return all_obligations(lambda: obligations(goal, evidence.number), evidence.parts)


RULE = Rule(HalfTurn, check, "half turns")
