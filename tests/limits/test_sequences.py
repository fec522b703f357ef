"""Limits of sequences: powers, factorials, partial sums and products, by rules and by asymptotic expansions."""

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
DECLARED = ("n: natural", "q: real(-1, 1)", "u: positive", "b, x: real")
TRUE = (
    "Limit(n**2*q**n, n, oo) == 0",
    "Limit(u**n/factorial(n), n, oo) == 0",
    "Limit(factorial(n)/n**n, n, oo) == 0",
    "Limit(factorial(n)**2/factorial(2*n), n, oo) == 0",
    "Limit(factorial(n)/3**n, n, oo) == oo",
    "Limit(Sum(q**j, (j, 0, n)), n, oo) == 1/(1 - q)",
    "Limit(Sum(j*q**j, (j, 1, n)), n, oo) == q/(1 - q)**2",
    "Limit(Sum(1/(j*(j + 1)), (j, 1, n)), n, oo) == 1",
    "Limit(Sum((j/n)**2, (j, 1, n))/n, n, oo) == 1/3",
    "Limit(Product(1 - 1/j**2, (j, 2, n)), n, oo) == 1/2",
    "Limit(Product(1 + 1/j, (j, 1, n))/n, n, oo) == 1",
    "Limit(Sum(1/j, (j, 1, n)), n, oo) == oo",
    "Limit(Sum(1/j, (j, 1, n))/log(n), n, oo) == 1",
    "Limit(Sum(1/sqrt(j), (j, 1, n))/sqrt(n), n, oo) == 2",
    "Limit(log(factorial(n))/(n*log(n)), n, oo) == 1",
    "Product(1 - 1/j**2, (j, 2, oo)) == 1/2",
    "Product(1 + 1/(j*(j + 2)), (j, 1, oo)) == 2",
)
FALSE = (
    "Limit(n**2*q**n, n, oo) == q",
    "Limit(3**n/factorial(n), n, oo) == 1",
    "Limit(factorial(n)/3**n, n, oo) == 0",
    "Limit(Sum(1/2**j, (j, 0, n)), n, oo) == 1",
    "Limit(Sum(1/j, (j, 1, n)), n, oo) == 10",
    "Limit(Sum(1/j**2, (j, 1, n)), n, oo) == oo",
    "Limit(Sum(1/(j*(j + 1)), (j, 1, n)), n, oo) == 1/2",
    "Limit(Sum((j/n)**2, (j, 1, n))/n, n, oo) == 1/2",
    "Limit(Product(1 - 1/j**2, (j, 2, n)), n, oo) == 0",
    "Limit(Product(1 - 1/j, (j, 1, n)), n, oo) == 1",
    "Limit(Sum((-1)**j, (j, 0, n)), n, oo) == 1/2",
    "Limit(Sum(1/j, (j, 1, n))/log(n), n, oo) == 2",
    "Limit(log(factorial(n))/(n*log(n)), n, oo) == 0",
    "Limit(b**n/factorial(n), n, oo) == b",
    "Limit(n*b**n, n, oo) == 0",
    "Product(1 - 1/j**2, (j, 2, oo)) == 0.5001",
    "Product(1 - 1/j**2, (j, 2, oo)) == 1/3",
    "Product(1 + 1/(j*(j + 2)), (j, 1, oo)) == 3",
    "Product(1 - 1/4**j, (j, 1, oo)) == 2/3",
    "Product(1 - 1/j, (j, 2, oo)) == 1",
)


@pytest.mark.parametrize("text", TRUE)
def test_true_limits_are_proved(text: str) -> None:
    assert decide(claim(text, *DECLARED), SECONDS).verdict == "proved"


@pytest.mark.parametrize("text", FALSE)
def test_false_limits_are_never_proved(text: str) -> None:
    assert decide(claim(text, *DECLARED), SECONDS).verdict in ("refuted", "unknown")


def test_a_series_that_diverges_slowly_has_no_value() -> None:
    assert decide(claim("Sum(1/k, (k, 1, oo)) == 1", *DECLARED), SECONDS).verdict == "error"


FACTORS = (
    "n", "n**2", "n**3", "2**n", "3**n", "(1/2)**n", "(2/3)**n", "(-1/2)**n", "factorial(n)", "n**n", "log(n)",
    "sqrt(n)", "(n + 1)**n", "exp(n)", "exp(-n)", "factorial(2*n)", "(n + 2)",
)  # fmt: skip


def random_sequence(random: Random) -> str:
    above, below = (random.choices(FACTORS, k=random.randint(0, 3)) for _ in range(2))
    return f"({'*'.join(['1', *above])})/({'*'.join(['1', *below])})"


@given(seed=st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_rules_and_expansions_agree(seed: int) -> None:
    body = random_sequence(Random(seed))
    statement = claim(f"Limit({body}, n, oo) == 0", *DECLARED).statement
    assert isinstance(statement, Call)
    tends = Lowering().scalar(statement)
    proved = attempted(lambda: limit_of(*tends.args[:4], ()), NoRule, Split, NoLimit)
    with ctx.workprec(128):
        evaluator = Evaluator(Instance.of())
        found = attempted(lambda: limits.extended(evaluator, statement.args[0], evaluator.root), EvaluationError)
        if isinstance(proved, Term) and found is not None:
            assert agree(proved, found), f"{body}: {proved} and {found}"
