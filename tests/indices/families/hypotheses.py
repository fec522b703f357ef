"""Hypotheses: after derivatives, at one index, about every index."""

from __future__ import annotations

from tests.indices.family import Family

FAMILIES = (
    Family(
        "hypotheses after derivatives",
        ("D(Sum(x[i], i)**2, x[k]) == 2", "D(Sum(x[i], i), x[k]) == 1"),
        ("D(Sum(x[i], i), x[k]) == 0", "D(Sum(x[i], i)**2, x[k]) == 0"),
        given=("Sum(x[i], i) == 1",),
    ),
    Family(
        "hypotheses at one index",
        ("Sum(A[i, k], k) == 1",),
        ("Sum(A[k, j], j) == 1", "Sum(Sum(A[i, j], j), i) == n", "Sum(A[j, i], j) == 1"),
        given=("Sum(A[i, j], j) == 1",),
    ),
    Family(
        "hypotheses over an axis that may be empty",
        ("t*(x[1] - x[1]) == 0",),
        ("t == 0",),
        given=("t*ones(n - 1) == zeros(n - 1)",),
    ),
    Family(
        "statements about every index",
        (
            "Implies(ForAll(i, x[i] >= 0), Sum(x[i], i) >= 0)",
            "Implies(ForAll(i, x[i] > 0), Sum(Abs(x[i]), i) == Sum(x[i], i))",
            "ForAll(i, hot[i] >= 0)",
            "Implies(ForAll(i, x[i] >= 0), x[j] <= Sum(x[i], i))",
        ),
        (
            "ForAll(i, x[i] >= 0)",
            "Implies(Sum(x[i], i) >= 0, ForAll(i, x[i] >= 0))",
            "Implies(ForAll(i, Ne(x[i], 0)), Sum(Abs(x[i]), i) == Sum(x[i], i))",
            "Implies(ForAll(i, x[i] >= 0), Sum(x[i], i) > 0)",
            "Implies(ForAll(i, x[i] >= 0), x[j] < Sum(x[i], i))",
        ),
    ),
    Family(
        "rows that sum to one",
        (
            "Sum(X[a, i]*u[a], i, a) == Sum(u[a], a)",
            "Sum(X[a, i], a, i) == m",
            "X @ ones(n) == ones(m)",
            "D(-Sum(X[a, i]*log(softmax(z)[i]), i, a)/m, z[k]) == softmax(z)[k] - Sum(X[a, k], a)/m",
        ),
        (
            "Sum(X[a, i]*u[a], i, a) == n*Sum(u[a], a)",
            "Sum(X[a, i], a) == 1",
            "Sum(X[a, i]**2, i) == 1",
            "X.T @ ones(m) == ones(n)",
        ),
        given=("ForAll(a, Sum(X[a, i], i) == 1)",),
    ),
)
