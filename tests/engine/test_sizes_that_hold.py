"""Refuted claims say for which smaller sizes they hold: only those for which they do, and only those below the
counterexample."""

from __future__ import annotations

import pytest

from derivcheck.engine.decide import decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_DECLARATIONS = (
    "n, m: size", "i, j: index(n)", "x, y: real[n]", "A: real[n, n]", "W: real[n, m]", "z: real[n]",
)  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "given", "remarks"),
    [
        ("Sum(k, (k, 1, n)) == n**2", (), ("holds for n = 1",)),
        ("(n - 1)*(n - 2)*Sum(x[i], i) == 0", (), ("holds for n = 1 and n = 2",)),
        ("(n - 2)*Sum(x[i], i) == 0", (), ()),  # the counterexample has n = 1
        ("Sum(softmax(z)[i]**2, i) == 1", (), ("holds for n = 1",)),
        ("Sum(x[i]*y[i], i) == Sum(x[i], i)*Sum(y[i], i)", (), ("holds for n = 1",)),
        ("tr(A @ A) == tr(A)**2", (), ("holds for n = 1",)),
        ("norm(W)**2 == Sum(W[i, 1]**2, i)", (), ("holds for m = 1",)),
        ("Sum(k, (k, 1, n)) == n**2", ("n >= 2",), ()),  # there is no point with n = 1
        ("x[1] == x[n]", (), ("holds for n = 1",)),
        ("x[i] == y[i]", (), ()),
        ("grad(x.T @ A @ x, x) == 2*A @ x", (), ("holds for n = 1",)),
        ("softmax(z)[i]*x[j] == softmax(z)[j]*x[i]", (), ("holds for n = 1",)),  # there both indices are 1
    ],
)
def test_sizes_that_hold(claim: str, given: tuple[str, ...], remarks: tuple[str, ...]) -> None:
    problem = single(claim, declare=list(_DECLARATIONS), given=list(given))
    decision = decide(elaborate(problem, problem.claims[0]), 20)
    assert decision.verdict == "refuted"
    assert decision.remarks == remarks
