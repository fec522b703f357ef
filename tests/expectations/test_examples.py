"""True claims are proved and false ones refuted, for all sizes and laws."""

from __future__ import annotations

import pytest

from tests.indices.family_claims import Family

from .claims import FAMILIES
from .deciding import decided


@pytest.mark.parametrize(("family", "claim"), [(f, c) for f in FAMILIES for c in f.true], ids=str)
def test_true_claims_are_proved(family: Family, claim: str) -> None:
    decision = decided(claim, define=family.define)
    assert decision.verdict == "proved", decision


@pytest.mark.parametrize(("family", "claim"), [(f, c) for f in FAMILIES for c in f.false], ids=str)
def test_false_claims_are_refuted(family: Family, claim: str) -> None:
    decision = decided(claim, define=family.define)
    assert decision.verdict == "refuted", decision
