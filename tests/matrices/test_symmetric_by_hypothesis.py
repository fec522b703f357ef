"""A hypothesis that a matrix is its own transpose says what the declaration `symmetric` says, for every size."""

from __future__ import annotations

import pytest

from derivcheck import check

_DECLARED = ["n: size", "i, j, k, l: index(n)", "x, y: real[n]", "B: real[n, n]"]

_CLAIMS = [
    ("grad(x.T @ A @ x, x) == 2*A @ x", "proved"),
    ("x.T @ A @ y == y.T @ A @ x", "proved"),
    ("A.T @ B == A @ B", "proved"),
    ("Sum(A[i, j]*x[j], j) == Sum(A[j, i]*x[j], j)", "proved"),
    # Entries count as independent where they are differentiated.
    ("D(A[i, j], A[k, l]) == delta(i, k)*delta(j, l)", "proved"),
    ("grad(tr(A @ B), A) == B.T", "proved"),
    ("grad(tr(A @ A), A) == 2*A", "proved"),
    ("D(A[i, j]*A[j, i], A[i, j]) == A[j, i]", "refuted"),
    ("grad(tr(A @ B), A) == B", "refuted"),
    ("A @ B == B @ A", "refuted"),
    ("B.T @ A == B @ A", "refuted"),
]


@pytest.mark.parametrize(("claim", "verdict"), _CLAIMS)
@pytest.mark.parametrize("hypothesis", ["A == A.T", "A.T == A", "A == A.T and x == x"])
def test_a_hypothesis_is_as_good_as_a_declaration(claim: str, verdict: str, hypothesis: str) -> None:
    assert check(claim, declare=[*_DECLARED, "A: real[n, n]"], given=[hypothesis]).verdict == verdict
    assert check(claim, declare=[*_DECLARED, "A: real[n, n], symmetric"]).verdict == verdict


@pytest.mark.parametrize("hypothesis", ["A == B.T", "A == -A.T", "A == A.T or x == y", "A @ A == A.T"])
def test_other_hypotheses_say_something_else(hypothesis: str) -> None:
    declared = [*_DECLARED, "A: real[n, n]"]
    assert check("x.T @ A @ y == y.T @ A @ x", declare=declared, given=[hypothesis]).verdict != "proved"
