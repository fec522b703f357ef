"""Convexity, monotony and minima: by derivatives, or by definition.

A function is convex if its domain is and no second derivative along a line in it is negative; it increases on a domain
without gaps where its derivative is not negative. A place at which the derivative of a convex function is 0 is a
minimum. What has kinks, such as `Abs(x)`, goes by definition.
"""

from __future__ import annotations

from derivcheck.algebra.term import Term
from derivcheck.engine.calculus.segments import tensor_in
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover, prove_all
from derivcheck.engine.rule import NotApplicable
from derivcheck.engine.rules import curvature, slope, tangent
from derivcheck.engine.rules.arbitrary import Arbitrary, arbitrary, value
from derivcheck.engine.rules.curvature import Curvature
from derivcheck.engine.rules.last import Last, last_alternative
from derivcheck.engine.rules.meaning import Meaning, by_definition
from derivcheck.engine.rules.slope import Slope
from derivcheck.engine.rules.tangent import Tangent
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    return _by_derivatives(goal, prove) or _by_definition(goal, prove)


def _by_derivatives(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.args[0] == "minimizer":
        return _minimum(goal, prove)
    kind, rule = (Curvature, curvature) if goal.statement.args[0] == "convex" else (Slope, slope)
    try:
        parts = prove_all(rule.obligations(goal), prove)
    except NotApplicable:
        return None
    return None if parts is None else kind(parts)


def _by_definition(goal: Goal, prove: Prove) -> Evidence | None:
    part = prove(by_definition(goal))
    return None if part is None else Meaning(part)


def _minimum(goal: Goal, prove: Prove) -> Evidence | None:
    """By the tangent at the place, after the variables have been given names."""
    places = goal.statement.args[3].args
    inner = by_definition(goal)
    variables: list[Term] = []
    while inner.statement.op == "forall":
        own = value(inner)
        variables.append(own if own.op == "symbol" else tensor_in(own))
        inner = arbitrary(inner)
    last = inner.statement.op == "or"
    if last:
        inner = last_alternative(inner)
    try:
        asked = tangent.obligations(inner, tuple(variables), places)
    except NotApplicable:
        return None
    parts = prove_all(asked, prove)
    if parts is None:
        return None
    evidence: Evidence = Tangent(tuple(variables), places, parts)
    evidence = Last(evidence) if last else evidence
    for _ in variables:
        evidence = Arbitrary(evidence)
    return Meaning(evidence)


_CUBE = Example("convex(x**3, x)", ("x: real",))

PROVER = Prover(
    name="convexity",
    cost=7,
    concerns=frozenset(("predicate",)),
    attempt=attempt,
    proves=(
        Example("convex(exp(x), x)", ("x: real",)),
        Example("convex(Abs(x), x)", ("x: real",)),
        Example("increasing(sigmoid(x), x)", ("x: real",)),
        Example("minimizer((x - a)**2, x, a)", ("x, a: real",)),
    ),
    gives_up=(_CUBE, Example("increasing(sin(x), x)", ("x: real",))),
    corrupted=(
        (_CUBE, Curvature((Vanishing(),))),
        (Example("decreasing(1/x, x)", ("x: nonzero",)), Slope((Vanishing(), Vanishing(), Vanishing()))),
    ),
)
