"""Small angles by the cosine of a multiple."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.signs.enclosure import enclose
from derivcheck.algebra.signs.range import magnitude
from derivcheck.algebra.term import ONE, PI, call, div, mul, number, relation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.rule import Rejected, Rule, Support, decided, require_form

_PRECISION = 128


@dataclass(frozen=True, slots=True)
class Angle(Evidence):
    """An angle of less than a full turn over ``multiple``, the cosine of whose multiple is 1, is 0."""

    multiple: int


def check(goal: Goal, evidence: Angle) -> Support:
    require_form(goal, "eq")
    if evidence.multiple < 1:
        raise Rejected("an angle's multiple is at least 1")
    angle, multiple = difference(goal), number(evidence.multiple)
    bound = magnitude(angle, goal.facts)
    full_turn = enclose(div(mul(number(2), PI), multiple), _PRECISION)
    if bound is None or not bound < full_turn:
        raise Rejected("the angle may be more than a full turn")
    return decided(goal.about(relation("eq", call("cos", mul(multiple, angle)), ONE)))


RULE = Rule(Angle, check, "angles")
