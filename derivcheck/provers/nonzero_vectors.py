"""Vectors that are not zero: the sum of the squares of their entries is positive.

So a matrix is definite if its quadratic form is not negative and contains a positive multiple of that sum: adding the
identity makes semidefinite matrices definite.
"""

from __future__ import annotations

from derivcheck.algebra.term import ONE, ZERO, Sort, Term, mul, relation, sub, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import is_seen
from derivcheck.engine.rules.lemma import Lemma
from derivcheck.engine.rules.nonzero_vector import NonzeroVector, nonzero_vector
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_FACTORS = 3


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    found = nonzero_vector(goal)
    if found is None or found[0].statement.op != "gt":
        return None
    inner, squares = found
    form = sub(*inner.statement.args)
    for factor in (ONE, *_positive(inner.statement)):
        rest = relation("ge", sub(form, mul(factor, squares)), ZERO)
        if is_seen(inner.about(rest)) and is_seen(inner.assuming(rest)):
            return NonzeroVector(Lemma(rest, Vanishing(), Vanishing()))
    return None


def _positive(statement: Term) -> list[Term]:
    """Numbers by which the sum of squares may be multiplied."""
    found = (s for s in symbols(statement) if s.op == "symbol" and s.args[1] is Sort.POSITIVE)
    return sorted(found, key=str)[:_MOST_FACTORS]


_NAMES = ("m, n: size", "F: real[m, n]", "v: real[n]", "s: positive")
_FALSE = Example("v == 0 or v.T @ F.T @ F @ v > 0", _NAMES)

PROVER = Prover(
    name="nonzero vectors",
    cost=4,
    concerns=frozenset(("or",)),
    attempt=attempt,
    proves=(Example("v == 0 or v.T @ (F.T @ F + s*eye(n)) @ v > 0", _NAMES),),
    gives_up=(_FALSE,),
    corrupted=((_FALSE, NonzeroVector(Vanishing())),),
)
