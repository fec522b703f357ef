"""Limits, integrals and series: examples, false variants, and the rules against the evaluator on random functions."""

from __future__ import annotations

from random import Random

import pytest
from flint import ctx
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.limits.approach import NoLimit, NoRule
from derivcheck.algebra.limits.limits import limit_of
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.term import Term
from derivcheck.engine.decide import decide
from derivcheck.engine.lowering import Lowering
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.walk import limits
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.language.core import Call
from tests.limits.deciding import agree, attempted, claim

SECONDS = 60.0


def verdict(text: str, *declare: str, given: tuple[str, ...] = ()) -> str:
    return decide(claim(text, *declare, given=given), SECONDS).verdict


NUMBERS = ("x, a, h, p: real", "n: natural", "b: positive")


@pytest.mark.parametrize(
    "text",
    [
        "Limit(sin(x)/x, x, 0) == 1",
        "Limit((x**2 - 1)/(x - 1), x, 1) == 2",
        "Limit(Abs(x)/x, x, 0, '-') == -1",
        "Limit(x*sin(1/x), x, 0) == 0",
        "Limit((-1/2)**n, n, oo) == 0",
        "Limit((1 + 1/x)**x, x, oo) == exp(1)",
        "Limit((sqrt(x + h) - sqrt(x))/h, h, 0) == 1/(2*sqrt(x))",
        "Limit(1/x, x, 0, '-') == -oo",
        "Limit(sign(x), x, 0) != 1",
        "2*Limit(sin(x)/x, x, 0) == 2",
    ],
)
def test_true_limits_are_proved(text: str) -> None:
    assert verdict(text, *NUMBERS) == "proved"


@pytest.mark.parametrize(
    "text",
    [
        "Limit(sin(x)/x, x, 0) == 2",
        "Limit(Abs(x)/x, x, 0) == 1",
        "Limit(sign(x), x, 0) == 0",
        "Limit(sin(1/x), x, 0) == 0",
        "Limit(sin(x), x, oo) == 0",
        "Limit((-1)**n, n, oo) == 1",
        "Limit(1/x, x, 0) == oo",
        "Limit(1/x, x, 0) == 0",
        "Limit(b**n, n, oo) == 0",
        "Limit(exp(a*x), x, oo) == 0",
        "Limit(x*exp(-x), x, oo) == 1",
        "Limit(floor(x), x, 0) == 0",
        "Limit(relu(x), x, oo) == 10**6",
    ],
)
def test_false_limits_are_refuted(text: str) -> None:
    assert verdict(text, *NUMBERS) == "refuted"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Integral(1/x, (x, -1, 1)) == 0", {"unknown", "error"}),
        ("Sum((-1)**k, (k, 0, oo)) == 1/2", {"error"}),
        ("Sum(1**k, (k, 0, oo)) == -1/2", {"error", "unknown"}),
        ("Limit(log(-x**2 - 1), x, 0) == 0", {"error"}),
        # true, and not to be called undefined: the rule is not known to hold, which is another thing
        ("D(Integral(log(x), (x, 0, a)), a) == log(a)", {"unknown", "proved"}),
        ("a > 0 and a < 1 => D(Integral(floor(x - a), (x, 0, 1)), a) == -1", {"unknown", "proved"}),
        ("D(Integral(sign(x - a), (x, 0, 1)), a) == 0", {"unknown", "refuted"}),
        ("Limit(Limit(sin(x)/x, x, 0), p, 0) == 1", {"proved", "unknown"}),
    ],
)
def test_what_does_not_exist_is_never_decided(text: str, expected: set[str]) -> None:
    assert verdict(text, *NUMBERS) in expected


def test_a_sign_that_is_given_decides() -> None:
    assert verdict("Limit(exp(a*x), x, oo) == 0", *NUMBERS, given=("a < 0",)) == "proved"
    assert verdict("Limit(exp(a*x), x, oo) == oo", *NUMBERS, given=("a > 0",)) == "proved"


def test_the_convergence_of_a_series_is_a_condition() -> None:
    found = decide(claim("Sum(p**k, (k, 0, oo)) == 1/(1 - p)", "p: real"), SECONDS)
    assert found.verdict == "proved"
    assert found.conditions == ("Abs(p) < 1",)
    assert decide(claim("Sum(p**k, (k, 0, oo)) == 1/(1 - p)", "p: real(-1, 1)"), SECONDS).conditions == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Integral(x**2, (x, 0, 1)) == 1/3", "proved"),
        ("Integral(x**2, (x, 0, 1)) == 1/2", "refuted"),
        ("Integral(x**2, (x, 1, 0)) == 1/3", "refuted"),
        ("Integral(x**2, (x, 1, 0)) == -1/3", "proved"),
        ("Integral(exp(-x), (x, 0, oo)) == 1", "proved"),
        ("Integral(Abs(x), (x, -1, 1)) == 0", "refuted"),
        ("Sum(1/k**2, (k, 1, oo)) == 2", "refuted"),
        ("Sum(1/((1/2)**k*k**2), (k, 1, oo)) == 2", "error"),  # it diverges: no enclosure may be made of it
        ("Sum(1/(k*(k + 1)), (k, 1, oo)) == 1", "proved"),
    ],
)
def test_integrals_and_series(text: str, expected: str) -> None:
    assert verdict(text, "x: real") == expected


# ---------------------------------------------------------------------------------------------------
# Two ways to a limit that share no code

LEAVES = ("x", "x", "1", "2", "3", "-1", "1/x", "x**2")
UNARY = (
    "exp({})", "sin({})", "tanh({})", "sigmoid({})", "Abs({})", "({})**2", "-({})", "atan({})", "sqrt(1 + ({})**2)",
)  # fmt: skip
BINARY = ("({}) + ({})", "({})*({})", "({}) - ({})", "({})/({})")


def random_function(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.2:
        return random.choice(LEAVES)
    if random.random() < 0.4:
        return random.choice(UNARY).format(random_function(random, depth - 1))
    return random.choice(BINARY).format(*(random_function(random, depth - 1) for _ in range(2)))


@given(seed=st.integers(0, 10**9), point=st.sampled_from(("0", "1", "oo", "-oo")))
@settings(max_examples=150, deadline=None)
def test_rules_and_expansions_agree(seed: int, point: str) -> None:
    body = random_function(Random(seed), 3)
    statement = claim(f"Limit({body}, x, {point}) == 0", "x: real").statement
    assert isinstance(statement, Call)
    tends = Lowering().scalar(statement)
    assert tends.op == "tends"
    proved = attempted(lambda: limit_of(*tends.args[:4], ()), NoRule, Split, NoLimit)
    with ctx.workprec(128):
        evaluator = Evaluator(Instance.of())
        found = attempted(lambda: limits.extended(evaluator, statement.args[0], evaluator.root), EvaluationError)
        if isinstance(proved, Term) and found is not None:
            assert agree(proved, found), f"{body} at {point}: {proved} and {found}"
