"""A convex function lies above its tangents: an inequality from a place, the slope there, and how the function bends.

f(x) = f(a) + f'(a)(x - a) + (1 - s) * f''(between)(x - a, x - a), integrated over s, so f(x) is at least the tangent at
a if no second derivative between a and x is negative.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import ONE, ZERO, Term, add, relation, sub
from derivcheck.engine.calculus.segments import (
    at_point,
    between,
    course,
    directions,
    fresh,
    parameter,
    require_smooth,
    steps,
)
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.quantified import allowed, as_value
from derivcheck.engine.rule import NotApplicable, Rule, Support, all_obligations


@dataclass(frozen=True, slots=True)
class Tangent(Evidence):
    """An inequality holds for the tangent at a place, and the excess bends upwards from there."""

    variables: tuple[Term, ...]
    place: tuple[Term, ...]
    parts: tuple[Evidence, ...]


def obligations(goal: Goal, variables: tuple[Term, ...], place: tuple[Term, ...]) -> tuple[Goal, ...]:
    """What the place needs, that all is smooth on the way, how it bends, and the tangent. Raises NotApplicable."""
    if goal.statement.op not in ("le", "lt", "ge", "gt") or len(variables) != len(place) or not variables:
        raise NotApplicable("not an inequality")
    left, right = goal.statement.args
    f = expand(sub(right, left) if goal.statement.op in ("le", "lt") else sub(left, right))
    require_smooth(f, variables)
    needed = [c for a in place for c in domain.conditions(a)]
    for variable, a in zip(variables, place, strict=True):
        own = allowed(variable, a, f)
        if own is None:
            raise NotApplicable("the place is none that the variables can be at")
        needed += own
    taken = (f, *goal.facts, *place)
    x = [as_value(v, f) for v in variables]
    t = parameter(*taken)
    z, v = between(place, x, t), steps(place, x)
    start = course(f, variables, place, v, 1)
    on_the_way = (relation("lt", ZERO, t), relation("lt", t, ONE))
    smooth = course(f, variables, z, v, 2).conditions
    found = [goal.about(c) for c in (*needed, *start.conditions)]
    found += [goal.assuming(*on_the_way).about(c) for c in smooth]
    single = len(variables) == 1 and variables[0].op == "symbol"
    p = fresh(variables, *taken, t)
    w = [ONE] if single else directions(variables, *taken, t, *p)
    bend = course(f, variables, p, w, 2)
    sorts = [c for value in p for c in domain.declared(value)]
    found.append(goal.assuming(*sorts, *bend.conditions).about(relation("ge", bend.derivative, ZERO)))
    tangent = add(at_point(f, variables, place), start.derivative)
    strict = goal.statement.op in ("lt", "gt")
    found.append(goal.about(relation("gt" if strict else "ge", tangent, ZERO)))
    return tuple(g for g in dict.fromkeys(found) if g.statement not in g.facts)


def check(goal: Goal, evidence: Tangent) -> Support:
    return all_obligations(lambda: obligations(goal, evidence.variables, evidence.place), evidence.parts)


RULE = Rule(Tangent, check, "tangent of a convex function")
