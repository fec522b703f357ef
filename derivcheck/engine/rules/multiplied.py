"""A matrix equation multiplied by an invertible matrix, from the left or from the right."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import (
    ONE,
    Term,
    applied,
    fresh_index,
    make,
    mul,
    relation,
    substitute,
    summation,
    symbols,
)
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, require_defined, required, support


@dataclass(frozen=True, slots=True)
class Multiplied(Evidence):
    """A matrix equation says the same when it is multiplied by an invertible matrix, from the left or the right."""

    matrix: Term
    side: str
    part: Evidence


def multiplied(goal: Goal, matrix: Term, side: str) -> Goal | None:
    """From ``E == 0`` for every row (and column): ``G @ E == 0`` or ``E @ G == 0``, G being given as a lambda.

    The ranges of what is summed over must be the same, and G may not depend on the indices of E.
    """
    ranges, equation = _opened(goal.statement)
    if equation.op != "eq" or len(ranges) > 2 or len(ranges) < (1 if side == "left" else 2):
        return None
    if any(r.args[0] in symbols(matrix) for r in ranges) or matrix.op != "lambda" or matrix.args[3].op != "lambda":
        return None
    own = ranges[0] if side == "left" else ranges[1]
    rows, columns = matrix, matrix.args[3]
    outer, inner = (rows, columns) if side == "left" else (columns, rows)
    if inner.args[1:3] != own.args[1:3] or outer.args[1:3] != inner.args[1:3]:
        return None
    index = fresh_index(equation, matrix, *(r.args[0] for r in ranges))
    new = fresh_index(equation, matrix, index, *(r.args[0] for r in ranges))

    def product(term: Term) -> Term:
        moved = substitute(term, {own.args[0]: index})
        factor = applied(matrix, new, index) if side == "left" else applied(matrix, index, new)
        return summation(index, own.args[1], own.args[2], mul(factor, moved))

    statement = relation("eq", *(product(side_of) for side_of in equation.args))
    for r in reversed(ranges):
        statement = make("every", new if r is own else r.args[0], *r.args[1:3], statement)
    return goal.about(statement)


def _opened(statement: Term) -> tuple[list[Term], Term]:
    ranges = []
    while statement.op == "every":
        ranges.append(statement)
        statement = statement.args[3]
    return ranges, statement


def check(goal: Goal, evidence: Multiplied) -> Support:
    product = required(multiplied(goal, evidence.matrix, evidence.side))
    require_defined(goal, make("inverse", evidence.matrix, ONE, ONE))
    return support(product, evidence.part)


RULE = Rule(Multiplied, check, "inverses")
