"""Whether a goal about few numbers is seen to be false: a proof is then not looked for."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

from derivcheck.algebra.signs.enclosure import truth_at
from derivcheck.algebra.term import RELATIONS, Term, symbols
from derivcheck.engine.goal import Goal

_SAMPLES = tuple(Fraction(n, 7) for n in (-100, -20, -9, -4, -2, -1, 1, 2, 4, 9, 20, 100))
_MOST_VARIABLES = 2
_PRECISION = 64


def fails_somewhere(goal: Goal) -> bool:
    """Whether a goal about one or two variables is false at some sampled point."""
    if goal.statement.op not in RELATIONS:
        return False
    names = sorted({s for t in (goal.statement, *goal.facts) for s in symbols(t)}, key=str)
    if not names or len(names) > _MOST_VARIABLES or any(s.op != "symbol" for s in names):
        return False
    points = (dict(zip(names, values, strict=True)) for values in product(_SAMPLES, repeat=len(names)))
    return any(_fails(goal, {name: _ball(value) for name, value in point.items()}) for point in points)


def _fails(goal: Goal, at: dict[Term, Any]) -> bool:
    allowed = all(truth_at(fact, at, _PRECISION) for fact in goal.facts)
    return allowed and truth_at(goal.statement, at, _PRECISION) is False


def _ball(value: Fraction) -> Any:
    import flint

    return flint.arb(flint.fmpq(value.numerator, value.denominator))
