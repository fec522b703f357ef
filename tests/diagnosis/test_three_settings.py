"""Every kind of mistake in three settings: of numbers, in index notation and of matrices, as people make them."""

from __future__ import annotations

import pytest

from derivcheck.diagnosis.diagnose import diagnose
from derivcheck.diagnosis.settings import setting_of
from derivcheck.language.problem import single

_NUMBERS = ("x, y, a, b: real", "p: positive", "n: size")
_INDICES = (
    "n, m: size", "i, j, k, l: index(n)", "u: index(m)", "x, y, z, t: real[n]", "A, B: real[n, n]", "W: real[m, n]",
)  # fmt: skip
_MATRICES = ("n, m: size", "x, y: real[n]", "A, B, C: real[n, n]", "W: real[m, n]", "v: real[m]", "c: real")

#: Kind, what was written, and what should be shown as right (None where several words say the same).
_OF_NUMBERS = [
    ("sign", "D(exp(-x**2), x) == 2*x*exp(-x**2)", "-2*x*exp(-x**2)"),
    ("sign", "(a - b)**3 == a**3 - 3*a**2*b + 3*a*b**2 + b**3", "a**3 - 3*a**2*b + 3*a*b**2 - b**3"),
    ("missing-factor", "D(sigmoid(x)**2, x) == sigmoid(x)**2*(1 - sigmoid(x))", None),
    ("extra-factor", "D(x**4/4, x) == 4*x**3", "x**3"),
    ("exponent", "D(1/x**2, x) == -2/x**2", "-2/x**3"),
    ("exponent", "D(x**5, x) == 5*x**5", "5*x**4"),
    ("dropped-term", "(a + b)**2 == a**2 + b**2", "a**2 + b**2 + 2*a*b"),
    ("extra-term", "D(3*x + b, x) == 3 + b", "3"),
    ("chain-rule", "D(sin(2*x + a), x) == cos(2*x + a)", "2*cos(2*x + a)"),
    ("chain-rule", "D(exp(a*x**2), x) == exp(a*x**2)", None),
    ("product-rule", "D(x**2*exp(x), x) == 2*x*exp(x)", None),
    ("product-rule", "D(x/(1 + x**2), x) == 1/(2*x)", None),
    ("function", "D(cos(x), x) == -cos(x)", "-sin(x)"),
    ("function", "D(tanh(x), x) == tanh(x)*(1 - tanh(x))", None),
    ("function", "log(p**2) == 2*exp(p)", "2*log(p)"),
    ("range", "n*(n + 1)/2 == Sum(k, (k, 1, n - 1))", "Sum(k, (k, 1, n))"),
    ("boundary", "x**2 + 1 < 1", None),
    ("boundary", "Abs(x) > 0", "Abs(x) >= 0"),
    ("hypothesis", "log(a*b) == log(a) + log(b)", None),
    ("hypothesis", "x**3 > 0", None),
    ("rounding", "1/3 + 1/7 ~= 0.467", "0.476"),
    ("number", "D(x**3/3 + 7*x, x) == x**2 + 6", "x**2 + 7"),
    ("parentheses", "(x + 1)/(2*a) == (x + 1)/2*a", "(x + 1)/(2*a)"),
    ("parentheses", "a*(x + y) == a*x + y", "a*(x + y)"),
    ("operator", "exp(a)*exp(b) == exp(a*b)", "exp(a + b)"),
    ("name", "D(a*x + b*y, y) == a", "b"),
    ("bias-term", "3*10 + 10 == 3*10", None),
]
_OF_INDICES = [
    ("sign", "D(Sum((t[i] - x[i])**2, i)/2, x[k]) == t[k] - x[k]", None),
    ("sign", "D(log(Sum(exp(z[i]), i)) - z[k], z[j]) == softmax(z)[j] + delta(j, k)", "softmax(z)[j] - delta(j, k)"),
    ("missing-factor", "D(Sum(x[i]**2, i), x[k]) == x[k]", "2*x[k]"),
    ("missing-factor", "D(Sum((x[i] - t[i])**2, i)/n, x[k]) == 2*(x[k] - t[k])", "2*(x[k] - t[k])/n"),
    ("extra-factor", "D(Sum(x[i]**2, i)/2, x[k]) == 2*x[k]", "x[k]"),
    ("index", "D(Sum(W[u, j]*x[j], j), W[u, k]) == x[j]", "x[k]"),
    ("transpose", "Sum(A[i, j]*x[j], j) == (A.T @ x)[i]", "(A @ x)[i]"),
    ("index", "D(Sum(x[i]*y[i], i), x[k]) == y[l]", "y[k]"),
    ("delta", "D(x[i], x[j]) == 1", "delta(i, j)"),
    ("delta", "D(softmax(z)[i], z[j]) == softmax(z)[i]*(1 - softmax(z)[j])", None),
    ("sum", "(A @ x)[i] == A[i, j]*x[j]", "Sum(A[i, j]*x[j], j)"),
    ("sum", "D(Sum(x[i]*y[i], i), x[k]) == Sum(y[k], k)", "y[k]"),
    ("dropped-term", "Sum((x[i] - y[i])**2, i) == Sum(x[i]**2, i) + Sum(y[i]**2, i)", None),
    ("exponent", "D(1/Sum(x[i], i), x[k]) == -1/Sum(x[i], i)", "-1/Sum(x[i], i)**2"),
    ("chain-rule", "D(exp(-Sum(x[i]**2, i)/2), x[k]) == exp(-Sum(x[i]**2, i)/2)", None),
    ("function", "D(log(Sum(exp(z[i]), i)), z[k]) == sigmoid(z[k])", None),
    ("name", "D(Sum((x[i] - t[i])**2, i), x[k]) == 2*(y[k] - t[k])", "2*(x[k] - t[k])"),
    ("hypothesis", "D(-Sum(y[i]*log(softmax(z)[i]), i), z[k]) == softmax(z)[k] - y[k]", None),
    ("range", "Sum(x[i], i) == Sum(x[k], (k, 1, n - 1))", None),
    ("boundary", "Sum(x[i]**2, i) > 0", "Sum(x[i]**2, i) >= 0"),
    ("sum", "Sum(x[i] + y[i], i) == Sum(x[i], i) + y[k]", "Sum(x[i], i) + Sum(y[k], k)"),
    ("number", "D(Sum(x[i]**3, i), x[k]) == 2*x[k]**2", "3*x[k]**2"),
]
_OF_MATRICES = [
    ("sign", "grad(norm(y - A @ x)**2/2, x) == A.T @ (y - A @ x)", None),
    ("missing-factor", "grad(norm(x)**2, x) == x", "2*x"),
    ("extra-factor", "grad(norm(x)**2/2, x) == 2*x", "x"),
    ("transpose", "grad(norm(A @ x - y)**2, x) == 2*A @ (A @ x - y)", "2*A.T @ (A @ x - y)"),
    ("transpose", "grad(y.T @ A @ x, x) == A @ y", "A.T @ y"),
    ("order", "inv(A @ B) == inv(A) @ inv(B)", "inv(B) @ inv(A)"),
    ("order", "(A @ B @ C).T == A.T @ B.T @ C.T", "C.T @ B.T @ A.T"),
    ("layout", "jac(W @ x, x) == W.T", "W"),
    ("transpose", "grad(tr(W.T @ W), W) == 2*W.T", "2*W"),
    ("dropped-term", "grad(x.T @ A @ x, x) == A @ x", None),
    ("dropped-term", "(A + B) @ (A + B) == A @ A + B @ B", "A @ A + B @ B + A @ B + B @ A"),
    ("extra-term", "grad(norm(x)**2 + c, x) == 2*x + c*x", "2*x"),
    ("layout", "grad(log(det(A)), A) == inv(A)", "inv(A).T"),
    ("function", "det(A @ B) == tr(A)*det(B)", "det(A)*det(B)"),
    ("hypothesis", "grad(x.T @ A @ x, x) == 2*A @ x", None),
    ("exponent", "det(c*eye(n)) == c", None),
    ("name", "grad(y.T @ A @ x, x) == A.T @ x", "A.T @ y"),
    ("boundary", "norm(x) > 0", "norm(x) >= 0"),
    ("parentheses", "c*(A + B) == c*A + B", "c*(A + B)"),
    ("missing-factor", "det(2*A) == det(A)", None),
]


@pytest.mark.parametrize(
    ("declared", "kind", "claim", "correct"),
    [
        pytest.param(declared, *case, id=f"{case[0]}: {case[1]}")
        for declared, cases in ((_NUMBERS, _OF_NUMBERS), (_INDICES, _OF_INDICES), (_MATRICES, _OF_MATRICES))
        for case in cases
    ],
)
def test_the_mistake_is_named(declared: tuple[str, ...], kind: str, claim: str, correct: str | None) -> None:
    problem = single(claim, declared)
    first = diagnose(setting_of(problem, problem.claims[0]))[0]
    assert first.kind.kind == kind
    assert correct in (None, first.correct)
