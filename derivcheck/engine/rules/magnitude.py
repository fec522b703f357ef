"""An absolute value that is at most a bound: the number is, and its negative is."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import neg, relation
from derivcheck.algebra.visible import is_complex
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, all_of


@dataclass(frozen=True, slots=True)
class Magnitude(Evidence):
    """A real number and its negative are both at most (less than) the bound."""

    above: Evidence
    below: Evidence


def both(goal: Goal) -> tuple[Goal, Goal] | None:
    """From ``Abs(u) <= v``: ``u <= v`` and ``-u <= v``; also strictly, and with the sides exchanged."""
    if goal.statement.op not in ("le", "lt", "ge", "gt"):
        return None
    left, right = goal.statement.args if goal.statement.op in ("le", "lt") else reversed(goal.statement.args)
    if left.op != "call" or left.args[0] != "Abs" or is_complex(left):
        return None
    u, op = left.args[1], "le" if goal.statement.op in ("le", "ge") else "lt"
    return goal.about(relation(op, u, right)), goal.about(relation(op, neg(u), right))


def check(goal: Goal, evidence: Magnitude) -> Support:
    found = both(goal)
    if found is None:
        raise Rejected("not an absolute value that is bounded")
    above, below = found
    return all_of([(above, evidence.above), (below, evidence.below)])


RULE = Rule(Magnitude, check, "both signs")
