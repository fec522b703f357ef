"""Solutions: the only ones of an equation with exponentials, logarithms and the like.

`exp(x) == 1 + x` holds only at 0, because on either side of 0 one side is greater than the other, as mean values show.
"""

from __future__ import annotations

from collections.abc import Iterator

import flint

from derivcheck.algebra.signs.enclosure import truth_at
from derivcheck.algebra.term import ZERO, Term, rational, relation, sub, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.denied import Denied, opposite
from derivcheck.engine.rules.vanishing import Vanishing

#: Where a comparison is tried before it is proved.
_PLACES = tuple(flint.arb(flint.fmpq(k, 8)) for k in (-72, -16, -8, -4, -1, 1, 3, 4, 6, 8, 12, 20, 32, 72))


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.op == "ne":
        return _apart(goal, relation("eq", *goal.statement.args), prove)
    fact = next(_equations(goal), None)
    if fact is None:
        return None
    cases = tuple(relation(op, sub(*goal.statement.args), ZERO) for op in ("lt", "eq", "gt"))
    if any(case in goal.facts for case in cases):
        return None
    parts: list[Evidence] = []
    for case in cases:
        part = Vanishing() if case.op == "eq" else _apart(goal.assuming(case), fact, prove)
        if part is None:
            return None
        parts.append(part)
    return Cases(cases, tuple(parts))


def _equations(goal: Goal) -> Iterator[Term]:
    """Equations about the symbols of the statement that arithmetic alone does not solve."""
    wanted = symbols(goal.statement)
    for fact in goal.facts:
        if fact.op == "eq" and not wanted.isdisjoint(symbols(fact)) and _is_transcendental(fact):
            yield fact


def _apart(goal: Goal, fact: Term, prove: Prove) -> Evidence | None:
    """Evidence that the sides of an equation differ, one way or the other."""
    # Mean values are for numbers: that a determinant is not 0 would be asked in vain, and dearly.
    if not _is_transcendental(fact) or any(s.op != "symbol" for s in symbols(fact)):
        return None
    for op in ("gt", "lt"):
        smaller = opposite(goal, fact, op)
        part = None if smaller is None or _fails(smaller) else prove(smaller)
        if part is not None:
            return Denied(fact, op, part)
    return None


def _fails(goal: Goal) -> bool:
    """Whether it is seen to be false at some place where the facts hold."""
    names = sorted({s for t in (goal.statement, *goal.facts) for s in symbols(t)}, key=str)
    if len(names) != 1 or names[0].op != "symbol":
        return False
    for place in _PLACES:
        at = {names[0]: place}
        if truth_at(goal.statement, at, 64) is False and all(truth_at(f, at, 64) for f in goal.facts):
            return True
    return False


def _is_transcendental(term: Term) -> bool:
    own = term.op == "call" and term.args[0] not in ("Abs", "Max", "Min", "sqrt", "floor", "ceiling", "Mod", "sign")
    return own or (term.op == "power" and rational(term.args[1]) is None) or any(map(_is_transcendental, term.terms))


PROVER = Prover(
    name="solutions",
    cost=56,
    concerns=frozenset(("ne", "eq")),
    attempt=attempt,
    proves=(Example("exp(x) != 1 + x", ("x: positive",)), Example("log(x) != x", ("x: positive",))),
    gives_up=(Example("exp(x) != 2 + x", ("x: positive",)), Example("x**2 != x", ("x: positive",))),
    corrupted=(
        (
            Example("exp(x) != 1 + x", ("x: real",)),
            Denied(relation("eq", ZERO, ZERO), "gt", Vanishing()),
        ),
    ),
)
