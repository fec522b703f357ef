"""The first wrong step of right derivations with a planted mistake, and what becomes of the result."""

from __future__ import annotations

from tests.diagnosis.chains import faults, planted


def test_the_first_wrong_step_is_the_planted_one() -> None:
    cases = list(planted(chains=12, per_chain=1, seed=5))
    assert any(case.undone for case in cases)
    assert any(case.is_lost for case in cases)
    for case in cases:
        assert faults(case, case.result()) == [], case.claim.text
