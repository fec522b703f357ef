"""Angles: identities of inverse trigonometric functions.

The difference of both sides is an angle. If the cosine of a multiple m of it is 1, it is a multiple of a full
turn over m; if it is also known to be smaller than that, it is zero. So `atan(x) + atan(1/x) == pi/2` for positive x.
"""

from __future__ import annotations

from derivcheck.algebra.normal_form.answers import Cases, vanishes
from derivcheck.algebra.signs.enclosure import enclose
from derivcheck.algebra.signs.range import magnitude
from derivcheck.algebra.term import ONE, PI, Term, call, div, mul, number, sub
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.angle import Angle
from derivcheck.engine.rules.cases import Cases as CaseEvidence

_INVERSES = frozenset(("asin", "acos", "atan", "acot", "asec", "acsc"))
_MULTIPLES = (1, 2, 3, 4, 6)


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if not _mentions(goal.statement, _INVERSES):
        return None
    angle = difference(goal)
    bound = magnitude(angle, goal.facts)
    if bound is None:
        return None
    for multiple in _MULTIPLES:
        if not bound < enclose(div(mul(number(2), PI), number(multiple)), 128):
            return None
        answer = vanishes(sub(call("cos", mul(number(multiple), angle)), ONE), goal.facts)
        if isinstance(answer, Cases):
            return _by_cases(goal, answer, prove)
        if answer.state in ("zero", "vacuous"):
            return Angle(multiple)
    return None


def _by_cases(goal: Goal, cases: Cases, prove: Prove) -> Evidence | None:
    parts: list[Evidence] = []
    for fact in cases.facts:
        part = prove(goal.assuming(fact))
        if part is None:
            return None
        parts.append(part)
    return CaseEvidence(cases.facts, tuple(parts))


def _mentions(term: Term, names: frozenset[str]) -> bool:
    if term.op == "call" and term.args[0] in names:
        return True
    return any(_mentions(t, names) for t in term.terms)


PROVER = Prover(
    name="angles",
    cost=20,
    concerns=frozenset(("eq",)),
    attempt=attempt,
    proves=(
        Example("atan(x) + atan(1/x) == pi/2", ("x: positive",)),
        Example("4*atan(1/5) - atan(1/239) == pi/4"),
    ),
    gives_up=(Example("asin(sin(x)) == x", ("x: real",)),),
    corrupted=(
        (Example("atan(x) + atan(1/x) == pi/2", ("x: real",)), Angle(1)),
        (Example("asin(sin(x)) == x", ("x: real",)), Angle(1)),
        (Example("2*atan(1) == pi"), Angle(0)),
    ),
)
