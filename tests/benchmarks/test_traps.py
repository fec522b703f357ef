"""The traps of real algebra: the verdict of each, and the conditions printed with it, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.engine.check import check_claim
from derivcheck.language.problem import RawClaim, load
from derivcheck.language.source import Source

_PATH = Path(__file__).with_name("traps.yaml")
_SOURCE = Source(_PATH.name, _PATH.read_text(encoding="utf-8"))
_PROBLEM = load(_SOURCE)

#: Conditions of the claims that hold only in a part of the space; all others hold without any.
CONDITIONS: dict[str, tuple[str, ...]] = {
    "log-of-product": ("x > 0", "y > 0"),
    "log-of-quotient": ("x > 0", "y > 0"),
    "log-of-square": ("x > 0",),
    "log-of-square-by-modulus": ("x != 0",),
    "exp-of-log": ("x > 0",),
    "log-of-maximum": ("x > 0", "y > 0"),
    "zero-times-log": ("x > 0",),
    "zero-times-log-of-modulus": ("x != 0",),
    "root-of-product": ("x >= 0", "y >= 0"),
    "square-of-root": ("x >= 0",),
    "cube-of-cube-root": ("x >= 0",),
    "two-thirds": ("x >= 0",),
    "nested-root-with-variable": ("x >= 1",),
    "quotient-by-itself": ("x != 0",),
    "reciprocal-twice": ("x != 0",),
    "cancelled-factor": ("x != 1",),
    "nonzero-denominator": ("y != 0",),
    "power-of-zero": ("x > 0",),
    "power-of-power": ("x > 0 or (x == 0 and y > 0)", "x > 0 or (x == 0 and y*t > 0)"),
    "power-of-square": ("x > 0 or (x == 0 and 2*t > 0)",),
    "power-by-exponential": ("x > 0",),
    "sign-by-quotient": ("x != 0",),
    "piece-without-its-domain": ("x > 0",),
    "slope-of-modulus": ("x != 0",),
    "slope-of-relu": ("x != 0",),
    "slope-of-relu-with-one-at-the-kink": ("x != 0",),
    "slope-of-leaky-relu": ("x != 0",),
    # Both one-sided derivatives agree there, but the rules for pieces hold only inside of them.
    "slope-of-huber": ("Abs(x) != d",),
    "slope-of-huber-clipped": ("Abs(x) != d",),
    "slope-of-sign": ("x != 0",),
    "slope-of-root-of-square": ("x != 0",),
    "slope-of-log-of-modulus": ("x != 0",),
    "arccotangent-by-reciprocal": ("x != 0",),
    "sine-of-arcsine": ("x <= 1", "x >= -1"),
    "arcsine-and-arccosine": ("x <= 1", "x >= -1"),
    "tanh-of-log-of-root": ("x > 0",),
}

#: Where the two sides are defined in different places, an example of it is told.
REMARKS: dict[str, str] = {
    "log-of-product": "left is defined at x = -1, y = -1, right is not",
    "log-of-square": "left is defined at x = -1, right is not",
    "zero-times-log": "right is defined at x = 0, left is not",
    "root-of-product": "left is defined at x = -1, y = 0, right is not",
    "quotient-by-itself": "right is defined at x = 0, left is not",
    "cancelled-factor": "right is defined at x = 1, left is not",
    "sign-by-quotient": "left is defined at x = 0, right is not",
    "slope-of-relu": "right is defined at x = 0, left is not",
}

_OPEN: dict[str, str] = {"piece-without-its-domain": "unknown so far"}


def _marked(claim: RawClaim) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=_OPEN[claim.id])] if claim.id in _OPEN else []
    return pytest.param(claim, id=claim.id, marks=marks)


@pytest.mark.parametrize("claim", [_marked(claim) for claim in _PROBLEM.claims])
def test_the_verdict_and_its_conditions_are_right(claim: RawClaim) -> None:
    result = check_claim(_PROBLEM, claim, _SOURCE, 10)
    assert (result.verdict, result.fault) == (claim.expect, None), result.reason
    assert result.conditions == CONDITIONS.get(claim.id, ())
    if claim.id in REMARKS:
        assert REMARKS[claim.id] in result.remarks
    if result.verdict == "refuted":
        assert result.counterexample is not None


def test_conditions_are_expected_of_proved_claims_only() -> None:
    proved = {claim.id for claim in _PROBLEM.claims if claim.expect == "proved"}
    assert set(CONDITIONS) | set(REMARKS) <= proved
