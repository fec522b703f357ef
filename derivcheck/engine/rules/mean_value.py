"""The mean value theorem: an inequality from one place and the sign of a derivative.

f >= 0 at x if f >= 0 at a place, f is differentiable from the place to x, and its derivative points the right way
between them: f(x) - f(a) = f'(t)*(x - a) for some t strictly between a and x.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.term import (
    IMAGINARY_UNIT,
    ZERO,
    Sort,
    Term,
    make,
    relation,
    sub,
    substitute,
    symbol,
    symbols,
)
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import NotApplicable, Rule, Support, all_obligations

#: What the excess may be made of: real functions for which `domain` knows where they are differentiable.
_SMOOTH = frozenset(("number", "symbol", "constant", "add", "mul", "power", "call", "apply"))
_VARYING = (Sort.REAL, Sort.POSITIVE, Sort.NONNEGATIVE, Sort.NONZERO)


@dataclass(frozen=True, slots=True)
class MeanValue(Evidence):
    """An inequality holds at ``place``, and the derivative by ``variable`` points the right way."""

    variable: Term
    place: Term
    apart: bool
    parts: tuple[Evidence, ...]


def excess(goal: Goal) -> Term:
    """What an inequality says is not negative (or positive). Raises NotApplicable for other statements."""
    if goal.statement.op not in ("le", "lt", "ge", "gt"):
        raise NotApplicable("not an inequality")
    left, right = goal.statement.args
    return expand(sub(right, left) if goal.statement.op in ("le", "lt") else sub(left, right))


def obligations(goal: Goal, variable: Term, place: Term, apart: bool) -> tuple[Goal, ...]:
    """What has to be shown; with ``apart`` a strict inequality comes from strict derivatives and variable != place.

    Raises NotApplicable.
    """
    f, strict = excess(goal), goal.statement.op in ("lt", "gt")
    if variable.op != "symbol" or variable.args[1] not in _VARYING or variable in symbols(place):
        raise NotApplicable("nothing real varies")
    if not (_is_smooth(f) and _is_smooth(place)):
        raise NotApplicable("not a real function that is known to be smooth where it is differentiable")
    between = _fresh(goal, place)
    along = substitute(f, {variable: between})
    slope = make("derivative", along, between, 1)
    try:
        derivative = expand(slope)
    except NoDerivative:
        raise NotApplicable("the derivative is not known") from None
    smooth = tuple(dict.fromkeys((*domain.conditions(along), *domain.conditions(slope))))
    start = substitute(f, {variable: place})
    found = [goal.about(c) for c in domain.conditions(place)]
    found.append(goal.about(relation("gt" if strict and not apart else "ge", start, ZERO)))
    if apart:
        found.append(goal.about(relation("ne", variable, place)))
    for low, high, op in ((place, variable, "ge"), (variable, place, "le")):
        side = goal.assuming(relation("le", low, high))
        closed = side.assuming(relation("le", low, between), relation("le", between, high))
        found += [closed.about(expand(c)) for c in smooth]
        inside = side.assuming(relation("lt", low, between), relation("lt", between, high), *map(expand, smooth))
        wanted = op if not (strict and apart) else {"ge": "gt", "le": "lt"}[op]
        found.append(inside.about(relation(wanted, derivative, ZERO)))
    return tuple(found)


def _is_smooth(term: Term) -> bool:
    if term.op not in _SMOOTH or term is IMAGINARY_UNIT or (term.op == "symbol" and term.args[1] is Sort.COMPLEX):
        return False
    return all(_is_smooth(t) for t in term.terms)


def _fresh(goal: Goal, place: Term) -> Term:
    taken = symbols(place).union(*(symbols(t) for t in (goal.statement, *goal.facts)))
    return next(s for s in (symbol(f"between#{k}") for k in range(len(taken) + 1)) if s not in taken)


def check(goal: Goal, evidence: MeanValue) -> Support:
    return all_obligations(lambda: obligations(goal, evidence.variable, evidence.place, evidence.apart), evidence.parts)


RULE = Rule(MeanValue, check, "mean value")
