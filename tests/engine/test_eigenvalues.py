"""Eigenvalues of small matrices: by a formula where the matrix is seen to be symmetric or diagonal, else not at all."""

from __future__ import annotations

import pytest

from derivcheck.engine.decide import Decision, decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_DECLARED = (
    "H: real[2, 2], symmetric", "A: real[2, 2]", "S: real[3, 3], symmetric", "L: real[3, 3], diagonal",
    "Z: complex[2, 2]", "a, b: real", "c: positive",
)  # fmt: skip


def _decided(written: str) -> Decision:
    problem = single(written, declare=list(_DECLARED), define=[], given=[])
    return decide(elaborate(problem, problem.claims[0]), 20)


@pytest.mark.parametrize(
    "claim",
    [
        "eigmax(H) + eigmin(H) == H[1, 1] + H[2, 2]",
        "eigmax([[a, b], [b, a]]) == a + Abs(b)",
        "eigmin(diag(a, b)) == Min(a, b)",
        "eigmax(L) >= L[2, 2]",
        "eigmax([[c]]) == c",
    ],
)
def test_what_is_known_is_proved(claim: str) -> None:
    decision = _decided(claim)
    assert (decision.verdict, decision.conditions) == ("proved", ())


@pytest.mark.parametrize(
    "claim", ["eigmax(A) + eigmin(A) == tr(A)", "eigmin(S) <= eigmax(S)", "eigmax(A) == eigmax(A.T)"]
)
def test_other_matrices_are_left_alone(claim: str) -> None:
    assert _decided(claim).verdict == "unknown"


@pytest.mark.parametrize("claim", ["eigmax(H) == H[1, 1]", "eigmin(diag(a, b)) == a", "eigmax(H)*eigmin(H) == -det(H)"])
def test_what_is_false_is_refuted(claim: str) -> None:
    assert _decided(claim).verdict == "refuted"
