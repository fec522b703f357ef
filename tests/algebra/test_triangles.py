"""Double sums over triangles: in one form, whichever index is summed first."""

from __future__ import annotations

import pytest
from algebra_claims import confirmed

SIZES = ("n: size", "i, j: index(n)", "x, y: real[n]", "A: real[n, n]")

TRUE = [
    "Sum(Sum(x[r]*y[t], (r, 1, t)), (t, 1, n)) == Sum(x[r]*Sum(y[t], (t, r, n)), (r, 1, n))",
    "Sum(Sum(A[r, t], (r, 1, t - 1)), (t, 2, n)) == Sum(Sum(A[r, t], (t, r + 1, n)), (r, 1, n - 1))",
    "Sum(Sum(A[r, t] + A[t, r], (r, 1, t)), (t, 1, n)) == Sum(A[i, j], i, j) + tr(A)",
    "Sum(Sum(x[r]*x[t], (r, 1, t)), (t, 1, n)) == (Sum(x[i], i)**2 + Sum(x[i]**2, i))/2",
    "Sum(Sum((x[r] - x[t])**2*(y[r] + y[t]), (r, 1, t)), (t, 1, n))"
    " == Sum((x[i] - x[j])**2*(y[i] + y[j]), i, j)/2",
    "Sum(Sum(x[r], (r, t + 1, n)), (t, 1, n - 1)) == Sum((r - 1)*x[r], (r, 1, n))",
    "Sum(Sum(Sum(A[r, s]*A[t, s], (r, 1, t - 1)), (t, 2, n)), (s, 1, n))"
    " == (Sum(Sum(A[i, s], i)**2, (s, 1, n)) - Sum(A[i, j]**2, i, j))/2",
]
FALSE = [
    "Sum(Sum(A[r, t], (r, 1, t - 1)), (t, 2, n)) == Sum(Sum(A[t, r], (t, r + 1, n)), (r, 1, n - 1))",
    "Sum(Sum(A[r, t], (r, 1, t)), (t, 1, n)) == (Sum(A[i, j], i, j) + tr(A))/2",
    "Sum(Sum(x[r]*x[t], (r, 1, t)), (t, 1, n)) == (Sum(x[i], i)**2 - Sum(x[i]**2, i))/2",
    "Sum(Sum(x[r]*x[t], (r, 1, t - 1)), (t, 2, n)) == Sum(x[i], i)**2/2",
    "Sum(Sum(x[r], (r, t + 1, n)), (t, 1, n - 1)) == Sum(r*x[r], (r, 1, n))",
    "Sum(Sum(x[r]*y[t], (r, 1, t)), (t, 1, n)) == Sum(Sum(x[r]*y[t], (r, 1, t)), (t, 2, n))",
    # rows that would run backwards are empty
    "Sum(Sum(x[t], (r, 1, t - 2)), (t, 1, n)) == Sum((t - 2)*x[t], (t, 1, n))",
]


@pytest.mark.parametrize("claim", TRUE)
def test_true_triangles_are_confirmed(claim: str) -> None:
    assert confirmed(claim, *SIZES)


@pytest.mark.parametrize("claim", FALSE)
def test_false_triangles_are_not_confirmed(claim: str) -> None:
    assert not confirmed(claim, *SIZES)
