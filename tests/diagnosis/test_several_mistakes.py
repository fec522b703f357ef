"""Several mistakes at once, in statements as students write them, and what is not shown because it says nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from derivcheck.cli.app import app
from derivcheck.diagnosis.diagnose import Finding, diagnose
from derivcheck.diagnosis.settings import setting_of
from derivcheck.language.problem import single

DECLARED = (
    "n: size", "i, j, k, m: index(n)", "t: natural", "x, y, z: real[n]", "A, B, W: real[n, n]", "a, b, c, u, v: real",
    "s, q: positive", "eta, beta: real(0, 1)", "e: ~Normal(u, s)", "w1, w2, w3, b1, b2, b3: real",
)  # fmt: skip
DEFINED = (
    "p[i]: exp(z[i])/Sum(exp(z[j]), j)",
    "L: Sum((y[i] - p[i])**2, i)/n",
    "yhat: sigmoid(u)",
    "BN(h): (h - u)/s*a + b",
)


def found(claim: str, *given: str) -> tuple[Finding, ...]:
    problem = single(claim, DECLARED, DEFINED, given)
    return diagnose(setting_of(problem, problem.claims[0]))


@pytest.mark.parametrize(
    ("claim", "kinds", "correct"),
    [
        # an edit, and what numbers then tell
        ("u - eta*v/(1 - beta**t)/s == u - eta/(1 - beta)**t*v", {"parentheses", "missing-factor"}, None),
        ("D(L, z[i]) == (Sum(2*(y[m] - p[m])*p[m]*p[i], m) - p[i])", {"missing-factor"}, None),
        ("grad(L, z) == (2*(y - p).T @ p - 1)*p", {"missing-factor"}, None),
        # three in different terms
        ("(u + v - 1)**2 == u**2 - 2*u*v + v**2 + 2*u - 2*v - 1", {"sign"}, "u**2 + 2*u*v + v**2 - 2*u - 2*v + 1"),
        # the same slip twice
        ("D(a*log(yhat) + (1 - a)*log(1 - yhat), u) == (a/a - (1 - a)/(1 - a))*yhat*(1 - yhat)", {"name"}, None),
        # one within the other
        ("Var(a*e + b) == a*Var(e) + b", {"exponent", "extra-term"}, "a**2*Var(e)"),
        # once it has a meaning
        ("grad(a*(x.T @ y)*(z.T @ z), z) == 3*a*(x @ y)*z", {"transpose", "number"}, "2*a*(x.T @ y)*z"),
    ],
)
def test_several_at_once(claim: str, kinds: set[str], correct: str | None) -> None:
    first = found(claim)[0]
    assert {kind.kind for kind in first.kinds} == kinds
    assert correct in (None, first.correct)


@pytest.mark.parametrize(
    ("claim", "given", "true_if"),
    [
        ("Max(w1, b1) + Max(w2, b2) == w1 + w2", (), "w1 >= b1 and w2 >= b2"),
        (
            "relu(w1*u + b1) + relu(w2*u + b2) + relu(w3*u + b3) == w2*u + b2",
            ("w2*u + b2 > 0",),
            "w1*u + b1 <= 0 and w3*u + b3 <= 0",
        ),
        ("(A + B) @ (A - B) == A @ A - B @ B", (), "A @ B == B @ A"),
    ],
)
def test_hypotheses(claim: str, given: tuple[str, ...], true_if: str) -> None:
    assert true_if in [f.as_data().get("given") for f in found(claim, *given)]


def test_of_a_chain_of_relations_the_first_wrong_one_is_repaired() -> None:
    first = found("BN(v) == a*v + b == a*(v - u)/s")[0]
    assert first.repair.statement.ops == ("eq",)  # type: ignore[union-attr]
    assert first.correct.endswith("+ b")


@pytest.mark.parametrize(
    ("claim", "kind", "correct"),
    [
        ("grad(norm(sigmoid(W @ x) - y)**2/2, x) == W.T @ (sigmoid(W @ x) - y)", "chain-rule", None),
        ("jac(tanh(W @ x), x) == diag(tanh(W @ x)) @ W", "function", "diag(ones(n) - tanh(W @ x)**2) @ W"),
        ("grad(norm(A @ x - y)**2/2, A) == (A @ x - y).T @ x", "transpose", "(A @ x - y) @ x.T"),
        ("grad(norm(A @ x - y)**2/2, A) == x @ (A @ x - y).T", "layout", "(A @ x - y) @ x.T"),
        ("norm(x - y)**2 == norm(x)**2 - x.T @ y + norm(y)**2", "missing-factor", None),
        ("(A + B)**2 == A**2 + 2*A @ B + B**2", "order", "A**2 + A @ B + B @ A + B**2"),
        ("D(c/2*Sum(x[i]**2, i), x[k]) == c*Sum(x[i], i)", "sum", "c*x[k]"),
        ("Expect(exp(e)) == exp(u)", "dropped-term", "exp(u + s/2)"),
        ("x[i]**2 == Sum(x[i]**2, i)/n", "index", "Sum(x[i]**2, i)/n == Sum(x[i]**2, i)/n"),
        ("D((u - a)**2/2, a) == -b*c - s", "name", "-(u - a)"),
    ],
)
def test_as_a_teacher_says_it(claim: str, kind: str, correct: str | None) -> None:
    first = found(claim)[0]
    assert first.kind.kind == kind
    assert correct in (None, first.correct)


@pytest.mark.parametrize("claim", ["1/(a + b) == 1/a + 1/b", "asin(sin(u)) == u", "A @ x == grad(x.T @ x, y)"])
def test_what_says_nothing_is_not_shown(claim: str) -> None:
    for shown in found(claim):
        assert "u" in shown.correct or "asin" not in claim
        assert "1*" not in shown.correct


def test_the_kinds_of_several_are_a_list_in_json(tmp_path: Path) -> None:
    words = [
        "check",
        "Var(a*e + b) == a*Var(e) + b",
        "-d",
        "a, b, u: real",
        "-d",
        "s: positive",
        "-d",
        "e: ~Normal(u, s)",
    ]
    output = CliRunner().invoke(app, [*words, "--output-format", "json"]).stdout
    mistake = json.loads(output)["results"][0]["diagnosis"][0]
    assert sorted(mistake["kinds"]) == ["exponent", "extra-term"]
    assert mistake["kind"] in mistake["kinds"]
