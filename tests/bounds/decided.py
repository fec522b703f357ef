"""Deciding statements of tests about bounds."""

from __future__ import annotations

from derivcheck.engine.decide import Decision, decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single


def decided(claim: str, *declare: str, given: tuple[str, ...] = ()) -> Decision:
    problem = single(claim, declare=list(declare), given=list(given))
    return decide(elaborate(problem, problem.claims[0]), 20)
