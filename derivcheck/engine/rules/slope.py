"""Monotonicity by the sign of the derivative, on a domain without gaps: the mean value theorem."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import ONE, ZERO, relation
from derivcheck.engine.calculus.segments import at_point, course, fresh, require_smooth
from derivcheck.engine.definedness import has_exact_conditions
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import NotApplicable, Rule, Support, all_obligations

_SIGNS = {"increasing": "ge", "decreasing": "le", "strictly_increasing": "gt", "strictly_decreasing": "lt"}


@dataclass(frozen=True, slots=True)
class Slope(Evidence):
    """The domain has no gaps, and the derivative within has the right sign."""

    parts: tuple[Evidence, ...]


def obligations(goal: Goal) -> tuple[Goal, ...]:
    """That the domain has no gaps, that the function is smooth inside, and its slope. Raises NotApplicable."""
    if goal.statement.op != "predicate" or goal.statement.args[0] not in _SIGNS:
        raise NotApplicable("nothing is said to be monotone")
    name, body, names, _, given, _ = goal.statement.args
    f, variables = expand(body), names.args
    require_smooth(f, variables)
    if not has_exact_conditions(f):
        raise NotApplicable("where the function is defined is not known exactly")
    within = [expand(c) for c in (given, *domain.conditions(body))]
    taken = (f, given, *goal.facts)
    x = fresh(variables, *taken)
    y = fresh(variables, *taken, *x)
    z = fresh(variables, *taken, *x, *y)
    slope = course(f, variables, z, [ONE], 1)
    ends = [at_point(c, variables, e) for c in within for e in (x, y)]
    sorts = [c for point in (x, y, z) for value in point for c in domain.declared(value)]
    inside = goal.assuming(*sorts, *ends, relation("lt", x[0], z[0]), relation("lt", z[0], y[0]))
    own = [at_point(c, variables, z) for c in within]
    found = [inside.about(c) for c in dict.fromkeys((*own, *slope.conditions))]
    here = goal.assuming(*domain.declared(z[0]), *own, *slope.conditions)
    found.append(here.about(relation(_SIGNS[name], slope.derivative, ZERO)))
    return tuple(g for g in found if g.statement not in g.facts)


def check(goal: Goal, evidence: Slope) -> Support:
    return all_obligations(lambda: obligations(goal), evidence.parts)


RULE = Rule(Slope, check, "sign of the derivative")
