"""Integrals and sums without end, from an antiderivative (or antidifference) that is checked here.

The fundamental theorem of calculus: where F' = f and F is continuous between the bounds, the integral of f is the
difference of F's limits at the ends; likewise the sum of f(k) where F(k + 1) - F(k) = f(k).
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.algebra.calculus import NoDerivative, differentiate
from derivcheck.algebra.domain import conditions
from derivcheck.algebra.inverting import inverted
from derivcheck.algebra.limits.approach import NoLimit, NoRule, sign_of
from derivcheck.algebra.limits.limits import limit_of
from derivcheck.algebra.limits.tendencies import INFINITY, MINUS_INFINITY, is_infinite
from derivcheck.algebra.normal_form.answers import Answer, Cases, holds, vanishes
from derivcheck.algebra.normal_form.field import Vacuous
from derivcheck.algebra.normal_form.normaliser import Facts
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.term import (
    ONE,
    TRUE,
    ZERO,
    Term,
    add,
    make,
    mul,
    neg,
    relation,
    sub,
    substitute,
)


class Divergent(Exception):
    """It is proved that the integral or sum has no finite value."""


def value_of(term: Term, antiderivative: Term, facts: Facts) -> Term:
    """The value of an integral or a series. Raises NoRule if the antiderivative is not seen to be one, or Divergent."""
    body, own, first, last = term.args
    if term.op == "series":
        check_difference(antiderivative, body, own, first, facts)
        return sub(_end(antiderivative, own, INFINITY, "-", facts), substitute(antiderivative, {own: first}))
    order = _order(first, last, facts)
    if order == 0:
        return ZERO
    low, high = (first, last) if order == 1 else (last, first)
    require_no_pole(body, own, low, high, facts)
    inside = [relation("gt", own, low)] if not is_infinite(low) else []
    inside += [relation("lt", own, high)] if not is_infinite(high) else []
    written = make("derivative", antiderivative, own, 1)
    try:
        derivative = differentiate(antiderivative, own)
    except NoDerivative as name:
        raise NoRule(str(name)) from None
    _check(written, body, own, (*facts, *inside), derivative)
    upper = _end(antiderivative, own, high, "-", facts)
    lower = _end(antiderivative, own, low, "+", facts)
    return sub(upper, lower) if order == 1 else sub(lower, upper)


def require_no_pole(body: Term, own: Term, low: Term, high: Term, facts: Facts) -> None:
    """Raises Divergent if the integrand is seen to grow at least as 1/|t - p| at some p between the bounds."""
    for condition in conditions(body):
        place = inverted(condition.args[0], own, ZERO) if condition.op == "ne" and condition.args[1] is ZERO else None
        if place is None:
            continue
        try:
            direction = _inwards(low, place, high, facts)
            found = limit_of(mul(sub(own, place), body), own, place, direction or "+", facts)
            diverging = bool(direction) and (is_infinite(found) or sign_of(found, facts) != 0)
        except (NoLimit, NoRule, Split, Vacuous):
            continue
        if diverging:
            raise Divergent("a pole")


def _inwards(low: Term, place: Term, high: Term, facts: Facts) -> str:
    """From which side of a place the range between the bounds is seen; nothing if it lies outside."""
    above = 1 if low is MINUS_INFINITY else sign_of(sub(place, low), facts)
    below = 1 if high is INFINITY else sign_of(sub(high, place), facts)
    return "" if above < 0 or below < 0 else "+" if below else "-"


def check_difference(antidifference: Term, body: Term, own: Term, first: Term, facts: Facts) -> None:
    """That F(k + 1) - F(k) = f(k) from the first k on. Raises NoRule."""
    _check(antidifference, body, own, (*facts, relation("ge", own, first)), _step(antidifference, own))


def diverges(term: Term, facts: Facts) -> bool:
    """Whether a series is seen to diverge: its terms do not tend to 0, or not faster than 1/k. Raises NoRule, Split."""
    body, own, _, _ = term.args
    try:
        found = limit_of(body, own, INFINITY, "-", facts)
    except NoLimit:
        return True
    return is_infinite(found) or sign_of(found, facts) != 0 or harmonic(term, facts) is not None


def harmonic(term: Term, facts: Facts) -> Term | None:
    """Where the partial sums of a series grow to because k times the k-th term tends to a number other than 0, or to
    infinity: by comparison with the harmonic series. None if this is not seen."""
    body, own, _, _ = term.args
    try:
        found = limit_of(mul(own, body), own, INFINITY, "-", facts)
    except (NoLimit, NoRule):
        return None
    sign = sign_of(found, facts) if not is_infinite(found) else 1 if found is INFINITY else -1
    return {1: INFINITY, -1: MINUS_INFINITY}.get(sign)


def _order(first: Term, last: Term, facts: Facts) -> int:
    if first is last:
        return 0
    if first is MINUS_INFINITY or last is INFINITY:
        return 1
    if first is INFINITY or last is MINUS_INFINITY:
        return -1
    return sign_of(sub(last, first), facts)


def _step(antidifference: Term, own: Term) -> Term:
    return sub(substitute(antidifference, {own: add(own, ONE)}), antidifference)


def _check(written: Term, body: Term, own: Term, facts: Facts, derivative: Term) -> None:
    """Both are defined between the bounds, and the derivative is the body."""
    needed = dict.fromkeys((*conditions(body), *conditions(written), *conditions(derivative)))
    for condition in needed:
        if condition is not TRUE and not follows(condition, facts):
            raise NoRule(f"not seen between the bounds: {condition}")
    if not _in_all_cases(vanishes, add(derivative, neg(body)), facts):
        raise NoRule("the derivative is not seen to be the integrand")


def follows(condition: Term, facts: Facts) -> bool:
    """Whether a condition is seen to hold, in all cases that the question asks for."""
    if condition.op == "or" and any(follows(c, facts) for c in condition.args):
        return True
    return condition in facts or _in_all_cases(holds, condition, facts)


def _in_all_cases(ask: Callable[[Term, Facts], Answer | Cases], term: Term, facts: Facts, depth: int = 4) -> bool:
    """Whether the answer is zero (which stands for true), going through the cases that it asks for."""
    answer = ask(term, facts)
    if isinstance(answer, Answer):
        return answer.state in ("zero", "vacuous")
    return depth > 0 and all(_in_all_cases(ask, term, (*facts, case), depth - 1) for case in answer.facts)


def _end(antiderivative: Term, own: Term, point: Term, direction: str, facts: Facts) -> Term:
    try:
        found = limit_of(antiderivative, own, point, direction, facts)
    except NoLimit:
        raise Divergent("no limit at an end") from None
    if is_infinite(found):
        raise Divergent("infinite at an end")
    return found
