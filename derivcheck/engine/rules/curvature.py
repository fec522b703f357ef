"""Convexity by second derivatives: the domain is convex, and no second derivative along a line in it is negative.

A continuous function on an interval that is twice differentiable inside, with f'' >= 0 there, is convex; a function of
several variables is convex if it is along every segment.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import ONE, ZERO, Term, relation
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
from derivcheck.engine.definedness import has_exact_conditions
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import NotApplicable, Rule, Support, all_obligations


@dataclass(frozen=True, slots=True)
class Curvature(Evidence):
    """The domain is convex, and second derivatives within are not negative."""

    parts: tuple[Evidence, ...]


def obligations(goal: Goal) -> tuple[Goal, ...]:
    """That the domain is convex, that the function is smooth inside, and how it bends. Raises NotApplicable."""
    if goal.statement.op != "predicate" or goal.statement.args[0] != "convex":
        raise NotApplicable("nothing is said to be convex")
    _, body, names, _, given, _ = goal.statement.args
    f, variables = expand(body), names.args
    require_smooth(f, variables)
    if not has_exact_conditions(f):
        raise NotApplicable("where the function is defined is not known exactly")
    within = [expand(c) for c in (given, *domain.conditions(body))]
    taken = (f, given, *goal.facts)
    p = fresh(variables, *taken)
    single = len(variables) == 1 and variables[0].op == "symbol"
    v = [ONE] if single else directions(variables, *taken, *p)
    bend = course(f, variables, p, v, 2)
    x = fresh(variables, *taken, *p, *v)
    y = fresh(variables, *taken, *p, *v, *x)
    t = parameter(*taken, *p, *v, *x, *y)
    ends = [at_point(c, variables, e) for c in within for e in (x, y)]
    z = p if single else between(x, y, t)
    order = (relation("lt", x[0], z[0]), relation("lt", z[0], y[0]))
    inside = goal.assuming(*_sorts(x, y), *ends, *(order if single else _strictly_between(t)))
    inside = inside.assuming(*_sorts(p)) if single else inside
    smooth = bend.conditions if single else course(f, variables, z, steps(x, y), 2).conditions
    found = [inside.about(c) for c in dict.fromkeys((*(at_point(c, variables, z) for c in within), *smooth))]
    here = goal.assuming(*_sorts(p), *(at_point(c, variables, p) for c in within), *bend.conditions)
    found.append(here.about(relation("ge", bend.derivative, ZERO)))
    return tuple(g for g in found if g.statement not in g.facts)


def _strictly_between(t: Term) -> tuple[Term, Term]:
    return relation("lt", ZERO, t), relation("lt", t, ONE)


def _sorts(*points: list[Term]) -> list[Term]:
    return [c for point in points for value in point for c in domain.declared(value)]


def check(goal: Goal, evidence: Curvature) -> Support:
    return all_obligations(lambda: obligations(goal), evidence.parts)


RULE = Rule(Curvature, check, "second derivatives")
