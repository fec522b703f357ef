"""Arithmetic of whole numbers: what it finds holds on a grid, mutants of true claims are not found."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.signs.whole_numbers import contradiction
from derivcheck.algebra.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Sort,
    Term,
    add,
    call,
    disjunction,
    div,
    mul,
    number,
    power,
    relation,
    symbol,
)

N, M, T = symbol("n", Sort.INTEGER), symbol("m", Sort.INTEGER), symbol("t", Sort.NATURAL)
X, P = symbol("x"), symbol("p", Sort.POSITIVE)


def _c(value: int | Fraction) -> Term:
    return number(value)


def _floor(u: Term) -> Term:
    return call("floor", u)


def _mod(u: Term, m: int) -> Term:
    return call("Mod", u, _c(m))


_TRUE: list[tuple[Term, tuple[Term, ...]]] = [
    (relation("ge", N, ONE), (relation("gt", N, ZERO),)),
    (relation("ge", power(N, _c(2)), N), ()),
    (relation("ne", mul(_c(3), N), _c(2)), ()),
    (relation("eq", add(_floor(X), _floor(add(X, _c(Fraction(1, 2))))), _floor(mul(_c(2), X))), ()),
    (relation("eq", _floor(div(_floor(div(X, _c(2))), _c(3))), _floor(div(X, _c(6)))), ()),
    (relation("eq", add(_floor(X), call("ceiling", mul(MINUS_ONE, X))), ZERO), ()),
    (relation("lt", _mod(N, 5), _c(5)), ()),
    (relation("ge", _mod(X, 2), ZERO), ()),
    (relation("eq", _mod(add(mul(_c(7), power(_c(7), T)), MINUS_ONE), 6), ZERO),
     (relation("eq", _mod(add(power(_c(7), T), MINUS_ONE), 6), ZERO),)),
    (disjunction(relation("le", N, M), relation("ge", N, add(M, ONE))), ()),
    (relation("ge", call("Max", N, M), N), ()),
    (relation("ge", mul(P, power(P, MINUS_ONE)), ONE), ()),
]  # fmt: skip
_FALSE: list[tuple[Term, tuple[Term, ...]]] = [
    (relation("ge", X, ONE), (relation("gt", X, ZERO),)),
    (relation("ge", N, _c(2)), (relation("gt", N, ZERO),)),
    (relation("gt", power(N, _c(2)), N), ()),
    (relation("ne", mul(_c(3), N), _c(6)), ()),
    (relation("ne", mul(_c(3), X), _c(2)), ()),
    (relation("eq", add(_floor(X), _floor(add(X, _c(Fraction(1, 3))))), _floor(mul(_c(2), X))), ()),
    (relation("eq", _floor(div(_floor(div(X, _c(2))), _c(3))), _floor(div(X, _c(5)))), ()),
    (relation("eq", add(_floor(X), call("ceiling", X)), mul(_c(2), X)), ()),
    (relation("eq", _floor(mul(_c(2), X)), mul(_c(2), _floor(X))), ()),
    (relation("lt", _mod(N, 5), _c(4)), ()),
    (relation("lt", _mod(X, 2), ONE), ()),
    (relation("ge", power(X, T), ZERO), ()),
    (relation("ge", power(_c(2), N), ONE), ()),
    (relation("ge", power(X, T), ONE), (relation("gt", X, ZERO),)),
    (relation("eq", _floor(X), ZERO), (relation("eq", _floor(div(X, _c(2))), ZERO),)),
    (relation("eq", X, ONE), (relation("eq", power(X, T), ONE),)),
]


@pytest.mark.parametrize(("statement", "facts"), _TRUE, ids=str)
def test_what_holds_is_found(statement: Term, facts: tuple[Term, ...]) -> None:
    found = contradiction(statement, facts, True)
    assert found.found
    assert not found.vacuous


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(("statement", "facts"), _FALSE, ids=str)
def test_what_fails_is_not(statement: Term, facts: tuple[Term, ...], whole: bool) -> None:
    assert not contradiction(statement, facts, whole).found


def test_from_a_contradiction_everything_follows_in_vain() -> None:
    assert contradiction(relation("eq", N, ZERO), (relation("gt", N, ZERO), relation("lt", N, ONE)), True).vacuous


_NUMBERS = st.fractions(min_value=-3, max_value=3, max_denominator=4).map(number)


def _sums(inside: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.one_of(
        st.builds(add, inside, inside),
        st.builds(lambda c, u: mul(c, u), _NUMBERS, inside),
        st.builds(_floor, inside),
        st.builds(lambda u: call("ceiling", u), inside),
        st.builds(_mod, inside, st.integers(1, 4)),
        st.builds(lambda u: call("Abs", u), inside),
        st.builds(lambda u, v: call("Max", u, v), inside, inside),
    )


_TERMS = st.recursive(st.one_of(_NUMBERS, st.sampled_from([N, M, X])), _sums, max_leaves=5)


def _value(term: Term, at: dict[Term, Fraction]) -> Any:
    """Worked out with Python's fractions alone."""
    match term.op:
        case "number":
            return term.args[0]
        case "symbol":
            return at[term]
        case "add":
            return sum(_value(a, at) for a in term.args)
        case "mul":
            return math.prod(_value(a, at) for a in term.args)
    name, *args = term.args
    values = [_value(a, at) for a in args]
    match name:
        case "floor":
            return math.floor(values[0])
        case "ceiling":
            return math.ceil(values[0])
        case "Mod":
            return values[0] % values[1]
        case "Abs":
            return abs(values[0])
    return max(values)


@settings(max_examples=150, deadline=None)
@given(_TERMS, _TERMS, st.sampled_from(["le", "lt", "ge", "gt", "eq", "ne"]))
def test_what_is_found_holds_on_a_grid(left: Term, right: Term, op: str) -> None:
    if not contradiction(relation(op, left, right), (), True).found:
        return
    for n, m, x in product(range(-4, 5, 2), range(-3, 4), (Fraction(k, 6) for k in range(-13, 14))):
        a, b = (_value(t, {N: Fraction(n), M: Fraction(m), X: x}) for t in (left, right))
        truth = {"le": a <= b, "lt": a < b, "ge": a >= b, "gt": a > b, "eq": a == b, "ne": a != b}
        assert truth[op], (left, op, right, n, m, x)
