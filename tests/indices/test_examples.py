"""Each family of claims over all sizes: what is true is proved, what is false refuted, and never confirmed."""

from __future__ import annotations

import time

import pytest

from derivcheck.engine import kernel
from derivcheck.engine.decide import Decision, decide
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

from .family_claims import DECLARATIONS, FAMILIES, Family

_SECONDS = 5
#: Claims on which the product is known to be wrong or to give up, by the reason.
OPEN: dict[str, str] = {}


def _cases(truth: bool) -> list[object]:
    return [
        pytest.param(
            family, claim, id=f"{family.name}: {claim}",
            marks=[pytest.mark.xfail(strict=True, reason=f"fuzz {OPEN[claim]}")] if claim in OPEN else [],
        )
        for family in FAMILIES
        for claim in (family.true if truth else family.false)
    ]  # fmt: skip


def _claim(family: Family, written: str) -> Claim:
    problem = single(written, declare=list(DECLARATIONS), define=list(family.define), given=list(family.given))
    return elaborate(problem, problem.claims[0])


def _decided(family: Family, written: str) -> Decision:
    return decide(_claim(family, written), _SECONDS)


def _confirmed(goal: Goal) -> bool:
    """Whether the trusted algebra accepts a proof, without any cross-examination."""
    try:
        evidence = Strategy(Budget(time.process_time() + _SECONDS, 16)).prove(goal)
        return evidence is not None and kernel.support(goal, evidence).substantial
    except (OutOfTime, kernel.Rejected):
        return False


@pytest.mark.parametrize(("family", "written"), _cases(True))
def test_true_claims_are_proved(family: Family, written: str) -> None:
    decision = _decided(family, written)
    assert decision.verdict == "proved", decision.reason


@pytest.mark.parametrize(("family", "written"), _cases(False))
def test_false_claims_are_refuted_and_never_confirmed(family: Family, written: str) -> None:
    claim = _claim(family, written)
    try:
        asked = questions(claim, claim.statement)
    except Unsupported:
        asked = []
    assert not asked or not all(_confirmed(q.goal) for q in asked), "confirmed by the algebra"
    assert decide(claim, _SECONDS).verdict == "refuted"
