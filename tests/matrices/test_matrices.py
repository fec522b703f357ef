"""Matrices of any size: what holds is proved, what does not is refuted, and properties come after derivatives."""

from __future__ import annotations

import pytest

from derivcheck.engine.decide import Decision, decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_SECONDS = 20
_DECLARED = (
    "n, m: size", "s, t: natural", "c: nonzero", "A, B, X: real[n, n]", "G: real[n, n], invertible",
    "Q: real[n, n], orthogonal", "L: real[n, n], diagonal", "S: real[n, n], symmetric", "F: real[m, n]",
    "u, v, x: real[n]", "H: real[n, n], positive_definite",
)  # fmt: skip


def _decided(written: str, *given: str) -> Decision:
    problem = single(written, declare=list(_DECLARED), define=[], given=list(given))
    return decide(elaborate(problem, problem.claims[0]), _SECONDS)


@pytest.mark.parametrize(
    ("claim", "conditions"),
    [
        ("inv(A) @ A == eye(n)", ("det(A) != 0",)),
        ("inv(G) @ G == eye(n)", ()),
        ("inv(inv(A)) == A", ("det(A) != 0",)),
        ("inv(A @ G) == inv(G) @ inv(A)", ("det(A) != 0",)),
        ("inv(c*G) == inv(G)/c", ()),
        ("inv(F.T @ F) @ F.T @ F == eye(n)", ("det(F.T @ F) != 0",)),
        ("det(A @ B) == det(A)*det(B)", ()),
        ("inv(Q) == Q.T", ()),
        ("grad(log(det(X)), X) == inv(X).T", ("det(X) > 0",)),
        ("grad(tr(Q.T @ Q), Q) == 2*Q", ()),
        ("grad(tr(L), L) == eye(n)", ()),
        ("A**(t + 1) == A**t @ A", ()),
        ("A**(s + t) == A**t @ A**s", ()),
        ("(A**t)**s == A**(s*t)", ()),
        ("det(A + u @ v.T) == det(A)*(1 + v.T @ inv(A) @ u)", ("det(A) != 0",)),
        ("det(G + u @ v.T) == det(G)*(1 + v.T @ inv(G) @ u)", ()),
        ("det(eye(n) + F.T @ F) == det(eye(m) + F @ F.T)", ()),
        ("det(c*eye(n) - F.T @ F) == c**(n - m)*det(c*eye(m) - F @ F.T)", ()),
        ("(u - v).T @ H @ (u - v) >= 0", ()),
    ],
)
def test_true_claims_are_proved_under_their_conditions(claim: str, conditions: tuple[str, ...]) -> None:
    decision = _decided(claim)
    assert (decision.verdict, decision.conditions) == ("proved", conditions)


@pytest.mark.parametrize(
    "claim",
    [
        "inv(A @ B) == inv(A) @ inv(B)",
        "inv(c*A) == c*inv(A)",
        "det(c*A) == c*det(A)",
        "det(A) == tr(A)",
        "grad(log(det(X)), X) == inv(X)",
        "grad(tr(Q.T @ Q), Q) == zeros(n, n)",
        "det(Q) == 1",
        "grad(x.T @ A @ x, x) == 2*A @ x",
        "inv(eye(n) + u @ v.T) == eye(n) - u @ v.T",
        "A @ inv(B) == inv(B) @ A",
        "A**(s + t) == A**t + A**s",
        "(A**t)**s == A**(s + t)",
        "A**t @ B**s == B**s @ A**t",
        "det(A + u @ v.T) == det(A) + v.T @ u",
        "det(c*eye(n) + F.T @ F) == det(c*eye(m) + F @ F.T)",
        "(u - v).T @ H @ (u + v) >= 0",
        "(u - v).T @ S @ (u - v) >= 0",
    ],
)
def test_false_claims_are_refuted(claim: str) -> None:
    assert _decided(claim).verdict == "refuted"


@pytest.mark.parametrize(
    "claim",
    [
        # A rule must not apply to a part of a range, nor to an index that is needed elsewhere.
        "Sum(A[k, k]*inv(A)[k, k], (k, 1, n)) == n",
        "Sum(Q[k, 1]*Q[k, 1], (k, 1, n - 1)) == 1",
        "Sum(Q[k, 1]*Q[k, 1]*x[k], (k, 1, n)) == Sum(x[k], (k, 1, n))",
    ],
)
def test_rules_ask_for_the_whole_range(claim: str) -> None:
    assert _decided(claim).verdict != "proved"


def test_idempotence_is_used_after_derivatives() -> None:
    assert _decided("A @ A @ A == A", "A @ A == A").verdict == "proved"
    assert _decided("grad(tr(A @ A), A) == eye(n)", "A @ A == A").verdict != "proved"
