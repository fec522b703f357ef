"""The largest and smallest of all values over an index: what is true, what is false, and where there is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.engine.goal import questions
from derivcheck.engine.strategy import Budget, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.source import LanguageError
from tests.bounds.decided import decided

NAMES = (
    "n: size", "i, j: index(n)", "x, y: real[n]", "lam: positive[n]", "alpha: positive", "c, t: real", "z: real[3]",
    "k: index(3)", "A: real[n, n]", "w: complex[n]",
)  # fmt: skip

TRUE = [
    "x[j] <= Max(x[i], i)",
    "Min(x[i], i) <= x[j]",
    "Max(x[i], i) <= c <=> ForAll(i, x[i] <= c)",
    "c < Min(x[i], i) <=> ForAll(i, c < x[i])",
    "alpha <= 1/Max(lam[i], i) <=> ForAll(i, Abs(1 - 2*alpha*lam[i]) <= 1)",
    "Max(x[i] + c, i) == Max(x[i], i) + c",
    "Max(alpha*x[i], i) == alpha*Max(x[i], i)",
    "Max(x[i], i) == Max(x[j], j)",
    "Max(x[i], i) == -Min(-x[i], i)",
    "Max(z[k], k) == Max(z[1], z[2], z[3])",
    "Max(c, i) >= c",
    "ForAll(i, x[i] <= Max(x[i], i))",
    "Sum(x[i], i) <= n*Max(x[i], i)",
    "Sum(lam[i]*x[i], i) <= Max(x[i], i)*Sum(lam[i], i)",
    "Max(lam[i], i) <= Sum(lam[i], i)",
    "Max(x[i], i) <= logsumexp(x) <= Max(x[i], i) + log(n)",
    "exp(Max(x[i], i)) == Max(exp(x[i]), i)",
]
FALSE = [
    "Max(x[i], i) <= x[j]",
    "Max(x[i], i) > Min(x[i], i)",
    "Max(x[i], i)**2 == Max(x[i]**2, i)",
    "Max(c*x[i], i) == c*Max(x[i], i)",
    "Max(x[i] + y[i], i) == Max(x[i], i) + Max(y[i], i)",
    "alpha < 1/Max(lam[i], i) <=> ForAll(i, Abs(1 - 2*alpha*lam[i]) <= 1)",
    "alpha <= 1.01/Max(lam[i], i) => ForAll(i, Abs(1 - 2*alpha*lam[i]) <= 1)",
    "alpha <= 1/Min(lam[i], i) => ForAll(i, Abs(1 - 2*alpha*lam[i]) <= 1)",
    "Sum(x[i], i) < n*Max(x[i], i)",
    "Max(x[i], i) < Sum(x[i], i)",
    "Max(lam[i], i) < Sum(lam[i], i)",
    "logsumexp(x) <= Max(x[i], i) + 0.99*log(n)",
    "D(Max(x[i], i), x[j]) == 1",
]
NEVER_PROVED = [
    "D(Max(x[i], i), x[j]) == 0",
    "Sum(Max(A[i, j], j), i) == n*Max(A[i, j], j)",
    "Max(x[j], (j, 1, n - 1)) == Max(x[i], i)",
    "Max(x[j], (j, n, 1)) == 0",
    "Max(x[j], (j, 2, 1)) == 0",
    "ForAll(t, D(Max(t*x[i], i), t) == 0)",
    "Limit(Max(t*x[i], i), t, oo) == Max(t*x[i], i)",
]


@pytest.mark.parametrize("claim", TRUE)
def test_true_statements_are_proved(claim: str) -> None:
    assert decided(claim, *NAMES).verdict == "proved"


@pytest.mark.parametrize("claim", FALSE)
def test_false_statements_are_refuted(claim: str) -> None:
    assert decided(claim, *NAMES).verdict == "refuted"


@pytest.mark.parametrize("claim", NEVER_PROVED)
def test_what_is_false_somewhere_is_never_proved(claim: str) -> None:
    assert decided(claim, *NAMES).verdict != "proved"


#: What holds where there is no largest value.
EMPTY = [
    ("n >= 2", "n == 1 or Max(x[j], (j, 1, n - 1)) <= 0"),
    ("n >= 2", "Max(x[j], (j, 1, n - 1)) <= 0 or n == 1"),
    ("Piecewise((Max(x[j], (j, 1, n - 1)), n >= 2), (0, True)) == Max(x[j], (j, 1, n - 1))*sign(n - 1) + 5", "c == c"),
    ("Piecewise((1, n == 1), (Max(x[j], (j, 1, n - 1))*0, True)) == 0", "c == c"),
    ("Sum(Max(x[i], (i, 1, n - 1)), (j, 1, n - 1)) + n >= Sum(Max(x[i], (i, 1, n - 1)), (j, 1, n - 1)) + 2", "c == c"),
    ("n + Max(x[j], (j, 1, n - 1)) >= 3 + Max(x[j], (j, 1, n - 1))", "c == c"),
]


@pytest.mark.parametrize(("claim", "hypothesis"), EMPTY)
def test_where_there_is_no_largest_other_things_hold(claim: str, hypothesis: str) -> None:
    """The provers alone, without the counterexamples that come before and after them."""
    problem = single(claim, declare=list(NAMES), given=[hypothesis])
    elaborated = elaborate(problem, problem.claims[0])
    try:
        asked = questions(elaborated, elaborated.statement)
    except Unsupported:
        return
    assert any(Strategy(Budget(time.process_time() + 5)).prove(q.goal) is None for q in asked)


def test_of_nothing_there_is_no_largest() -> None:
    assert decided("Max(x[j], (j, 1, n - 1)) <= Max(x[i], i)", *NAMES).conditions == ("n >= 2",)


def test_every_value_has_to_be_defined() -> None:
    assert decided("Max(1/x[i], i) >= 1/x[j]", *NAMES).conditions == ("x[j] != 0 for every j",)
    assert decided("c/Max(x[i], i)*Max(x[i], i) == c", *NAMES).conditions == ("Max(x[j], (j, 1, n)) != 0",)


@pytest.mark.parametrize("claim", ["Max(w[i], i) == 0", "Max(k, (k, 1, oo)) > 0"])
def test_largest_of_what_has_none(claim: str) -> None:
    with pytest.raises(LanguageError):
        decided(claim, *NAMES)
    assert single("Max(c, i) == 0", declare=list(NAMES))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=3, max_size=3), st.integers(-5, 5))
def test_values_of_explicit_vectors(values: list[int], bound: int) -> None:
    numbers = tuple(f"z[{k + 1}] == {v}" for k, v in enumerate(values))
    verdict = decided(f"Max(z[k], k) + Min(z[k], k) == {bound}", *NAMES, given=numbers).verdict
    assert verdict == ("proved" if max(values) + min(values) == bound else "refuted")
