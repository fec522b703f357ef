"""What holds for real numbers holds for whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.term import RELATIONS, Sort, Term, is_bound, rational, substitute, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, decided, required, support

#: What has the same value at a whole number, whether it is known to be one or not. Powers may have none for reals.
_SAME = frozenset(("number", "symbol", "constant", "add", "mul", "power", "call"))
_FOR_INTEGERS = frozenset(("factorial", "binomial", "delta", "Mod", "gcd", "lcm"))


@dataclass(frozen=True, slots=True)
class Relaxed(Evidence):
    """The relation holds for all real numbers in the place of the integers in it."""

    part: Evidence


def relaxed(goal: Goal) -> Goal | None:
    """The relation for real numbers; of the facts those that have a value for all of them."""
    statement = goal.statement
    whole = sorted((s for s in symbols(statement) if s.op == "symbol" and s.args[1].integral), key=str)
    if (
        statement.op not in RELATIONS
        or not whole
        or any(map(is_bound, whole))
        or not all(map(_is_same, statement.terms))
    ):
        return None
    reals = {s: symbol(f"{s.args[0]}°", Sort.REAL) for s in whole}
    known = [*goal.facts, *(f for s in whole for f in domain.declared(s))]
    facts = (substitute(f, reals) for f in known if f.op in RELATIONS and all(map(_is_polynomial, f.terms)))
    return Goal(substitute(statement, reals), tuple(dict.fromkeys(facts)))


def _is_same(term: Term) -> bool:
    if term.op not in _SAME or (term.op == "call" and term.args[0] in _FOR_INTEGERS):
        return False
    return all(map(_is_same, term.terms))


def _is_polynomial(term: Term) -> bool:
    if term.op == "power":
        exponent = rational(term.args[1])
        return exponent is not None and exponent.denominator == 1 and exponent >= 0 and _is_polynomial(term.args[0])
    return term.op in ("number", "symbol", "add", "mul") and all(map(_is_polynomial, term.terms))


def check(goal: Goal, evidence: Relaxed) -> Support:
    real = required(relaxed(goal))
    for condition in domain.conditions(real.statement):
        if condition not in real.facts:
            decided(real.about(condition))
    return support(real, evidence.part)


RULE = Rule(Relaxed, check)
