"""Squares: nested roots.

Two nonnegative numbers are equal if their squares are: `sqrt(x + 2*sqrt(x - 1)) == 1 + sqrt(x - 1)`.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.algebra.term import Term, rational
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover, prove_all
from derivcheck.engine.rules.squares import Squares, squared
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if not _nested(goal.statement, 0):
        return None
    parts = prove_all(squared(goal), prove)
    return None if parts is None else Squares(*parts)


def _nested(term: Term, depth: int) -> bool:
    """Whether a root stands under a root."""
    if term.op == "call" and term.args[0] == "sqrt":
        depth += 1
    elif term.op == "power":
        exponent = rational(term.args[1])
        depth += exponent is not None and exponent % 1 == Fraction(1, 2)
    return depth >= 2 or any(_nested(t, depth) for t in term.terms)


PROVER = Prover(
    name="squares",
    cost=40,
    concerns=frozenset(("eq",)),
    attempt=attempt,
    proves=(Example("sqrt(x + 2*sqrt(x - 1)) == 1 + sqrt(x - 1)", ("x: real",)),),
    gives_up=(Example("sqrt(x**2) == x", ("x: real",)),),
    corrupted=((Example("-x == x", ("x: positive",)), Squares(Vanishing(), Vanishing(), Vanishing())),),
)
