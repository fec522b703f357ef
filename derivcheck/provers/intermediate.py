"""Intermediate values: an equation has a solution between two numbers at which its sides compare differently.

So there is a number that is its own cosine, and one at which a polynomial of odd degree is 0, though neither can be
written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from derivcheck.algebra.signs.enclosure import truth_at
from derivcheck.algebra.term import ZERO, Term, number, relation, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import NotApplicable
from derivcheck.engine.rules.intermediate import Intermediate, equation, obligations
from derivcheck.engine.rules.vanishing import Vanishing

_HALF = tuple(Fraction(k, 4) for k in (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 80, 400))
_PLACES = (*(-x for x in reversed(_HALF)), Fraction(-1, 64), Fraction(0), Fraction(1, 64), *_HALF)
_MOST_HALVINGS, _MOST_SEGMENTS = 40, 4


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    try:
        f, others, variable = equation(goal.statement)
    except NotApplicable:
        return None
    if symbols(f) != {variable}:
        return None
    for count, (low, high) in enumerate(_segments(f, others, variable)):
        found = None if count >= _MOST_SEGMENTS else _between(goal, number(low), number(high), prove)
        if found is not None:
            return found
    return None


def _between(goal: Goal, low: Term, high: Term, prove: Prove) -> Evidence | None:
    try:
        asked = obligations(goal, low, high)
    except NotApplicable:
        return None
    parts: list[Evidence] = []
    for own in asked:
        part = prove(own)
        if part is None:
            return None
        parts.append(part)
    return Intermediate(low, high, tuple(parts))


def _segments(f: Term, others: tuple[Term, ...], variable: Term) -> Iterator[tuple[Fraction, Fraction]]:
    """Where the sign changes, made so small that all else that can be told at the ends holds there."""
    signs = [(x, _sign(f, variable, x)) for x in _PLACES]
    for (low, below), (high, above) in pairwise((x, s) for x, s in signs if s):
        if below == above:
            continue
        for _ in range(_MOST_HALVINGS):
            if all(truth_at(c, {variable: _ball(x)}) is not False for c in others for x in (low, high)):
                yield low, high
                break
            middle = (low + high) / 2
            low, high = (middle, high) if _sign(f, variable, middle) == below else (low, middle)


def _sign(f: Term, variable: Term, place: Fraction) -> int:
    at = {variable: _ball(place)}
    return 1 if truth_at(relation("gt", f, ZERO), at) else -1 if truth_at(relation("lt", f, ZERO), at) else 0


def _ball(value: Fraction) -> object:
    import flint

    return flint.arb(flint.fmpq(value.numerator, value.denominator))


PROVER = Prover(
    name="intermediate values",
    cost=57,
    concerns=frozenset(("not",)),
    attempt=attempt,
    proves=(
        Example("Exists(x, cos(x) == x)", ("x: real",)),
        Example("Exists(x, x > 1 and x**5 - x - 1 == 0)", ("x: real",)),
    ),
    gives_up=(Example("Exists(x, exp(x) == x)", ("x: real",)), Example("Exists(x, 1/x == 0)", ("x: real",))),
    corrupted=(
        (Example("Exists(x, 1/x == 0)", ("x: real",)), Intermediate(number(-1), number(1), (Vanishing(),) * 4)),
        (Example("Exists(x, floor(x) == 1/2)", ("x: real",)), Intermediate(number(0), number(1), (Vanishing(),) * 3)),
        (Example("Exists(x, x**2 == -1)", ("x: real",)), Intermediate(number(0), number(1), (Vanishing(),) * 3)),
        (Example("Exists(x, x**2 == 2)", ("x: real",)), Intermediate(number(2), number(3), (Vanishing(),) * 3)),
    ),
)
