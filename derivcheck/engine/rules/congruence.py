"""Integer equations that have no solution modulo a number, or none but zeros modulo a prime."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.congruences import has_no_solution, is_anisotropic
from derivcheck.algebra.term import ZERO, Term, negation, relation, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, required, support


@dataclass(frozen=True, slots=True)
class Congruence(Evidence):
    """The equations among the facts, and the one that the goal denies, have no solution modulo ``modulus``. With
    ``part``, one of them, ``equation``, has only zeros as its solution, of which the goal follows."""

    modulus: int
    equation: Term | None = None
    part: Evidence | None = None


def equations(goal: Goal) -> tuple[Term, ...]:
    """What would hold if the goal did not."""
    opposite = negation(goal.statement)
    parts = opposite.args if opposite.op == "and" else (opposite,)
    return tuple(f for f in (*goal.facts, *parts) if f.op == "eq")


def only_zeros(goal: Goal, equation: Term, modulus: int) -> Goal | None:
    """The goal, given that all integers in the equation are 0; None if that is not so."""
    if equation not in equations(goal) or not is_anisotropic(equation, modulus):
        return None
    return goal.assuming(*(relation("eq", own, ZERO) for own in sorted(symbols(equation), key=str)))


def check(goal: Goal, evidence: Congruence) -> Support:
    if evidence.equation is not None:
        if evidence.part is None:
            raise Rejected("nothing is said to follow from the zeros")
        return support(required(only_zeros(goal, evidence.equation, evidence.modulus)), evidence.part)
    if not has_no_solution(equations(goal), evidence.modulus):
        raise Rejected("there are solutions among the remainders")
    facts = tuple(f for f in goal.facts if f.op == "eq")
    return Support("exact", not has_no_solution(facts, evidence.modulus))


RULE = Rule(Congruence, check, lambda e: f"remainders modulo {e.modulus}")
