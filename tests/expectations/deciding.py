"""A claim as the whole engine decides it, in this process."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.engine.decide import Decision, decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

from .claims import DECLARATIONS


def decided(
    written: str, declare: Sequence[str] = DECLARATIONS, define: Sequence[str] = (), given: Sequence[str] = ()
) -> Decision:
    problem = single(written, declare=list(declare), define=list(define), given=list(given))
    return decide(elaborate(problem, problem.claims[0]), 20)
