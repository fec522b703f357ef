"""A statement about every index of a range, at one of which nothing else is known."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import Sort, relation, substitute, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, require_form, support


@dataclass(frozen=True, slots=True)
class Generic(Evidence):
    """What holds at an index of which only the range is known, holds at every index of the range."""

    part: Evidence


def generic(goal: Goal) -> Goal:
    """From "for every index": the condition at one index of which only its range is known."""
    index, first, last, body = goal.statement.args
    taken = {s for t in (goal.statement, *goal.facts) for s in symbols(t)}
    own = next(s for s in (symbol(f"any#{k}", Sort.INTEGER) for k in range(len(taken) + 1)) if s not in taken)
    inside = (relation("le", first, own), relation("le", own, last))
    return goal.assuming(*inside).about(substitute(body, {index: own}))


def check(goal: Goal, evidence: Generic) -> Support:
    require_form(goal, "every")
    return support(generic(goal), evidence.part)


RULE = Rule(Generic, check)
