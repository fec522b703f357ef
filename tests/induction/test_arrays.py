"""Recursions of vectors and matrices: at every index at once, and closed forms by powers of matrices."""

from __future__ import annotations

import pytest

from derivcheck.algebra.term import Sort, symbol
from derivcheck.engine import kernel
from derivcheck.engine.decide import Decision, decide
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import questions
from derivcheck.engine.rules.generic import Generic
from derivcheck.engine.rules.induction import Induction
from derivcheck.engine.rules.unfolded import Unfolded
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_DECLARE = (
    "n: size", "i, j: index(n)", "t: natural", "a: real", "x0, lam: real[n]", "A, B, C: real[n, n]",
    "Q: real[n, n], orthogonal", "L, M: real[n, n], diagonal", "S: real[n, n], symmetric",
)  # fmt: skip
_DEFINE = (
    "x[0]: x0", "x[t]: x[t - 1] - a*A @ x[t - 1]",
    "z[0]: x0", "z[t]: Q @ L @ Q.T @ z[t - 1]",
    "r[0]: eye(n)", "r[t]: A @ r[t - 1]",
    "p[0]: x0", "p[t]: lam*p[t - 1]",
)  # fmt: skip

_TRUE = (
    "x[t] == (eye(n) - a*A)**t @ x0",
    "x[t][i] == Sum(((eye(n) - a*A)**t)[i, j]*x0[j], (j, 1, n))",
    "x[t + 1] == (eye(n) - a*A)**t @ x[1]",
    "z[t] == Q @ L**t @ Q.T @ x0",
    "r[t] == A**t",
    "r[t][i, j] == (A**t)[i, j]",
    "p[t] == lam**t*x0",
    "(Q @ L @ Q.T)**t == Q @ L**t @ Q.T",
    "(Q.T @ L @ Q)**t == Q.T @ L**t @ Q",
    "(Q @ B @ Q.T)**t == Q @ B**t @ Q.T",
    "(eye(n) + Q @ B @ Q.T)**t == Q @ (eye(n) + B)**t @ Q.T",
    "(Q @ (L + M) @ Q.T)**t @ x0 == Q @ (L + M)**t @ Q.T @ x0",
)
_FALSE = (
    "x[t] == (eye(n) - A)**t @ x0",
    "x[t] == (eye(n) - a*A.T)**t @ x0",
    "x[t + 1] == (eye(n) - a*A)**t @ x0",
    "x[t][i] == (1 - a*A[i, i])**t*x0[i]",
    "z[t] == L**t @ x0",
    "z[t] == Q.T @ L**t @ Q @ x0",
    "r[t] == A.T**t",
    "r[t][i, j] == A[i, j]**t",
    "r[t][i, i] == 1",
    "p[t][i] == lam[1]**t*x0[i]",
    "p[t][i] == lam[i]**t*x0[1]",
    "(A @ L @ A.T)**t == A @ L**t @ A.T",
    "(S @ L @ S)**t == S @ L**t @ S",
    "(Q @ L @ Q)**t == Q @ L**t @ Q",
    "(Q @ A @ Q.T)**t == A**t",
    "(A @ B)**t == A**t @ B**t",
)


def _claim(text: str, *given: str) -> Claim:
    problem = single(text, declare=list(_DECLARE), define=list(_DEFINE), given=list(given))
    return elaborate(problem, problem.claims[0])


def _decided(text: str, *given: str) -> Decision:
    return decide(_claim(text, *given), 30)


@pytest.mark.parametrize("text", _TRUE)
def test_closed_forms_are_proved(text: str) -> None:
    assert _decided(text).verdict == "proved"


@pytest.mark.parametrize("text", _FALSE)
def test_their_neighbours_are_refuted(text: str) -> None:
    assert _decided(text).verdict == "refuted"


def test_a_basis_may_be_undone_by_its_inverse() -> None:
    assert _decided("(A @ B @ inv(A))**t == A @ B**t @ inv(A)", "det(A) != 0").verdict == "proved"
    assert _decided("(A @ B @ inv(A))**t == inv(A) @ B**t @ A", "det(A) != 0").verdict == "refuted"
    assert _decided("(inv(A) @ L @ A)**t == inv(A) @ L**t @ A", "det(A) != 0").verdict == "proved"


def test_a_closed_form_at_some_indices_only_is_not_used_at_all() -> None:
    """The step of one component needs all the others, of which nothing is known."""
    decision = _decided("x[t][i] == Sum(((eye(n) - a*A)**t)[i, j]*x0[j], (j, 1, n))", "i >= 2")
    assert decision.verdict != "refuted"
    assert _decided("x[t][i] == 0", "x0[i] == 0").verdict == "refuted"
    assert _decided("r[t][i, j] == 0", "i != j", "A[i, j] == 0").verdict == "refuted"


_T = symbol("t", Sort.NATURAL)
_UP = Unfolded(Vanishing())


@pytest.mark.parametrize(
    ("text", "given", "evidence"),
    [
        ("x[t] == (eye(n) - A)**t @ x0", (), Generic(Induction(_T, 0, (_UP,), _UP))),
        ("x[t][i] == 0", ("x0[i] == 0",), Induction(_T, 0, (_UP,), _UP)),
        ("r[t][i, j] == 0", ("i != j", "A[i, j] == 0"), Induction(_T, 0, (_UP,), _UP)),
        ("r[t][i, i] == 1", (), Induction(_T, 0, (_UP,), _UP)),
    ],
)
def test_forged_recipes_are_rejected(text: str, given: tuple[str, ...], evidence: Evidence) -> None:
    claim = _claim(text, *given)
    (question,) = questions(claim, claim.statement)
    with pytest.raises(kernel.Rejected):
        kernel.check(question.goal, evidence)
