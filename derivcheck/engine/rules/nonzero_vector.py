"""Either all entries of a real vector are 0, or the sum of their squares is positive."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import INFINITY, TWO, ZERO, Term, disjunction, power, relation, summation
from derivcheck.algebra.visible import is_complex
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, require_defined, support


@dataclass(frozen=True, slots=True)
class NonzeroVector(Evidence):
    """What is shown is one of the other alternatives, for a vector that is not 0."""

    part: Evidence


def nonzero_vector(goal: Goal) -> tuple[Goal, Term] | None:
    """From "x = 0 or …": the other alternatives where the sum of squares is positive, and that sum."""
    alternatives = goal.statement.args if goal.statement.op == "or" else ()
    zero = next((a for a in alternatives if _is_zero_vector(a)), None)
    if zero is None:
        return None
    index, first, last, equation = zero.args
    squares = summation(index, first, last, power(equation.args[0], TWO))
    others = disjunction(*(a for a in alternatives if a is not zero))
    return goal.assuming(relation("gt", squares, ZERO)).about(others), squares


def _is_zero_vector(statement: Term) -> bool:
    if statement.op != "every" or INFINITY in statement.args[1:3]:
        return False
    equation = statement.args[3]
    return equation.op == "eq" and equation.args[1] is ZERO and not is_complex(equation)


def check(goal: Goal, evidence: NonzeroVector) -> Support:
    found = nonzero_vector(goal)
    if found is None:
        raise Rejected("no vector is 0 by one of the alternatives")
    require_defined(goal, found[1])
    return support(found[0], evidence.part)


RULE = Rule(NonzeroVector, check)
