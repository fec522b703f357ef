"""Mean values: an inequality from one place and the sign of a derivative.

`exp(x) >= 1 + x` holds at 0, and the derivative of the difference is positive to the right of 0 and negative to the
left. The signs of derivatives are found in the same way where need be: `cos(x) >= 1 - x**2/2`. The places tried are
those at which both sides are equal: small numbers, bounds in the hypotheses, and the other variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.algebra.inverting import inverted
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose
from derivcheck.algebra.term import (
    INEQUALITIES,
    RELATIONS,
    ZERO,
    Term,
    constant,
    number,
    rational,
    relation,
    substitute,
    symbol,
)
from derivcheck.algebra.term import symbols as symbols_of
from derivcheck.engine.calculus.sampled import fails_somewhere
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover, prove_all
from derivcheck.engine.rule import NotApplicable, is_seen
from derivcheck.engine.rules.mean_value import MeanValue, excess, obligations
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_PLACES = 8


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    try:
        f = excess(goal)
    except NotApplicable:
        return None
    if not _is_transcendental(f) or fails_somewhere(goal):
        return None
    for variable in sorted((s for s in symbols_of(f) if s.op == "symbol"), key=str):
        if _leads_to_unknown_derivatives(goal, f, variable):
            continue
        for place, positive in _places(goal, f, variable):
            apart = goal.statement.op in ("lt", "gt") and not positive
            try:
                smaller = obligations(goal, variable, place, apart)
            except NotApplicable:
                break
            parts = _all(smaller, prove)
            if parts is not None:
                return MeanValue(variable, place, apart, parts)
    return None


def _all(goals: tuple[Goal, ...], prove: Prove) -> tuple[Evidence, ...] | None:
    return None if any(map(fails_somewhere, goals)) else prove_all(goals, prove)


def _is_transcendental(term: Term) -> bool:
    own = term.op in ("call", "apply") or (term.op == "power" and rational(term.args[1]) is None)
    return own or any(_is_transcendental(t) for t in term.terms)


def _leads_to_unknown_derivatives(goal: Goal, f: Term, variable: Term) -> bool:
    """Whether a derivative of an arbitrary function stands in f, moving, of the highest order that is spoken of."""
    known = max((order for t in (goal.statement, *goal.facts) for order, _ in _orders(t)), default=0)
    return known > 0 and any(order == known and variable in symbols_of(t) for order, t in _orders(f))


def _orders(term: Term) -> Iterator[tuple[int, Term]]:
    """Arbitrary functions and how often they are differentiated."""
    if term.op == "apply":
        yield len(term.args[2]), term
    for part in term.terms:
        yield from _orders(part)


def _places(goal: Goal, f: Term, variable: Term) -> Iterator[tuple[Term, bool]]:
    """Where the inequality is seen to hold, and whether strictly."""
    numbers = [number(k) for k in (0, 1, -1)] + [number(Fraction(1, 2)), constant("E")]
    bounds = [a for fact in goal.facts if fact.op in RELATIONS for a in _bounds(fact, variable)]
    others = sorted((s for s in symbols_of(f) if s.op == "symbol"), key=str)
    tried = [p for p in dict.fromkeys((*bounds, *numbers, *others)) if variable not in symbols_of(p)]
    for place in tried[:_MOST_PLACES]:
        start = substitute(f, {variable: place})
        if not symbols_of(start):
            try:
                if enclose(start, 64) < 0:
                    continue
            except NoEnclosure:
                continue
        for op in ("gt", "ge"):
            if is_seen(goal.about(relation(op, start, ZERO))):
                yield place, op == "gt"
                break


def _bounds(fact: Term, variable: Term) -> Iterator[Term]:
    """What a fact compares the variable with, also as a difference: x - c > 0."""
    if variable in fact.args:
        yield from fact.args
    elif fact.args[1] is ZERO and fact.args[0].op == "add":
        place = inverted(fact.args[0], variable, ZERO)
        if place is not None:
            yield place


_X = symbol("x")

PROVER = Prover(
    name="mean value",
    cost=55,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("exp(x) >= 1 + x", ("x: real",)),
        Example("log(1 + x) < x", ("x: positive",)),
        Example("exp(x) >= exp(y) + exp(y)*(x - y)", ("x, y: real",)),
    ),
    gives_up=(
        Example("exp(x) > 1 + x", ("x: real",)),
        Example("x**2 + 1 >= 2*x", ("x: real",)),
    ),
    corrupted=(
        (Example("exp(x) >= 1 + 2*x", ("x: real",)), MeanValue(_X, ZERO, False, (Vanishing(),) * 3)),
        (Example("exp(x) > 1 + x", ("x: real",)), MeanValue(_X, ZERO, True, (Vanishing(),) * 4)),
        (Example("1/x >= -1", ("x: nonzero",)), MeanValue(_X, number(1), False, (Vanishing(),) * 7)),
    ),
)
