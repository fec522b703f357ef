"""What holds inside the range of one sum is not taken for granted inside another range of the same index."""

from __future__ import annotations

import pytest
from algebra_claims import confirmed

SIZES = (
    "n: size", "i, j, k: index(n)", "l: index(n + 1)", "w: real[n]", "u: real[n + 5]", "a: real[n + 1, n]",
)  # fmt: skip

#: Each is false at the ends of a range, and right if the second sum over k took over what was found in the first.
FALSE = [
    # bounds of an inner range depend on the index that is shifted
    "Sum(u[k + 2]*w[j], (j, 1, k), (k, 0, n - 1)) == Sum(u[k + 1]*w[j], (j, 1, k), (k, 1, n))",
    "Sum(u[k + 1]*w[j], (j, 1, k), (k, 1, n)) == Sum(u[k + 2]*w[j], (j, 1, k), (k, 0, n - 1))",
    # an inner sum is positive unless it is empty
    "Sum(sign(Sum(exp(w[j]), (j, 1, k))), (k, 1, n)) + Sum(sign(Sum(exp(w[j]), (j, 1, k))), (k, 0, n)) == 2*n + 1",
    "Sum(sign(Sum(exp(w[j]), (j, 1, n - k))), (k, 0, n - 1))"
    " + Sum(sign(Sum(exp(w[j]), (j, 1, n - k))), (k, 0, n)) == 2*n + 1",
    # the number of terms of an inner sum, and where its range may be taken apart
    "Sum(Sum(Sum(1, (i, 1, j)), (j, k, n)), (k, 0, n)) + Sum(Sum(Sum(1, (i, 1, j)), (j, k, n)), (k, -2, n))"
    " == Sum(Sum(j, (j, k, n)), (k, 0, n)) + Sum(Sum(j, (j, k, n)), (k, -2, n))",
    "Sum(Sum(w[j], (j, 1, k + 1))*u[k + 4], (k, 0, n - 1)) + Sum(Sum(w[j], (j, 2, k + 1))*u[k + 4], (k, 0, n - 1))"
    " + Sum(Sum(w[j], (j, 2, k + 1))*u[k + 4], (k, -2, n - 1))"
    " == 2*Sum(Sum(w[j], (j, 1, k + 1))*u[k + 4], (k, 0, n - 1)) - w[1]*Sum(u[k + 4], (k, 0, n - 1))"
    " + Sum(Sum(w[j], (j, 1, k + 1))*u[k + 4], (k, -2, n - 1)) - w[1]*Sum(u[k + 4], (k, -2, n - 1))",
]  # fmt: skip
ROWS = "ForAll(k, Sum(a[k, j], j) == 1)"
OF_ROWS = [
    "Sum(u[k]*Sum(a[k, j], j), k) + Sum(u[l]*Sum(a[l, j], j), l) == Sum(u[k], k) + Sum(u[l], l)",
    "Sum(Sum(a[k, j], j)**2, k) + Sum(Sum(a[l, j], j)**2, l) == 2*n + 1",
    "Sum(exp(Sum(a[k, j], j)), k) + Sum(exp(Sum(a[l, j], j)), l) == (2*n + 1)*exp(1)",
]
TRUE_OF_ROWS = [
    "Sum(u[k]*Sum(a[k, j], j), k) == Sum(u[k], k)", "Sum(Sum(a[k, j], j)**2, k) == n",
    "Sum(exp(Sum(a[k, j], j)), k) == n*exp(1)",
]  # fmt: skip


@pytest.mark.parametrize("claim", FALSE)
def test_what_is_false_at_the_end_of_a_range_is_not_confirmed(claim: str) -> None:
    assert not confirmed(claim, *SIZES)


@pytest.mark.parametrize("claim", OF_ROWS)
def test_a_fact_about_every_index_says_nothing_of_one_more(claim: str) -> None:
    assert not confirmed(claim, *SIZES, given=[ROWS])


@pytest.mark.parametrize("claim", TRUE_OF_ROWS)
def test_a_fact_about_every_index_is_used_within_its_range(claim: str) -> None:
    assert confirmed(claim, *SIZES, given=[ROWS])


def test_nested_sums_with_free_inner_bounds_may_be_shifted() -> None:
    assert confirmed("Sum(u[k + 2]*w[j], j, (k, 0, n - 1)) == Sum(u[k + 1]*w[j], j, (k, 1, n))", *SIZES)


POSITIVE = ["ForAll(k, w[k] > 0)", "ForAll(l, v[l]/p > 0)", "ForAll(k, ForAll(j, a[k, j] > 0))"]
#: Each takes the sign that an entry has inside one range for its sign outside of it.
OF_SIGNS = [
    "Sum(sqrt(v[k]**2), (k, 0, n)) == Sum(v[k], (k, 0, n))",
    "Sum(sqrt(v[k]**2), k) + Sum(sqrt(v[l]**2), (l, 0, n + 1)) == Sum(v[k], k) + Sum(v[l], (l, 0, n + 1))",
    "Sum(sqrt(a[l, k]**2), k, l) == Sum(a[l, k], k, l)",
    "Sum(Abs(a[k, j]), j, k) + Sum(Abs(a[l, j]), j, l) == Sum(a[k, j], j, k) + Sum(a[l, j], j, l)",
    "Sum(sqrt((w[k] - 1)**2), k) == Sum(w[k] - 1, k)",
]
TRUE_OF_SIGNS = [
    "Sum(sqrt(v[l]**2), l) == Sum(v[l], l)", "Sum(sqrt(v[k]**2), k) == Sum(v[k], k)",
    "Sum(sqrt(a[k, j]**2), k, j) == Sum(a[k, j], k, j)", "Sum(sqrt(a[i, j]**2), j) == Sum(a[i, j], j)",
    "Sum(sqrt(w[k]**2*w[j]**2), k, j) == Sum(w[k], k)**2",
    "Sum(sqrt(v[i]**2), (i, 1, k), k) == Sum(v[i], (i, 1, k), k)",
]  # fmt: skip


@pytest.mark.parametrize("claim", OF_SIGNS)
def test_a_sign_at_every_index_says_nothing_of_one_more(claim: str) -> None:
    assert not confirmed(claim, *SIZES, "v: real[0..n + 1]", "p: positive", given=POSITIVE)


@pytest.mark.parametrize("claim", TRUE_OF_SIGNS)
def test_a_sign_at_every_index_is_used_within_its_range(claim: str) -> None:
    assert confirmed(claim, *SIZES, "v: real[0..n + 1]", "p: positive", given=POSITIVE)
