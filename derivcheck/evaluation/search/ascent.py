"""Counterexamples near the greatest value of a difference: bounds of one number that are missed by very little.

The place is approached by golden sections between simple numbers, and rounded to as few digits as still refute.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import ctx, fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance, key
from derivcheck.evaluation.search.crossings import is_real_number, places
from derivcheck.evaluation.search.study import study
from derivcheck.evaluation.values.jet import subtract
from derivcheck.evaluation.values.scalar import ball
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.evaluation.witness import Witness, refutes
from derivcheck.language.core import Call, Claim, Integral, Limit, Predicate, Quantified, Recursion, Sigma
from derivcheck.language.elaboration.symbols import walk

_LESS, _GREATER = frozenset({"le", "lt"}), frozenset({"ge", "gt"})
_PRECISION, _SECTIONS, _MOST_DIGITS = 96, 60, 14
#: What takes long to evaluate, again and again.
_DEAR = (Integral, Limit, Predicate, Quantified, Recursion, Sigma)
#: Only from places at which less than this is missing it is worth a climb, of so many intervals.
_NEAR, _CLIMBS = 0.3, 3
_GOLDEN = fmpq(618, 1000)


def ascent(claim: Claim) -> Witness | None:
    """A counterexample to a bound of one real number, near a place where it is reached."""
    statement = claim.statement
    if len(claim.symbols) != 1 or not isinstance(statement, Call) or statement.op not in _LESS | _GREATER:
        return None
    (symbol,) = claim.symbols
    if not is_real_number(symbol) or any(isinstance(node, _DEAR) for node in walk((statement,))):
        return None
    known, name = study(claim), key(symbol)
    left, right = statement.args if statement.op in _LESS else statement.args[::-1]

    def height(x: Any) -> float | None:
        """By how much the bound is missed; negative where it holds."""
        try:
            evaluator = Evaluator(Instance({}, {name: x}), known.numbering)
            value = subtract(evaluator.value(left, evaluator.root), evaluator.value(right, evaluator.root))
            return float(ball(value).mid())
        except (EvaluationError, TypeError, AttributeError, OverflowError):
            return None

    with deep_recursion(), ctx.workprec(_PRECISION):
        tops = [_climbed(height, low, high) for low, high in _hills(height, places(symbol))]
    for top in tops:
        above = height(top)
        for digits in range(_MOST_DIGITS) if above is not None and above > 0 else ():
            unit = fmpq(10) ** -digits
            rounded = fmpq((top / unit + fmpq(1, 2)).floor()) * unit
            found = refutes(claim, Instance({}, {name: rounded}))
            if found is not None:
                return found
    return None


def _hills(height: Callable[[Any], float | None], tried: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    """Intervals around places that are nearly high enough and higher than their neighbours, the highest first."""
    known = [(x, h) for x in tried for h in (height(x),) if h is not None and abs(h) < float("inf")]
    found = []
    for (low, a), (_, b), (high, c) in zip(known, known[1:], known[2:], strict=False):
        if b >= a and b >= c and b > -_NEAR:
            found.append((b, low, high))
    return [(low, high) for _, low, high in sorted(found, key=lambda f: -f[0])[:_CLIMBS]]


def _climbed(height: Callable[[Any], float | None], low: Any, high: Any) -> Any:
    """The highest place of an interval, by golden sections."""
    for _ in range(_SECTIONS):
        first, second = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        first, second = (fmpq((x * 2**80).floor(), 2**80) for x in (first, second))
        a, b = height(first), height(second)
        if a is None or b is None:
            break
        low, high = (low, second) if a >= b else (first, high)
    return (low + high) / 2
