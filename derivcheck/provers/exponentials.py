"""Exponentials: identities between logarithms.

Two real numbers are equal if their exponentials are; of sums of logarithms, the exponentials are products.
"""

from __future__ import annotations

from derivcheck.algebra.term import Term
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.exponentials import Exponentials, exponentiated
from derivcheck.engine.rules.vanishing import Vanishing

_LOGARITHMS = frozenset(("log", "asinh", "acosh", "atanh", "acoth", "softplus", "logsumexp", "loggamma"))


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if not _mentions(goal.statement):
        return None
    part = prove(exponentiated(goal))
    return None if part is None else Exponentials(part)


def _mentions(term: Term) -> bool:
    """Whether there is a logarithm, outside of exponentials: those inside are powers."""
    name = term.args[0] if term.op == "call" else None
    return name in _LOGARITHMS or (name != "exp" and any(map(_mentions, term.terms)))


PROVER = Prover(
    name="exponentials",
    cost=50,
    concerns=frozenset(("eq",)),
    attempt=attempt,
    proves=(Example("2*log(1 + sqrt(2)) == log(3 + 2*sqrt(2))"),),
    gives_up=(Example("x*x == x", ("x: real",)),),
    corrupted=((Example("log(2) + log(3) == log(5)"), Exponentials(Vanishing())),),
)
