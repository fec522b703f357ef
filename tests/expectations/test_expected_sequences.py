"""The recursion for the means of a sequence, against the mean of the sequence written out."""

from __future__ import annotations

import pytest

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.term import sub
from derivcheck.engine.lowering import Lowering
from derivcheck.engine.lowering.expected_sequences import mean_of
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.core import Call
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_DECLARE = (
    "t: natural", "s: index(9)", "mu, c: real", "v: positive", "b: real(0, 1)", "g[s]: ~MeanVar(mu, v)",
    "x: ~Normal(c, v)",
)  # fmt: skip


def _expectation(written: str, define: tuple[str, ...]) -> Call:
    problem = single(f"Expect({written}) == 0", declare=list(_DECLARE), define=list(define))
    statement = elaborate(problem, problem.claims[0]).statement
    assert isinstance(statement, Call)
    assert isinstance(statement.args[0], Call)
    return statement.args[0]


@pytest.mark.parametrize(
    ("written", "define"),
    [
        ("m[3]", ("m[0]: 0", "m[t]: b*m[t - 1] + (1 - b)*g[t]")),
        ("2*m[4] - x", ("m[0]: x", "m[t]: b*m[t - 1] + (1 - b)*g[t]*g[t] - t")),
        ("m[3]/(1 - b**3)", ("m[0]: x**2", "m[t]: -m[t - 1]/2 + x*g[t]")),
        ("m[5]", ("m[0]: x", "m[1]: c", "m[t]: m[t - 1] - c*m[t - 2] + g[1]")),
    ],
)
def test_the_means_satisfy_the_recursion(written: str, define: tuple[str, ...]) -> None:
    expr = _expectation(written, define)
    directly = Lowering().scalar(expr)
    by_recursion = Lowering().scalar(mean_of(expr.args[0]))
    answer = vanishes(expand(sub(directly, by_recursion)), ())
    assert isinstance(answer, Answer)
    assert answer.state == "zero"


@pytest.mark.parametrize(
    ("written", "define"),
    [
        ("m[3]**2", ("m[0]: 0", "m[t]: m[t - 1] + g[t]")),
        ("m[3]*x", ("m[0]: 0", "m[t]: m[t - 1] + g[t]")),
        ("1/m[3]", ("m[0]: 1", "m[t]: m[t - 1] + g[t]")),
        ("m[3]", ("m[0]: 1", "m[t]: m[t - 1]*g[t]")),
        ("m[3]", ("m[0]: x", "m[t]: m[t - 1]**2")),
        ("exp(m[3])", ("m[0]: x", "m[t]: m[t - 1]/2")),
    ],
)
def test_what_is_not_linear_has_no_such_recursion(written: str, define: tuple[str, ...]) -> None:
    with pytest.raises(Unsupported):
        mean_of(_expectation(written, define).args[0])
