"""Factors that are read off or found in a small ring are those that FLINT finds in the whole ring."""

from __future__ import annotations

from typing import Any

import flint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivcheck.algebra.normal_form.factoring import factored

_RING = flint.fmpz_mpoly_ctx.get([f"k{i}" for i in range(24)], "lex")
_MONOMIALS = st.tuples(st.sampled_from([-6, -4, -1, 1, 2, 3]), st.lists(st.integers(9, 14), max_size=3))


def _polynomial(terms: list[tuple[int, list[int]]]) -> Any:
    total = _RING.constant(0)
    for coefficient, variables in terms:
        product = _RING.constant(coefficient)
        for v in variables:
            product = product * _RING.gen(v)
        total = total + product
    return total


def _unsigned(factors: Any) -> list[tuple[str, int]]:
    return sorted((max(str(f), str(-f)), int(e)) for f, e in factors)


@given(st.lists(st.lists(_MONOMIALS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_products_have_the_factors_that_flint_finds(parts: list[list[tuple[int, list[int]]]]) -> None:
    p = _RING.constant(1)
    for part in parts:
        p = p * _polynomial(part)
    if p.is_zero():
        return
    content, factors = factored(_RING, p)
    product = _RING.constant(content)
    for f, e in factors:
        product = product * f**e
    expected = p.factor()
    assert product == p
    assert _unsigned(factors) == _unsigned(expected[1])
    assert abs(content) == abs(int(expected[0]))


@pytest.mark.parametrize(
    ("terms", "count"),
    [
        ([(1, [9]), (-1, [9])], 0),
        ([(6, [])], 0),
        ([(6, [9, 9, 10])], 2),
        ([(2, [9]), (4, [10])], 1),
        ([(1, [9]), (1, [10, 10])], 1),
        ([(1, [9, 10]), (1, [9, 11])], 2),
        ([(1, [9, 9]), (-1, [10, 10])], 2),
        ([(1, [9, 9]), (-1, [9])], 2),
    ],
)
def test_how_many_factors(terms: list[tuple[int, list[int]]], count: int) -> None:
    assert len(factored(_RING, _polynomial(terms))[1]) == count
