"""Relations between constants by balls."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.signs.enclosure import NoEnclosure, comparison, enclose
from derivcheck.algebra.term import RELATIONS, sub, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support

_MOST_BITS = 20_000


@dataclass(frozen=True, slots=True)
class Enclosed(Evidence):
    """Balls around both sides of a relation between constants decide it at this precision (bits)."""

    precision: int


def check(goal: Goal, evidence: Enclosed) -> Support:
    statement = goal.statement
    is_ours = statement.op in RELATIONS and statement.op != "eq" and not symbols(statement)
    if not is_ours or not 1 <= evidence.precision <= _MOST_BITS:
        raise Rejected("not a relation between constants that balls can decide")
    try:
        answer = comparison(statement.op, enclose(sub(*statement.args), evidence.precision))
    except NoEnclosure as reason:
        raise Rejected(f"no enclosure: {reason}") from None
    if answer is not True:
        raise Rejected("the enclosures do not decide the relation")
    return Support("exact", True)


RULE = Rule(Enclosed, check, "enclosure")
