"""Quadratic forms, traces, functions of arrays, and axes that begin anywhere."""

from __future__ import annotations

from tests.indices.family import Family

FAMILIES = (
    Family(
        "quadratic forms",
        (
            "grad(x.T @ A @ x, x) == (A + A.T) @ x",
            "grad(x.T @ H @ x, x) == 2*H @ x",
            "hess(x.T @ A @ x, x) == A + A.T",
            "hess(x.T @ H @ x, x) == 2*H",
            "grad(x.T @ A @ y, A) == x @ y.T",
            "grad(x.T @ x, x) == 2*x",
            "D(Sum(Sum(A[i, j]*x[i]*x[j], j), i), x[k]) == Sum((A[k, j] + A[j, k])*x[j], j)",
            "grad(x.T @ H @ G @ x, x) == (H @ G + G @ H) @ x",
        ),
        (
            "grad(x.T @ A @ x, x) == 2*A @ x",
            "grad(x.T @ A @ x, x) == (A - A.T) @ x",
            "hess(x.T @ A @ x, x) == 2*A",
            "grad(x.T @ A @ y, A) == y @ x.T",
            "grad(x.T @ x, x) == x",
            "D(Sum(Sum(A[i, j]*x[i]*x[j], j), i), x[k]) == 2*Sum(A[j, k]*x[j], j)",
            "grad(x.T @ H @ G @ x, x) == 2*H @ G @ x",
        ),
    ),
    Family(
        "traces",
        (
            "tr(A @ B) == tr(B @ A)",
            "tr(A.T) == tr(A)",
            "tr(A.T @ B) == Sum(Sum(A[i, j]*B[i, j], i), j)",
            "grad(tr(A @ B), A) == B.T",
            "grad(tr(A.T @ A), A) == 2*A",
            "(A @ B).T == B.T @ A.T",
            "tr(A @ A.T @ B @ B.T) == tr(B.T @ A @ A.T @ B)",
            "Sum(A[i, j]*B[i, k]*A[j, k], i, j, k) == Sum(A[i, k]*B[i, j]*A[k, j], i, j, k)",
            "tr(outer(x, y)) == inner(x, y)",
            "tr(eye(n)) == n",
        ),
        (
            "tr(A @ B) == tr(A)*tr(B)",
            "tr(A @ B @ A @ B) == tr(A @ A @ B @ B)",
            "tr(A.T @ B) == Sum(Sum(A[i, j]*B[j, i], i), j)",
            "grad(tr(A @ B), A) == B",
            "(A @ B).T == A.T @ B.T",
            "Sum(A[i, j]*B[i, k]*A[j, k], i, j, k) == Sum(A[i, k]*B[i, j]*A[j, k], i, j, k)",
            "tr(H @ G @ A) == tr(G @ H @ A)",
            "tr(eye(n)) == 1",
        ),
    ),
    Family(
        "functions of arrays",
        (
            "D(F(A @ x), x[k]) == Sum(A[i, k]*Subs(D(F(z), z[i]), z, A @ x), i)",
            "D(F(t*x), t) == Sum(x[i]*Subs(D(F(z), z[i]), z, t*x), i)",
            "F(H @ x) == F(H.T @ x)",
        ),
        (
            "D(F(t*x), t) == Sum(Subs(D(F(z), z[i]), z, t*x), i)",
            "F(A @ x) == F(A.T @ x)",
            "D(F(x), x[i]) == D(F(x), x[j])",
            "Sum(F(y[i]*x), i) == Sum(F(x[i]*y), i)",
            "Sum(Subs(D(F(z), z[k]), z, y[i]*x), i) == n*Subs(D(F(z), z[k]), z, y[k]*x)",
            "Sum(Subs(D(Sum(psi(z[j]), j), z[k]), z, y[i]*x), i) == n*Subs(D(psi(t), t), t, y[k]*x[k])",
        ),
    ),
    Family(
        "axes that count from other numbers",
        (
            "D(inner(x, o), o[1]) == x[2]",
            "D(inner(x, o), x[i]) == o[i - 1]",
            "(A @ o)[i] == Sum(A[i, j]*o[j - 1], j)",
        ),
        ("D(inner(x, o), o[1]) == x[1]", "A @ o == A @ x"),
    ),
)
