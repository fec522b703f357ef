"""Every mistake of a source document has a counterexample, and a correction beside it that is proved."""

from __future__ import annotations

from functools import cache

import pytest

from derivcheck.engine.check import check_claim
from derivcheck.engine.result import Result
from derivcheck.language.problem import ProblemFile, RawClaim, load
from derivcheck.language.source import Source
from tests.diagnosis.seeds import MISTAKES, ROOT

_SECONDS = 20.0
#: Partly right: true where the condition holds that is shown with the verdict.
_UNDER_A_CONDITION = frozenset({"conv-input-gradient-final", "l1-derivative-sign", "relu-derivative-boundary"})


@cache
def claims() -> dict[str, tuple[ProblemFile, RawClaim, Source]]:
    found = {}
    for path in sorted((ROOT / "problems").rglob("*.yaml")):
        source = Source(str(path), path.read_text(encoding="utf-8"))
        problem = load(source)
        found |= {claim.id: (problem, claim, source) for claim in problem.claims}
    return found


def result(id: str) -> Result:
    problem, claim, source = claims()[id]
    return check_claim(problem, claim, source, _SECONDS)


def test_there_are_114() -> None:
    assert len(MISTAKES) == 114


@pytest.mark.parametrize("id", MISTAKES)
def test_a_counterexample_and_a_correction(id: str) -> None:
    wrong = result(id)
    if id in _UNDER_A_CONDITION:
        assert (wrong.verdict, bool(wrong.conditions)) == ("proved", True)
    elif claims()[id][1].expect == "error":
        assert wrong.verdict == "error"
        assert wrong.errors
    else:
        assert wrong.verdict == "refuted"
        assert wrong.counterexample is not None
    assert result(f"{id}-corrected").verdict == "proved"
