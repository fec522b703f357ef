"""Turning points: bounds that are nearly reached, at a place that has to be computed.

Where the derivative of the difference of both sides is 0, an inequality may be closest to an equation: these places are
read off the factors of the derivative. The line is cut at one of them, or at 0, and each part shown by mean values from
another, or in a way that is seen at once: `D(x*(1 + erf(x/sqrt(2)))/2, x) <= 1.13`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.normal_form.field import Field, Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt as normalised
from derivcheck.algebra.signs.enclosure import NoEnclosure, comparison, enclose
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import (
    INEQUALITIES,
    ZERO,
    Term,
    add,
    call,
    div,
    make,
    mul,
    number,
    rational,
    relation,
    sub,
    substitute,
    symbol,
    symbols,
)
from derivcheck.engine.calculus.sampled import fails_somewhere
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover, prove_all
from derivcheck.engine.rule import NotApplicable
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.enclosed import Enclosed
from derivcheck.engine.rules.mean_value import MeanValue, excess, obligations
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_PLACES = 4
_MOST_CUTS = 2
_PRECISION = 128


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    found = _variable(goal)
    if found is None:
        return None
    f, variable = found
    places = [p for p in _turning_points(goal, f, variable) if _holds_at(f, variable, p)]
    return _cut(goal, variable, places, _MOST_CUTS) if places else None


def _cut(goal: Goal, variable: Term, places: list[Term], depth: int) -> Evidence | None:
    """The goal on both sides of 0 or a turning point, each of which may be cut again."""
    for cut in (ZERO, *places):
        cases = tuple(relation(op, sub(variable, cut), ZERO) for op in ("ge", "le"))
        if any(case in goal.facts for case in cases):
            continue
        parts = []
        for case in cases:
            inside = goal.assuming(case)
            part = _from_a_place(inside, variable, places) or _shown(inside)
            if part is None and depth > 1:
                part = _cut(inside, variable, places, depth - 1)
            if part is None:
                break
            parts.append(part)
        if len(parts) == len(cases):
            return Cases(cases, tuple(parts))
    return None


def _from_a_place(goal: Goal, variable: Term, places: list[Term]) -> Evidence | None:
    for place in places:
        try:
            smaller = obligations(goal, variable, place, False)
        except NotApplicable:
            continue
        parts = None if any(map(fails_somewhere, smaller)) else prove_all(smaller, _shown)
        if parts is not None:
            return MeanValue(variable, place, False, parts)
    return None


def _shown(goal: Goal, depth: int = 3) -> Evidence | None:
    """By balls, or the normal form in a few cases: all else would take too long for what is but an attempt."""
    if not symbols(goal.statement) and goal.statement.op in INEQUALITIES | {"ne"}:
        try:
            if comparison(goal.statement.op, enclose(sub(*goal.statement.args), _PRECISION)):
                return Enclosed(_PRECISION)
        except NoEnclosure:
            pass
    answer = holds(goal.statement, goal.facts)
    if isinstance(answer, Answer):
        return Vanishing() if answer.state in ("zero", "vacuous") else None
    parts = [_shown(goal.assuming(fact), depth - 1) for fact in answer.facts] if depth else []
    found = tuple(part for part in parts if part is not None)
    return Cases(answer.facts, found) if found and len(found) == len(answer.facts) else None


def _variable(goal: Goal) -> tuple[Term, Term] | None:
    """What is not negative, and the only number that it depends on; None if this is no matter for mean values."""
    try:
        f = excess(goal)
    except NotApplicable:
        return None
    names = symbols(f)
    if len(names) != 1 or not _is_transcendental(f):
        return None
    (variable,) = names
    return (f, variable) if variable.op == "symbol" else None


def _is_transcendental(term: Term) -> bool:
    own = term.op == "call" or (term.op == "power" and rational(term.args[1]) is None)
    return own or any(_is_transcendental(t) for t in term.terms)


def _holds_at(f: Term, variable: Term, place: Term) -> bool:
    """Whether the inequality is strict there: places of equality are `mean_value`'s."""
    try:
        return bool(enclose(expand(substitute(f, {variable: place})), _PRECISION) > 0)
    except NoEnclosure:
        return False


def _turning_points(goal: Goal, f: Term, variable: Term) -> list[Term]:
    """Where a factor of the derivative is 0 that is a polynomial in the variable, or in an exponential of it."""
    try:
        derivative = expand(make("derivative", f, variable, 1))
        normaliser = normalised(goal.facts, Oracle(False), (derivative,))
        numerator = normaliser.of(derivative).n
    except (NoDerivative, Incomplete, TooLarge, Vacuous, Split, Restart):
        return []
    _, factors = normaliser.field.factor(numerator)
    found = (p for factor, _ in factors for p in _zeros(normaliser.field, factor, variable))
    return list(dict.fromkeys(found))[:_MOST_PLACES]


def _zeros(field: Field, p: Any, variable: Term) -> Iterator[Term]:
    """Zeros of linear and quadratic polynomials in the variable, and of linear ones in its logarithm or exponential."""
    free = [i for i in field.occurring(p) if i not in field.constants]
    if len(free) != 1:
        return
    kernel, degree = field.kernels[free[0]], int(p.degrees()[free[0]])
    slope = p.derivative(free[0])
    rest = p - slope * field.generators[free[0]]
    if kernel.term is variable and degree == 1:
        yield div(mul(number(-1), field.readable(rest)), field.readable(slope))
    elif kernel.term is variable and degree == 2:
        half = slope.derivative(free[0])  # 2a
        b = slope - half * field.generators[free[0]]
        c = (p * 2 - half * field.generators[free[0]] ** 2 - b * field.generators[free[0]] * 2)
        root = call("sqrt", field.readable(b * b - half * c))
        for sign in (1, -1):
            above = add(mul(number(-1), field.readable(b)), mul(number(sign), root))
            yield div(above, field.readable(half))
    elif kernel.kind == "log" and degree == 1 and kernel.term.args[1] is variable:
        yield call("exp", div(mul(number(-1), field.readable(rest)), field.readable(slope)))
    elif kernel.kind == "exp" and degree == 1 and kernel.argument is not None:
        scale = field.rational_value(field.ratio(kernel.argument, field.generator(field.find("symbol", variable) or 0)))
        if scale:
            value = div(mul(number(-1), field.readable(rest)), field.readable(slope))
            yield div(call("log", value), number(scale))


_X = symbol("x")

PROVER = Prover(
    name="turning points",
    cost=54,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("D(x*(1 + erf(x/sqrt(2)))/2, x) <= 1.13", ("x: real",)),
        Example("x*exp(-x) <= 0.37", ("x: real",)),
    ),
    gives_up=(Example("D(x*(1 + erf(x/sqrt(2)))/2, x) <= 1.12", ("x: real",)),),
    corrupted=(
        (
            Example("x*exp(-x) <= 0.36", ("x: real",)),
            Cases(
                (relation("ge", _X, ZERO), relation("le", _X, ZERO)),
                (MeanValue(_X, number(1), False, (Vanishing(),) * 4), Vanishing()),
            ),
        ),
    ),
)
