"""Enclosures: a relation between constants, decided by rigorous ball arithmetic.

Both sides are enclosed in balls that become smaller with the precision, until the balls decide the relation. This
is how a rounded value (`sigmoid(0.3275) ~= 0.5812`) is checked; equality is never proved this way.
"""

from __future__ import annotations

from derivcheck.algebra.signs.enclosure import NoEnclosure, comparison, enclose
from derivcheck.algebra.term import RELATIONS, sub, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.enclosed import Enclosed

_PRECISIONS = (64, 256, 1024, 4096)


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    statement = goal.statement
    if statement.op not in RELATIONS or statement.op == "eq" or symbols(statement):
        return None
    for precision in _PRECISIONS:
        try:
            answer = comparison(statement.op, enclose(sub(*statement.args), precision))
        except NoEnclosure:
            continue
        if answer is not None:
            return Enclosed(precision) if answer else None
    return None


PROVER = Prover(
    name="enclosure",
    cost=8,
    attempt=attempt,
    proves=(Example("sigmoid(0.3275) ~= 0.5812"), Example("exp(pi) > pi**E")),
    gives_up=(Example("sqrt(2)*sqrt(3) == sqrt(6)"),),
    corrupted=((Example("exp(pi) < pi**E"), Enclosed(256)), (Example("sqrt(2)*sqrt(3) == sqrt(6)"), Enclosed(256))),
)
