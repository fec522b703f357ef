"""An instance is believed only where it is what the declarations say: laws, their shapes, and outcomes."""

from __future__ import annotations

from typing import Any

import pytest
from flint import fmpq

from derivcheck.evaluation.instance import Instance, exact
from derivcheck.evaluation.laws.draws import SHAPES, Shape
from derivcheck.evaluation.witness import refutes
from derivcheck.language.core import Claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single


def _claim(written: str, *declare: str) -> Claim:
    problem = single(written, declare=list(declare))
    return elaborate(problem, problem.claims[0])


def _instance(laws: dict[str, Shape] | None = None, **values: Any) -> Instance:
    named = {(name, 0): exact(value) for name, value in values.items()}
    return Instance({}, named, {}, {(name, 0): shape for name, shape in (laws or {}).items()})


_THIRD = _claim("Expect(x**3) == 0", "v: real", "x: ~MeanVar(0, v)")


def test_an_honest_shape_refutes() -> None:
    assert refutes(_THIRD, _instance({"x": SHAPES[1]}, v=1)) is not None


@pytest.mark.parametrize(
    "points",
    [
        ((1, 1),),  # a mean
        ((-2, "1/2"), (2, "1/2")),  # a variance of 4
        ((-1, "1/2"), (1, "1/2"), (5, 0)),  # an outcome that does not happen
        ((-1, 1), (1, -1), (0, 1)),  # a negative probability
    ],
)
def test_a_shape_that_is_not_standardised_refutes_nothing(points: tuple[tuple[int, Any], ...]) -> None:
    shape = Shape(tuple((fmpq(v), fmpq(*map(int, str(w).split("/")))) for v, w in points))
    assert refutes(_claim("Expect(x**2) == 7", "x: ~MeanVar(0, 1)"), _instance({"x": shape})) is None


def test_parameters_outside_of_the_law_refute_nothing() -> None:
    assert refutes(_THIRD, _instance({"x": SHAPES[1]}, v=-1)) is None
    assert refutes(_claim("Expect(b) == 0", "p: real", "b: ~Bernoulli(p)"), _instance(p=2)) is None
    assert refutes(_claim("Expect(b) == 0", "p: real", "b: ~Bernoulli(p)"), _instance(p=1)) is not None
    matrix = [[1, 2], [2, 1]]
    law = ("S: real[2, 2]", "x: ~Normal([0, 0], S)")
    assert refutes(_claim("Expect(x[1]*x[2]) == 0", *law), _instance(S=matrix)) is None
    assert refutes(_claim("Expect(x[1]*x[2]) == 0", *law), _instance(S=[[4, 2], [2, 1]])) is not None
    assert refutes(_claim("Expect(x[1]*x[2]) == 0", *law), _instance(S=[[4, 2], [1, 1]])) is None


def test_a_variable_has_an_outcome_or_a_shape() -> None:
    claim = _claim("x == Expect(x)", "x: ~MeanVar(0, 1)")
    assert refutes(claim, _instance(x=3)) is not None
    assert refutes(claim, _instance({"x": SHAPES[0]}, x=3)) is None


@pytest.mark.parametrize("value", [0, [0], [0, 1, 1], [[0, 1], [0, 1]], [0, 2]])
def test_outcomes_of_another_shape_refute_nothing(value: object) -> None:
    claim = _claim("d[1] == 1", "i: index(2)", "d[i]: ~Bernoulli(1/2)")
    assert refutes(claim, _instance(d=value)) is None
    assert refutes(claim, _instance(d=[0, 1])) is not None


def test_outcomes_off_a_singular_law_refute_nothing() -> None:
    claim = _claim("x[1] == x[2] + 1", "x: ~Normal([0, 0], [[1, 1], [1, 1]])")
    assert refutes(claim, _instance(x=[2, 2])) is not None
    assert refutes(claim, _instance(x=[2, 3])) is None
