"""Claims about matrices of explicit size as instances of claims about all sizes."""

from __future__ import annotations

import pytest

from derivcheck.engine import kernel
from derivcheck.engine.decide import decide
from derivcheck.engine.generalised import generalised
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_DECLARED = (
    "Q: real[3, 3], orthogonal", "H: real[3, 3], positive_definite", "A, B: real[3, 3]", "P: real[2, 2], orthogonal",
    "X, Y: real[7, 7]", "W: real[3, 4], zero_outside", "x: real[3]", "c: real", "i: index(3)",
)  # fmt: skip


def _claim(written: str) -> Claim:
    problem = single(written, declare=list(_DECLARED), define=[], given=[])
    return elaborate(problem, problem.claims[0])


@pytest.mark.parametrize(
    "claim",
    [
        "det(Q)**2 == 1",
        "x.T @ H @ x >= 0",
        "tr(X @ Y) == tr(Y @ X)",
        "H @ eye(3) == H",
        "grad(x.T @ H @ x, x) == 2*H @ x",
        "3*tr(H) == tr(H) + 2*tr(H)",
        "tr(Q.T @ Q) == 3",
        "det(c*H) == c**3*det(H)",
    ],
)
def test_what_says_nothing_of_the_size_is_proved_for_all(claim: str) -> None:
    decision = decide(_claim(claim), 20)
    assert decision.verdict == "proved"
    assert decision.method is not None
    assert "for all sizes" in decision.method


@pytest.mark.parametrize(
    "claim",
    [
        "tr(A @ B) == tr(B @ A)",  # small, and without properties
        "det(P)**2 == 1",
        "Q[1, 1] <= 1",
        "x[i] + Q[i, i] == Q[i, i] + x[i]",
        "H @ W == H @ W",
        "Q @ [1, 0, 0] == Q @ [1, 0, 0]",
        "c == c",
    ],
)
def test_what_does_is_left_as_it_is(claim: str) -> None:
    assert generalised(_claim(claim)) == ()


def test_a_trace_of_units_is_the_size_and_no_other() -> None:
    assert decide(_claim("tr(Q.T @ Q) == 3"), 20).verdict == "proved"
    assert decide(_claim("tr(Q.T @ Q) == 4"), 20).verdict == "refuted"


def test_what_is_false_for_this_size_is_refuted() -> None:
    assert decide(_claim("det(Q) == 1"), 20).verdict == "refuted"


def test_the_kernel_makes_the_general_claim_itself() -> None:
    claim = _claim("det(Q)**2 == 1")
    assert kernel.proved(claim, [Vanishing()], generalisation=0).trust == "exact"
    with pytest.raises(kernel.Rejected):
        kernel.proved(_claim("det(Q) == 1"), [Vanishing()], generalisation=0)
