"""Moments by cumulants and moments by recursion, which share no code, are the same numbers; and what both rest on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.expectation import laws
from derivcheck.algebra.expectation.partitions import partitions
from derivcheck.algebra.term import Term, make, number, power, rational, symbol
from derivcheck.evaluation.laws import draws
from derivcheck.evaluation.search.random_polynomial import mean
from derivcheck.evaluation.values.scalar import integer_power

_X = symbol("x")
_PROBABILITIES = st.fractions(0, 1, max_denominator=12)
_NUMBERS = st.fractions(-3, 3, max_denominator=6)
_POSITIVE = st.fractions(Fraction(1, 6), 3, max_denominator=6)

_LAWS = st.one_of(
    st.tuples(st.just("Bernoulli"), st.tuples(_PROBABILITIES)),
    st.tuples(st.just("Normal"), st.tuples(_NUMBERS, _POSITIVE)),
    st.tuples(st.just("Poisson"), st.tuples(_POSITIVE)),
    st.tuples(st.just("Exponential"), st.tuples(_POSITIVE)),
    st.tuples(st.just("Uniform"), st.tuples(_NUMBERS, _POSITIVE).map(lambda p: (p[0], p[0] + p[1]))),
    st.tuples(st.just("Categorical"), _PROBABILITIES.map(lambda p: (p / 2, p / 2, 1 - p))),
)


def _exact(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _by_cumulants(kind: str, parameters: Sequence[Fraction], order: int) -> fmpq:
    own = laws.law(kind, _X, *(number(p) for p in parameters))
    value = rational(expand(make("expect", power(_X, number(order)), own)))
    assert value is not None
    return _exact(value)


def _by_recursion(kind: str, parameters: Sequence[Fraction], order: int) -> fmpq:
    exact = [_exact(p) for p in parameters]
    variable = draws.outcome(kind, [tuple(exact)] if kind == "Categorical" else exact, None)
    return mean(integer_power(variable, order))


@settings(deadline=None, max_examples=150)
@given(_LAWS, st.integers(1, 7))
def test_both_ways_give_the_same_moments(law: tuple[str, tuple[Fraction, ...]], order: int) -> None:
    kind, parameters = law
    assert _by_cumulants(kind, parameters, order) == _by_recursion(kind, parameters, order)


@settings(deadline=None, max_examples=60)
@given(_LAWS, st.integers(1, 3), st.integers(1, 3))
def test_joint_cumulants_of_two_powers_are_their_covariance(
    law: tuple[str, tuple[Fraction, ...]], a: int, b: int
) -> None:
    kind, parameters = law
    own = laws.law(kind, _X, *(number(p) for p in parameters))
    found = rational(laws.joint_cumulant(own, (), (a, b)))
    assert found is not None
    apart = _by_recursion(kind, parameters, a) * _by_recursion(kind, parameters, b)
    assert _exact(found) == _by_recursion(kind, parameters, a + b) - apart


@pytest.mark.parametrize(("count", "bell"), [(0, 1), (1, 1), (2, 2), (3, 5), (4, 15), (5, 52), (6, 203)])
def test_partitions_are_as_many_as_there_are(count: int, bell: int) -> None:
    found = [frozenset(frozenset(block) for block in blocks) for blocks in partitions(range(count))]
    assert len(found) == len(set(found)) == bell


def test_pairings() -> None:
    assert len(list(partitions(range(6), 2))) == 76  # the involutions of six things


@pytest.mark.parametrize("shape", draws.JOINT_SHAPES)
def test_shapes_are_standardised(shape: draws.Shape) -> None:
    assert sum(w for _, w in shape.points) == 1
    assert sum(v * w for v, w in shape.points) == 0
    assert sum(v * v * w for v, w in shape.points) == 1
    assert all(w > 0 for _, w in shape.points)


@pytest.mark.parametrize("shape", draws.JOINT_SHAPES)
def test_vectors_of_every_shape_have_their_mean_and_covariance(shape: draws.Shape) -> None:
    center, covariance = (fmpq(1), fmpq(-2), fmpq(0)), ((4, 2, 0), (2, 10, 3), (0, 3, 2))
    exact = tuple(tuple(fmpq(x) for x in row) for row in covariance)
    x = draws.outcome("MeanVar", (center, exact), shape)
    assert [mean(entry) for entry in x] == list(center)
    centred = [entry + -m for entry, m in zip(x, center, strict=True)]
    assert [[mean(a * b) for b in centred] for a in centred] == [list(row) for row in exact]


def test_a_leading_entry_needs_two_values() -> None:
    three = draws.Shape(((fmpq(-2), fmpq(1, 8)), (fmpq(0), fmpq(3, 4)), (fmpq(2), fmpq(1, 8))), leading=True)
    assert not draws.is_standardised(three)
    assert draws.is_standardised(draws.JOINT_SHAPES[-1])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=1, max_size=3))
def test_a_covariance_is_its_factors_multiplied(rows: list[list[int]]) -> None:
    n = len(rows)
    matrix = tuple(tuple(fmpq(sum(x * y for x, y in zip(a, b, strict=True))) for b in rows) for a in rows)
    lower, diagonal = draws.factors(matrix)
    again = [[sum(lower[i][k] * diagonal[k] * lower[j][k] for k in range(n)) for j in range(n)] for i in range(n)]
    assert again == [list(row) for row in matrix]
    assert all(d >= 0 for d in diagonal)


def test_terms_are_kept() -> None:
    """Rational parameters give plain numbers, nothing else: the comparison above would be empty otherwise."""
    found: Term = expand(make("expect", power(_X, number(2)), laws.law("Normal", _X, number(3), number(2))))
    assert rational(found) == 11
