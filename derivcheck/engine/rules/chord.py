"""A concave function lies above its chords: an inequality between two places, from both of them and the bend between.

A function that is continuous on a closed interval and has no positive second derivative inside is concave there, so it
is nowhere smaller than at one of the ends. If the second derivative is negative it is greater inside.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.term import ONE, ZERO, Term, relation, symbols
from derivcheck.engine.calculus.segments import at_point, course, directions, require_smooth
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import NotApplicable, Rule, Support, all_obligations
from derivcheck.engine.rules.mean_value import excess


@dataclass(frozen=True, slots=True)
class Chord(Evidence):
    """An inequality holds at both ends of an interval, and the excess bends downwards between them.

    ``apart``: a strict inequality, from a strict bend and a variable that is at neither end.
    """

    variable: Term
    first: Term
    last: Term
    apart: bool
    parts: tuple[Evidence, ...]


def obligations(goal: Goal, variable: Term, first: Term, last: Term, apart: bool) -> tuple[Goal, ...]:
    """That the variable is between the ends, what the ends need, both of them, and the bend. Raises NotApplicable."""
    f, strict = excess(goal), goal.statement.op in ("lt", "gt")
    if variable.op != "symbol" or variable in symbols(first) | symbols(last):
        raise NotApplicable("the ends depend on what varies")
    require_smooth(f, (variable,))
    (inside,) = directions((variable,), f, first, last, *goal.facts)  # any real number: the ends need not be allowed
    bend = course(f, (variable,), (inside,), (ONE,), 2)
    within = "lt" if strict and apart else "le"
    found = [goal.about(c) for end in (first, last) for c in domain.conditions(end)]
    found += [goal.about(relation(within, first, variable)), goal.about(relation(within, variable, last))]
    for end in (first, last):
        start = at_point(f, (variable,), (end,))
        found += [goal.about(c) for c in domain.conditions(start)]
        found.append(goal.about(relation("gt" if strict and not apart else "ge", start, ZERO)))
    between = goal.assuming(relation("lt", first, inside), relation("lt", inside, last))
    found += [between.about(c) for c in bend.conditions]
    downwards = relation("lt" if strict and apart else "le", bend.derivative, ZERO)
    found.append(between.assuming(*bend.conditions).about(downwards))
    return tuple(g for g in found if g.statement not in g.facts)


def check(goal: Goal, evidence: Chord) -> Support:
    own = (evidence.variable, evidence.first, evidence.last, evidence.apart)
    return all_obligations(lambda: obligations(goal, *own), evidence.parts)


RULE = Rule(Chord, check, "chord of a concave function")
