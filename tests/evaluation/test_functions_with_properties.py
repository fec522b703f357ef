"""Functions whose values are matrices with properties: what is drawn has them at every argument that is tried."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from flint import fmpq

from derivcheck.engine.decide import decide
from derivcheck.evaluation.declared import admits, has_property
from derivcheck.evaluation.everywhere import holds_everywhere
from derivcheck.evaluation.instance import Instance, Polynomial, Terms
from derivcheck.evaluation.search.landmarks import Landmarks
from derivcheck.evaluation.search.sampling import Sampler
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_PROPERTIES = (
    "symmetric", "diagonal", "invertible", "positive_definite", "positive_semidefinite", "symmetric, invertible",
    "diagonal, invertible",
)  # fmt: skip


def _value(function: Polynomial, at: fmpq) -> Any:
    return function([at])


@pytest.mark.parametrize("properties", _PROPERTIES)
def test_what_is_drawn_is_admitted_and_has_the_property_at_all_points(properties: str) -> None:
    problem = single("K(t) == K(t)", declare=["n: size", "t: real", f"K: function(real) -> real[n, n], {properties}"])
    claim = elaborate(problem, problem.claims[0])
    symbol = next(s for s in claim.symbols if s.name == "K")
    random = Random(3)
    sampler = Sampler(claim, Landmarks((), (), ("n",)), 1)
    for number in range(25):
        instance = sampler.draw(number)
        assert instance is not None
        assert admits(symbol, instance), instance.functions
        for _ in range(5):
            value = _value(instance.functions["K", 0], fmpq(random.randint(-9, 9), random.randint(1, 5)))
            assert all(has_property(value, name) for name in symbol.properties)


def _of(*rows: tuple[dict[int, int], ...]) -> Polynomial:
    terms = tuple(tuple(Terms(tuple(((k,), fmpq(c)) for k, c in e.items())) for e in row) for row in rows)
    return Polynomial(terms, ("a",))


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (_of(({1: 1},)), "invertible"),
        (_of(({0: -1, 2: 1},)), "invertible"),
        (_of(({},)), "invertible"),
        (_of(({0: 1}, {1: 1}), ({1: 1}, {0: 1})), "invertible"),
        (_of(({0: 1}, {1: 1}), ({}, {0: 1})), "symmetric"),
        (_of(({0: 1}, {1: 1}), ({}, {0: 1})), "diagonal"),
        (_of(({0: 1, 1: 1},)), "positive_definite"),
        (_of(({2: 1},)), "positive_definite"),
        (_of(({0: 1, 2: -1},)), "positive_semidefinite"),
        (_of(({0: 1},)), "orthogonal"),
    ],
)
def test_what_fails_somewhere_is_not_admitted(function: Polynomial, name: str) -> None:
    assert not holds_everywhere(function, name)


def test_sums_of_the_same_power_are_taken_together() -> None:
    terms = ((Terms((((1,), fmpq(1)), ((1,), fmpq(-1)), ((0,), fmpq(2)))),),)
    assert holds_everywhere(Polynomial(terms, ("a",)), "invertible")


def test_declared_inverses_of_functions_are_no_condition() -> None:
    declare = ["n: size", "t: real", "K: function(real) -> real[n, n], invertible"]
    problem = single("Subs(D(inv(K(s)), s), s, t) @ K(t) == -inv(K(t)) @ D(K(t), t)", declare=declare)
    decision = decide(elaborate(problem, problem.claims[0]), 20)
    assert (decision.verdict, decision.conditions) == ("proved", ())


def test_instances_of_other_sizes_are_not_admitted() -> None:
    problem = single("K(t) == K(t)", declare=["n: size", "t: real", "K: function(real) -> real[n, n], invertible"])
    claim = elaborate(problem, problem.claims[0])
    symbol = next(s for s in claim.symbols if s.name == "K")
    assert not admits(symbol, Instance({"n": 2}, {}, {("K", 0): _of(({0: 1},))}))
