"""Statements about all values, refuted by a proof of the opposite: never a true one, never with other evidence."""

from __future__ import annotations

import pytest

from derivcheck.engine import kernel
from derivcheck.engine.decide import decide
from derivcheck.engine.denial import obligations
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.evaluation.instance import Instance
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

DECLARED = ("x, y, a: real", "eps, d, L: positive", "n, m, N: natural", "i, j: integer")
FALSE = (
    "Exists(x, x**2 == -1)",
    "Exists(x, x**2 == a)",
    "Exists(x, a*x == 1)",
    "Exists(x, 1/x == 0)",
    "Exists(x, x > 1 and x < 0)",
    "Exists(n, n**2 == 2)",
    "Exists(x, ForAll(y, y <= x))",
    "Exists(y, ForAll(x, x + y == 0))",
    "ForAll(x, Exists(y, y**2 == x))",
    "Exists(d, ForAll(eps, ForAll(x, Abs(x) < d => Abs(2*x) < eps)))",
    "Exists(n, ForAll(x, n > x))",
    "Exists(L, ForAll(x, x**2 <= L))",
    "a > 0 and Exists(x, x**2 == -a)",
)
TRUE = (
    "Exists(x, x**2 == 1)",
    "Exists(x, log(x) == a)",
    "ForAll(x, Exists(y, y > x))",
    "ForAll(x, Exists(n, n > x))",
    "ForAll(eps, Exists(d, ForAll(x, Abs(x) < d => Abs(2*x) < eps)))",
    "ForAll(eps, Exists(d, ForAll(x, Abs(x) < d => x**2 < eps)))",
    "ForAll(eps, Exists(N, ForAll(n, n >= N => 1/(n + 1) < eps)))",
    "Exists(j, 2*j == i*(i + 1))",
    "Exists(L, ForAll(x, sigmoid(x) <= L))",
    "Exists(L, ForAll(x, ForAll(y, Abs(3*x - 3*y) <= L*Abs(x - y))))",
)


def claim(text: str, *given: str) -> Claim:
    problem = single(text, declare=list(DECLARED), given=list(given))
    return elaborate(problem, problem.claims[0])


@pytest.mark.parametrize("text", FALSE)
def test_false_statements_are_refuted(text: str) -> None:
    assert decide(claim(text), 30).verdict == "refuted"


@pytest.mark.parametrize("text", TRUE)
def test_true_statements_are_proved(text: str) -> None:
    assert decide(claim(text), 30).verdict == "proved"


@pytest.mark.parametrize("text", TRUE)
def test_the_opposite_of_a_true_statement_is_refuted(text: str) -> None:
    assert decide(claim(f"not ({text})"), 30).verdict == "refuted"


@pytest.mark.parametrize("text", [t for t in TRUE if t.startswith("Exists(x")])
def test_a_true_statement_is_not_refuted_by_forged_evidence(text: str) -> None:
    own = claim(text)
    instance = Instance.of(a=1)
    asked = obligations(own, instance)
    assert asked is not None
    with pytest.raises(kernel.Rejected):
        kernel.refuted_by_opposite(own, instance, [Vanishing() for _ in asked])


def test_a_point_outside_the_hypotheses_refutes_nothing() -> None:
    own = claim("Exists(x, x**2 == a)", "a >= 0")
    proofs: list[Evidence] = [Vanishing()] * len(obligations(own, Instance.of(a=-1)) or ())
    with pytest.raises(kernel.Rejected):
        kernel.refuted_by_opposite(own, Instance.of(a=-1), proofs)


#: True where x >= 1. A number must not take the place of a variable by which something is still to be differentiated.
WITH_DERIVATIVES = (
    "Exists(y, D(x**2, x) == y and y > 1)",
    "Exists(y, y**2 == D(x**3, x) - 1/5)",
    "Exists(n, n >= D(x**2, x))",
    "Exists(y, exp(y) == D(x**3, x, x))",
    "Exists(y, y**2 == Subs(D(u**2*x, u), u, x))",
    "Exists(y, y**2 == Limit(D(x**2, x) + u, u, 0))",
)


@pytest.mark.parametrize("text", WITH_DERIVATIVES)
def test_a_derivative_at_a_point_is_not_that_of_a_number(text: str) -> None:
    problem = single(text, declare=["x, y, u: real", "n: natural"], given=["x >= 1"])
    own = elaborate(problem, problem.claims[0])
    assert decide(own, 30).verdict != "refuted"


@pytest.mark.parametrize("text", [
    "-r*log(r) - (1 - r)*log(1 - r) < log(2)",
    "a*exp(-a) < 1/E",
    "log(4) != 2*log(2)",
    "cos(pi*a) < 1",
    "-r*log(r) - (1 - r)*log(1 - r) == log(2) => r == 1/3",
    "D(a**2*exp(-a), a) != exp(-1)",
])
def test_where_enclosures_only_touch_the_opposite_is_proved(text: str) -> None:
    problem = single(text, declare=["a: real", "r: real(0, 1)"])
    assert decide(elaborate(problem, problem.claims[0]), 30).verdict == "refuted"


@pytest.mark.parametrize("text", [
    "-r*log(r) - (1 - r)*log(1 - r) <= log(2)",
    "log(4) != 2*log(2) + 10**-60",
    "-r*log(r) - (1 - r)*log(1 - r) == log(2) => r == 1/2",
])
def test_what_touches_and_is_true_is_not_refuted(text: str) -> None:
    problem = single(text, declare=["r: real(0, 1)"])
    assert decide(elaborate(problem, problem.claims[0]), 30).verdict != "refuted"
