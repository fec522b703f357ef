"""What one claim leaves in memory says nothing about the next: the order of claims does not matter."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from derivcheck.algebra.normal_form import learning
from derivcheck.algebra.normal_form.answers import holds, vanishes
from derivcheck.engine.check import check_claim
from derivcheck.engine.result import Result
from derivcheck.language.problem import ProblemFile, RawClaim, load
from derivcheck.language.source import Source

_PROBLEMS = Path(__file__).parents[2] / "problems"
_SECONDS = 60
_MANY = 24


def _claims() -> list[tuple[ProblemFile, RawClaim]]:
    problems = [load(Source(str(f), f.read_text())) for f in sorted(_PROBLEMS.rglob("*.yaml"))]
    return [(p, claim) for p in problems for claim in p.claims if "convolution" not in p.source.name]


def _forget() -> None:
    """As in a process that has not decided anything."""
    learning.LEARNT = learning.Learnt()
    vanishes.cache_clear()
    holds.cache_clear()


def _said(problem: ProblemFile, claim: RawClaim) -> tuple[object, ...]:
    result: Result = check_claim(problem, claim, problem.source, _SECONDS)
    return claim.id, result.verdict, result.trust, result.conditions, result.remarks, result.counterexample


@pytest.mark.parametrize("seed", range(3))
def test_claims_in_any_order_get_what_they_get_alone(seed: int) -> None:
    random = Random(seed)
    drawn = random.sample(_claims(), _MANY)
    alone = []
    for problem, claim in drawn:
        _forget()
        alone.append(_said(problem, claim))
    _forget()
    for _ in range(2):
        order = random.sample(range(_MANY), _MANY)
        found = {place: _said(*drawn[place]) for place in order}
        assert [found[place] for place in range(_MANY)] == alone
