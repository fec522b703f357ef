"""An integer by its remainders."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.term import Sort, Term, add, mul, number, substitute, symbol
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, all_of


@dataclass(frozen=True, slots=True)
class Residues(Evidence):
    """An integer is modulus * q + r for one of the remainders r."""

    variable: Term
    modulus: int
    parts: tuple[Evidence, ...]


def residue(goal: Goal, variable: Term, modulus: int, remainder: int) -> Goal:
    """The goal with an integer symbol written as modulus * quotient + remainder."""
    quotient = symbol(f"{variable.args[0]}/{modulus}", Sort.INTEGER)
    value = add(mul(number(modulus), quotient), number(remainder))
    facts = [substitute(f, {variable: value}) for f in goal.facts]
    facts += [substitute(f, {variable: value}) for f in domain.declared(variable)]
    return Goal(substitute(goal.statement, {variable: value}), tuple(facts))


def check(goal: Goal, evidence: Residues) -> Support:
    variable, modulus, parts = evidence.variable, evidence.modulus, evidence.parts
    if modulus < 1 or len(parts) != modulus or variable.op != "symbol" or not variable.args[1].integral:
        raise Rejected("the remainders are not all covered")
    return all_of([(residue(goal, variable, modulus, r), p) for r, p in enumerate(parts)])


RULE = Rule(Residues, check, "residues", splits=True)
