"""Vectors and matrices at concrete sizes."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest
from evaluation_claims import exact, fate, holds, value

M = ["A, B: real[2, 2]", "x, y: real[2]", "C: real[2, 3]"]
AT: dict[str, Any] = {
    "A": [[1, 2], [3, 5]], "B": [[0, 1], [1, 0]], "x": [1, 2], "y": [3, -1], "C": [[1, 0, 2], [0, 1, 1]],
}

TRUE = [
    "A @ B == [[2, 1], [5, 3]]",
    "A @ x == [5, 13]",
    "x.T @ y == 1",
    "x @ y.T == [[3, -1], [6, -2]]",
    "x.T @ A == [[7, 12]]",
    "x.T @ A @ y == 9",
    "A.T == [[1, 3], [2, 5]]",
    "inv(A) == [[-5, 2], [3, -1]]",
    "A**-1 @ A == eye(2)",
    "A**2 == A @ A",
    "A**0 == eye(2)",
    "A**-2 == inv(A @ A)",
    "det(A) == -1",
    "tr(A) == 6",
    "diag(x) == [[1, 0], [0, 2]]",
    "inner(x, y) == 1",
    "outer(x, y) == x @ y.T",
    "norm([3, 4]) == 5",
    "norm(2*B)**2 > 7",
    "A * B == [[0, 2], [3, 0]]",
    "2*A - A == A",
    "A/2 == [[1/2, 1], [3/2, 5/2]]",
    "zeros(2, 2) + A == A",
    "ones(2) == [1, 1]",
    "exp(0*x) == ones(2)",
    "softmax(0*x) == ones(2)/2",
    "logsumexp([log(2), log(6)]) > 2",
    "A[2, 1] == 3",
    "softmax(0*x)[2] == 1/2",
    "(A @ C)[1, 3] == 4",
    "eigmax(B) == 1",
    "eigmin(B) == -1",
    "vec(C) == [1, 0, 0, 1, 2, 1]",
    "kron(B, C)[1, 4] == 1",
    "shape(C) == (2, 3)",
    "grad(x.T @ A @ x, x) == (A + A.T) @ x",
    "grad(det(A), A) == det(A)*inv(A).T",
    "grad(tr(A @ B), A) == B.T",
    "jac(A @ x, x) == A",
    "hess(x.T @ A @ x, x) == A + A.T",
    "hess(x[1]**2*x[2], x) == [[4, 2], [2, 0]]",
    "jac(x[1]*x[2], x) == [[2, 1]]",
    "D(A[1, 2]**2, A[1, 2]) == 4",
    "D(A[1, 2]**2, A[2, 1]) == 0",
    "D(det(A), A[1, 1]) == 5",
    "D(inv(A)[1, 1], A[1, 1]) == -25",
    "Sum(x[k]*y[k], (k, 1, 2)) == 1",
    "relu(y) == [3, 0]",
    "D(norm([x[1], 0]), x[1]) == 1",
]  # fmt: skip


@pytest.mark.parametrize("text", TRUE)
def test_matrix_algebra(text: str) -> None:
    assert holds(text, *M, precision=128, **AT) is True


def test_undefined_matrix_values() -> None:
    assert fate("inv(A)", "A: real[2, 2]", A=[[1, 2], [2, 4]]) == "undefined"
    assert fate("A**-1", "A: real[2, 2]", A=[[0, 0], [0, 0]]) == "undefined"
    assert exact("det(A)", "A: real[2, 2]", A=[[1, 2], [2, 4]]) == 0
    assert exact("D(det(A), A[1, 1])", "A: real[2, 2]", A=[[1, 2], [2, 0]]) == 0
    assert fate("D(norm(x), x[1])", "x: real[2]", x=[0, 0]) != "value"


def test_symbolic_sizes_at_concrete_ones() -> None:
    declare = ("C: size", "i, j, k: index(C)", "z: real[C]")
    define = ["p[i]: exp(z[i])/Sum(exp(z[j]), j)"]
    at: dict[str, Any] = {"sizes": {"C": 3}, "i": 1, "k": 2, "z": [0, 0, 0]}
    assert exact("D(p[i], z[k])", *declare, define=define, **at) == -F(1, 9)
    assert exact("Sum(p[i], i)", *declare, define=define, **at) == 1
    assert exact("Sum(delta(i, j), i, j)", *declare, **at) == 3
    assert exact("Sum(1, i)", *declare, **at) == 3


def test_indices_outside_of_their_axis() -> None:
    declare = ("n: size", "i: index(n)", "x: real[n]", "p: real[n], zero_outside")
    at: dict[str, Any] = {"sizes": {"n": 2}, "i": 2, "x": [5, 7], "p": [5, 7]}
    assert fate("x[i + 1]", *declare, **at) == "undefined"
    assert value("p[i + 1]", *declare, **at) == 0
    assert value("x[i - 1]", *declare, **at) == 5


def test_axes_that_do_not_start_at_one() -> None:
    declare = ("N: size", "i: index(0, N - 1)", "x: real[0..N-1]")
    at: dict[str, Any] = {"sizes": {"N": 3}, "i": 0, "x": [5, 7, 9]}
    assert value("x[i]", *declare, **at) == 5
    assert value("Sum(i*x[i], i)", *declare, **at) == 25


def test_recursions_are_unrolled() -> None:
    declare = ("t: natural", "beta: real", "g: real[natural]")
    define = ["m[0]: 0", "m[t]: beta*m[t-1] + (1 - beta)*g[t]"]
    at: dict[str, Any] = {"t": 3, "beta": F(1, 2), "g": [0, 1, 1, 1, 1]}
    assert exact("m[t]", *declare, define=define, **at) == F(7, 8)
    assert exact("D(m[t], beta)", *declare, define=define, **at) == -F(3, 4)
    assert exact("m[0]", *declare, define=define, **at) == 0


def test_a_long_recursion_does_not_overflow_the_stack() -> None:
    declare = ("t: natural",)
    define = ["s[0]: 0", "s[t]: s[t-1] + t"]
    assert value("s[t]", *declare, define=define, t=1500) == 1500 * 1501 // 2
