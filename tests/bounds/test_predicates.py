"""Convexity, monotony, minima, definiteness and quantifiers: what is true, what is false, and domains with holes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bounds.decided import decided

NAMES = (
    "x, y, a, b: real", "p: positive", "q: nonnegative", "u: nonzero", "r: real(0, 1)", "v: real[2]", "n: size",
    "w, c: real[n]", "f: function(real)", "k: natural", "B: real[2, 2]",
    "m: size", "i: index(n)", "X: real[m, n]", "M: real[m, m]", "h: real[m]", "S: real[2, 2], symmetric",
)  # fmt: skip

TRUE = [
    "convex(exp(x), x)",
    "convex(Abs(x), x)",
    "convex(relu(x), x)",
    "convex(Max(x, y), x, y)",
    "convex(softplus(x), x)",
    "convex(-log(p), p)",
    "convex(-log(x), x)",
    "convex(-sqrt(q), q)",
    "convex(p*log(p), p)",
    "convex(x**2/p, x)",
    "convex(x**2 + y**2 + x*y, x, y)",
    "convex(log(exp(x) + exp(y)), x, y)",
    "convex(inner(w, w), w)",
    "convex(a**2*x**2 + b, x)",
    "increasing(sigmoid(x), x)",
    "increasing(sqrt(q), q)",
    "strictly_increasing(x**3, x)",
    "strictly_increasing(q**2, q)",
    "strictly_decreasing(1/p, p)",
    "strictly_increasing(erf(x), x)",
    "minimizer((x - a)**2, x, a)",
    "minimizer(p*log(p), p, exp(-1))",
    "minimizer(Abs(x), x, 0)",
    "minimizer(norm(w - c)**2, w, c)",
    "stationary(x**3, x, 0)",
    "stationary(inner(w, w), w, zeros(n))",
    "positive_definite([[2, 1], [1, 2]])",
    "positive_semidefinite([[1, -1], [-1, 1]])",
    "positive_semidefinite(w @ w.T)",
    "positive_semidefinite(eye(n))",
    "positive_definite(S) => S[1, 1] > 0",
    "increasing(a*x, x) <=> a >= 0",
    "convex(logsumexp(w), w)",
    "positive_semidefinite(diag(softmax(w)) - softmax(w) @ softmax(w).T)",
    "positive_semidefinite(X.T @ X)",
    "convex(norm(X @ w - h)**2, w)",
    "minimizer(norm(X @ w - h)**2, w, inv(X.T @ X) @ X.T @ h)",
    "inner(w, c)**2 <= inner(w, w)*inner(c, c)",
    "norm(w + c) <= norm(w) + norm(c)",
    "Sum(w[i], i)**2 <= n*Sum(w[i]**2, i)",
    "ForAll(x, x**2 >= 0)",
    "ForAll(x, Exists(y, x + y == 0))",
    "Exists(y, ForAll(x, x*y == 0))",
    "Exists(x, x > a)",
    "Exists(x, 1/x == p)",
    "ForAll(x, x > 0) => a > 0",
    "Exists(x, x == a and x == b) => a == b",
]


@pytest.mark.parametrize("claim", TRUE)
def test_true_statements_are_proved(claim: str) -> None:
    assert decided(claim, *NAMES).verdict == "proved"


FALSE = [
    "convex(x**3, x)",
    "convex(log(p), p)",
    "convex(sqrt(q), q)",
    "convex(-Abs(x), x)",
    "convex(Min(x, y), x, y)",
    "convex(x*y, x, y)",
    "convex(v[1]*v[2], v)",
    "convex(-inner(w, w), w)",
    "convex(a*x**2, x)",
    "convex(1/x, x)",
    "convex(1/u**2, u)",
    "convex(sign(q), q)",
    "convex(x**4 - x**2, x)",
    "convex(Abs(x) - x**2/100, x)",
    "convex((1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2, x, y)",
    "increasing(x**2, x)",
    "increasing(tan(x), x)",
    "decreasing(1/u, u)",
    "increasing(-1/x, x)",
    "strictly_increasing(Max(x, 0), x)",
    "strictly_increasing(floor(x), x)",
    "strictly_increasing(a, x)",
    "minimizer((x - 1)**2, x, 2)",
    "minimizer(x**3, x, 0)",
    "minimizer(norm(w - c)**2, w, zeros(n))",
    "stationary(x**2, x, 1)",
    "positive_definite([[1, 2], [2, 1]])",
    "positive_definite([[1, -1], [-1, 1]])",
    "positive_semidefinite([[0, 1], [1, 0]])",
    "positive_semidefinite([[1, 1], [0, 1]])",
    "positive_definite(w @ w.T)",
    "positive_semidefinite(B)",
    "positive_definite(X.T @ X)",
    "positive_semidefinite(X.T @ M @ X)",
    "minimizer(norm(X @ w - h)**2, w, X.T @ h)",
    "inner(w, c)**2 < inner(w, w)*inner(c, c)",
    "inner(w, c)**2 <= inner(w, w)",
    "Sum(w[i], i)**2 <= 0.99*n*Sum(w[i]**2, i)",
    "w.T @ X.T @ X @ c >= 0",
    "convex(norm(X @ w - h)**2 - norm(w)**2, w)",
    "convex(f(x), x)",
    "ForAll(x, x**2 > 0)",
    "ForAll(x, y, x <= y)",
]


@pytest.mark.parametrize("claim", FALSE)
def test_false_statements_are_refuted(claim: str) -> None:
    decision = decided(claim, *NAMES)
    assert decision.verdict == "refuted"
    assert decision.witness is not None
    assert decision.witness.reason


NEVER_PROVED = [
    "Exists(y, ForAll(x, x + y == 0))",
    "Exists(y, ForAll(x, y <= x))",
    "Exists(y, ForAll(x, x <= y))",
    "Exists(x, x**2 < 0)",
    "Exists(x, exp(x) == 0)",
    "Exists(x, 1/x == 0)",
    "Exists(x, x == 0 and 1/x == a)",
    "Exists(x, x == 0 and 1/x != a)",
    "ForAll(x, 1/x != a) => a > 0",
    "ForAll(x, 1/x != 0) => a > 0",
    "increasing(x, x) => a > 0",
    "Exists(x, log(x) == a and x < 0)",
    "Exists(k, 2*k == 1)",
    "Exists(p, p + 1 == 0)",
    "Exists(r, r == 1)",
    "Exists(x, x > a) => Exists(x, x > a and x < b)",
    "ForAll(x, Exists(y, x*y == 1))",
    "Exists(x, ForAll(y, x == y))",
    "ForAll(p, p > a) => a < 0",
    "ForAll(r, r < a) => a > 1",
    "not convex(x**2, x)",
    "not increasing(x, x)",
    "convex(f(x), x) => increasing(f(x), x)",
    "increasing(f(x), x) => strictly_increasing(f(x), x)",
    "stationary(f(x), x, a) => minimizer(f(x), x, a)",
    "convex(floor(x), x)",
    "convex(x**k, x)",
    "convex(p**a, p)",
    "increasing(p**a, p)",
    "increasing(x**k, x)",
    "increasing(sign(x) - x/2, x)",
    "minimizer(f(x), x, a)",
]


@pytest.mark.parametrize("claim", NEVER_PROVED)
def test_what_is_false_somewhere_is_never_proved(claim: str) -> None:
    assert decided(claim, *NAMES).verdict != "proved"


@settings(max_examples=25, deadline=None)
@given(st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3))
def test_quadratics_are_convex_as_their_hessian_says(a: int, b: int, c: int) -> None:
    """a x^2 + b x y + c y^2 is convex exactly if a, c >= 0 and 4 a c >= b^2."""
    verdict = decided(f"convex({a}*x**2 + {b}*x*y + {c}*y**2, x, y)", "x, y: real").verdict
    assert verdict == ("proved" if a >= 0 and c >= 0 and 4 * a * c >= b * b else "refuted")


@settings(max_examples=20, deadline=None)
@given(st.integers(-2, 2), st.integers(-2, 2), st.integers(-2, 2))
def test_cubics_increase_as_their_derivative_says(a: int, b: int, c: int) -> None:
    """a x^3 + b x^2 + c x increases exactly if 3 a x^2 + 2 b x + c has no sign change to below 0."""
    verdict = decided(f"increasing({a}*x**3 + {b}*x**2 + {c}*x, x)", "x: real").verdict
    true = (a > 0 and b * b <= 3 * a * c) or (a == 0 and b == 0 and c >= 0)
    assert verdict == ("proved" if true else "refuted")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-2, 2), min_size=6, max_size=6))
def test_definiteness_agrees_with_direct_evaluation(entries: list[int]) -> None:
    """Minors in terms, elimination in evaluation: two ways to the definiteness of a matrix of numbers."""
    a, b, c, d, e, g = entries
    matrix = f"[[{a}, {b}, {c}], [{b}, {d}, {e}], [{c}, {e}, {g}]]"
    for name in ("positive_definite", "positive_semidefinite"):
        assert decided(f"{name}({matrix})").verdict in ("proved", "refuted")
