"""Sums whose size is a symbol: names and order of indices do not matter, ranges do."""

from __future__ import annotations

import pytest
from algebra_claims import confirmed

SIZES = (
    "n: size", "i, j, k, l, m: index(n)", "x, y: real[n]", "a, b: real[n, n]", "c: real", "p: positive[n]",
    "z: complex",
)  # fmt: skip

TRUE = [
    "Sum(x[i], i) == Sum(x[j], j)", "Sum(Sum(a[i, j], i), j) == Sum(Sum(a[i, j], j), i)",
    "Sum(c*x[i], i) == c*Sum(x[i], i)",
    "Sum(x[i] + y[i], i) == Sum(x[i], i) + Sum(y[i], i)", "Sum(delta(i, j)*x[j], j) == x[i]",
    "Sum(i, i) == n*(n + 1)/2",
    "Sum(x[i], i)*Sum(y[j], j) == Sum(x[i]*y[j], i, j)", "D(Sum(x[j]**2, j), x[i]) == 2*x[i]",
    "Sum(exp(x[i]), i)/Sum(exp(x[j]), j) == 1",
    "Sum(Sum(delta(j, i)*j, j), i) == n*(n + 1)/2", "Sum(1, i) == n", "Sum(p[i], i) > 0", "Sum(x[i]**2, i) >= 0",
    "Sum(Sum(a[j, i], j)*Sum(a[k, i], k), i) == Sum(Sum(a[j, i], j)**2, i)",
    "D(log(Sum(exp(x[j]), j)), x[i]) == exp(x[i])/Sum(exp(x[j]), j)",
]  # fmt: skip
FALSE = [
    "Sum(a[i, j], i) == Sum(a[j, i], i)", "Sum(x[i]*y[i], i) == Sum(x[i], i)*Sum(y[i], i)",
    "Sum(x[i]**2, i) == Sum(x[i], i)**2",
    "Sum(1, (j, 1, n - 5)) == n - 5", "Sum(Sum(x[j], (j, 1, i)), i) == Sum(Sum(x[i], (j, 1, i)), i)",
    "Sum(x[i], (i, 1, n - 1)) == Sum(x[i], i)",
    "Sum(x[i], i) >= 0", "Sum(x[i]**2, i) > 0", "Sum(delta(i, j)*x[j], (j, 2, n)) == x[i]",
    "D(Sum(x[j]*y[j], j), x[i]) == x[i]", "Sum(Abs(x[i]), i) == Abs(Sum(x[i], i))",
    # the value of an inner sum depends on the range of an outer one
    "Sum(Sum(delta(j, i)*j, j), i) + Sum(Sum(delta(j, k)*j, j), (k, 0, n + 1)) == n*(n + 1)/2 + (n + 1)*(n + 2)/2",
    # an index further out must not be caught by the names inside
    "Sum(Sum(a[j, i], j)*Sum(a[k, i], k)*a[l, i], i, l) == Sum(Sum(a[j, i], j)*Sum(a[k, i], k)*a[i, l], i, l)",
    # complex numbers have no signs
    "z**2 + 1 != 0", "exp(z) != -1", "I**2 + 1 != 0",
]  # fmt: skip
OPEN: dict[str, int] = {}


@pytest.mark.parametrize("claim", TRUE)
def test_true_sums_are_confirmed(claim: str) -> None:
    assert confirmed(claim, *SIZES)


@pytest.mark.parametrize("claim", [
    pytest.param(c, marks=[pytest.mark.xfail(strict=True, reason=f"bug {OPEN[c]}")] if c in OPEN else []) for c in FALSE
])  # fmt: skip
def test_false_sums_are_not_confirmed(claim: str) -> None:
    assert not confirmed(claim, *SIZES)


@pytest.mark.parametrize("hypothesis", ["x[i] >= 0", "x[1] >= 0"])
def test_a_hypothesis_about_one_entry_says_nothing_of_the_others(hypothesis: str) -> None:
    assert not confirmed("Sum(x[j], j) >= 0", *SIZES, given=[hypothesis])
    assert not confirmed("x[k] >= 0", *SIZES, given=[hypothesis])
