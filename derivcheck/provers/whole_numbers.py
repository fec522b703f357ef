"""Whole numbers: there is none between 0 and 1.

A solver is asked whether the opposite of a statement has a solution in whole numbers: remainders, floors and powers
with natural exponents, `n > 0 => n >= 1`. With induction it shows divisibility and Bernoulli's inequality.
"""

from __future__ import annotations

from derivcheck.algebra.signs.whole_numbers import contradiction
from derivcheck.algebra.term import RELATIONS, Sort, Term, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.arithmetic import Arithmetic
from derivcheck.engine.rules.induction import Induction

_ROUNDING = frozenset(("floor", "ceiling", "Mod"))


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.op not in (*RELATIONS, "or") or not _is_about_whole_numbers(goal.statement):
        return None
    for whole in (False, True):
        if contradiction(goal.statement, goal.facts, whole).found:
            return Arithmetic(whole)
    return None


def _is_about_whole_numbers(statement: Term) -> bool:
    return any(s.op == "symbol" and s.args[1].integral for s in symbols(statement)) or _rounds(statement)


def _rounds(term: Term) -> bool:
    return (term.op == "call" and term.args[0] in _ROUNDING) or any(map(_rounds, term.terms))


_N = symbol("n", Sort.NATURAL)

PROVER = Prover(
    name="whole numbers",
    cost=35,
    attempt=attempt,
    proves=(
        Example("n > 0 => n >= 1", ("n: integer",)),
        Example("n**2 >= n", ("n: integer",)),
        Example("floor(x) + floor(x + 1/2) == floor(2*x)", ("x: real",)),
    ),
    gives_up=(Example("n > 0 => n >= 1", ("n: real",)),),
    corrupted=(
        (Example("n**2 >= n", ("n: real",)), Arithmetic(True)),
        (Example("n**2 > n", ("n: integer",)), Arithmetic(True)),
        (Example("2**n >= n + 2", ("n: natural",)), Induction(_N, 0, (Arithmetic(True),), Arithmetic(True))),
        (Example("Mod(n**2, 4) == 0", ("n: integer",)), Arithmetic(True)),
    ),
)
