"""What SymPy's matrix expressions are asked says the same as the claim, and their answers are read as meant."""

from __future__ import annotations

import pytest

from benchmarks.matrices import METHODS, Item
from benchmarks.matrix_expressions import equation
from benchmarks.translation import Unsaid
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_DECLARED = (
    "n, m: size", "A, X: real[n, n]", "C: real[m, m]", "S: real[n, n], symmetric", "Q: real[n, n], orthogonal",
    "W: real[m, n]", "x, y: real[n]", "c: real",
)  # fmt: skip


def _item(claim: str, *given: str) -> Item:
    problem = single(claim, list(_DECLARED), (), list(given))
    return problem, problem.claims[0], equation(elaborate(problem, problem.claims[0]))


@pytest.mark.parametrize(
    "claim",
    [
        "(A @ X).T == X.T @ A.T",
        "grad(x.T @ A @ x, x) == A @ x + A.T @ x",
        "grad(tr(A @ X), X) == A.T",
        "jac(W @ x, x) == W",
        "hess(x.T @ A @ x, x) == A + A.T",
        "S.T == S",
        "Q.T @ Q == eye(n)",
        "kron(A, C).T == kron(A.T, C.T)",
        "block([[A, W.T], [W, C]]) @ block([[A, W.T], [W, C]]) == block([[A @ A + W.T @ W, A @ W.T + W.T @ C], [W @ A + C @ W, W @ W.T + C @ C]])",  # noqa: E501
    ],
)
def test_what_sympy_can_show_it_is_asked(claim: str) -> None:
    answers = {method: ask(_item(claim), 20.0) for method, ask in METHODS.items() if "equals" not in method}
    assert set(answers.values()) == {"proved"}


@pytest.mark.parametrize("claim", ["A @ X == X @ A", "grad(x.T @ A @ x, x) == 2*A @ x", "jac(W @ x, x) == 2*W"])
def test_what_is_false_is_not_shown(claim: str) -> None:
    assert METHODS["derivcheck"](_item(claim), 20.0) == "refuted"
    assert METHODS["SymPy, simplified"](_item(claim), 20.0) == "undecided"


@pytest.mark.parametrize(
    ("claim", "given", "reason"),
    [
        ("vec(A) == vec(A)", [], "the operation vec"),
        ("c <= c + 1", [], "not an equation"),
        ("c == 1", ["c == 1"], "a hypothesis"),
        ("x/y == x/y", [], "an entrywise quotient"),
    ],
)
def test_what_sympy_cannot_be_asked_is_left_out(claim: str, given: list[str], reason: str) -> None:
    with pytest.raises(Unsaid, match=reason):
        _item(claim, *given)
