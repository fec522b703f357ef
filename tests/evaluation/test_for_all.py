"""What is said to hold for all values holds at any, and what fails somewhere is not said to."""

from __future__ import annotations

from typing import Any

import pytest
from flint import fmpq, fmpq_mpoly_ctx
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance, Polynomial, Terms, argument_names, key
from derivcheck.evaluation.truth import truth
from derivcheck.evaluation.values.positivity import REALS, Interval, least_sign
from derivcheck.evaluation.values.varying import for_all
from derivcheck.language.core import FunctionType
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_NAMES = ["f: function(real)", "x, y, z, a: real", "t: real(0, 1)", "p: positive", "L: positive"]
_MANY = ["n: size", "F: function(real[n])", "u, v: real[n]", "L: positive"]
_LIPSCHITZ = "ForAll(x, y, Abs(D(f(x), x) - D(f(y), y)) <= L*Abs(x - y))"
_GRADIENT = "ForAll(u, v, norm(grad(F(u), u) - grad(F(v), v)) <= L*norm(u - v))"
Coefficients = dict[tuple[int, ...], int]


def _truth(claim: str, declare: list[str], function: Coefficients, **values: Any) -> bool | None:
    problem = single(claim, declare=declare)
    elaborated = elaborate(problem, problem.claims[0])
    sizes = {"n": 2} if "n: size" in declare else {}
    given_values = Instance.of(sizes, **values).values
    terms = Terms(tuple((e, fmpq(c)) for e, c in function.items()))
    functions = {
        key(s): Polynomial(terms, argument_names(s.type, sizes))
        for s in elaborated.symbols
        if isinstance(s.type, FunctionType)
    }
    try:
        return truth(elaborated.statement, Instance(sizes, given_values, functions))
    except EvaluationError:
        return None


@pytest.mark.parametrize(
    ("claim", "function", "values", "expected"),
    [
        ("convex(f(x), x)", {(2,): 1, (1,): 3}, {}, True),
        ("convex(f(x), x)", {(1,): 3}, {}, True),
        ("convex(f(x), x)", {(2,): -1}, {}, False),
        ("convex(f(x), x)", {(3,): 1}, {}, False),
        ("increasing(f(x), x)", {(3,): 1, (1,): 2}, {}, True),
        ("increasing(f(x), x)", {(3,): 1, (1,): -2}, {}, False),
        ("strictly_increasing(f(x), x)", {(0,): 1}, {}, False),
        ("minimizer(f(x), x, a)", {(2,): 1, (1,): -4}, {"a": 2}, True),
        ("minimizer(f(x), x, a)", {(2,): 1, (1,): -4}, {"a": 1}, False),
        (_LIPSCHITZ, {(2,): 1}, {"L": 2}, True),
        (_LIPSCHITZ, {(2,): 1}, {"L": 1}, False),
        (_LIPSCHITZ, {(3,): 1}, {"L": 9}, False),
        ("ForAll(x, y, f(y) >= f(x) + D(f(x), x)*(y - x))", {(4,): 1}, {}, True),
        ("ForAll(x, y, t, f(t*x + (1 - t)*y) <= t*f(x) + (1 - t)*f(y))", {(2,): 1}, {}, True),
        ("ForAll(x, ForAll(y, f(y) >= f(x) + D(f(x), x)*(y - x)))", {(2,): 1}, {}, True),
        ("ForAll(p, f(p) > 0)", {(1,): 1}, {}, True),
        ("ForAll(x, f(x) > 0)", {(2,): 1}, {}, False),
        ("ForAll(x, f(x) > 0)", {(2,): 1, (0,): 1}, {}, True),
        ("ForAll(t, f(t) < 2)", {(1,): 2}, {}, True),
        ("ForAll(t, f(t) < 2)", {(1,): 3}, {}, False),
    ],
)  # fmt: skip
def test_of_one_variable(claim: str, function: Coefficients, values: dict[str, int], expected: bool) -> None:
    assert _truth(claim, _NAMES, function, **values) is expected


@pytest.mark.parametrize(
    ("claim", "function", "values", "expected"),
    [
        ("convex(F(u), u)", {(2, 0): 1, (1, 1): 1, (0, 2): 1}, {}, True),
        ("convex(F(u), u)", {(2, 0): 1, (1, 1): 3, (0, 2): 1}, {}, False),
        (_GRADIENT, {(2, 0): 1, (1, 1): 1, (0, 2): 1}, {"L": 3}, True),
        (_GRADIENT, {(2, 0): 1, (1, 1): 1, (0, 2): 1}, {"L": 2}, False),
    ],
)
def test_of_vectors(claim: str, function: Coefficients, values: dict[str, int], expected: bool) -> None:
    assert _truth(claim, _MANY, function, **values) is expected


def test_where_terms_are_irrational_or_divided_nothing_is_said() -> None:
    assert _truth("ForAll(x, exp(x) > 0)", _NAMES, {}) is None
    assert _truth("ForAll(p, f(p)/p > 0)", _NAMES, {(1,): 1}) is None


_HALF_LINES = Interval(fmpq(0)), Interval(fmpq(0), None, closed=True)
_INTERVALS = st.sampled_from([REALS, *_HALF_LINES, Interval(fmpq(0), fmpq(1))])
_NUMBERS = st.fractions(-3, 3, max_denominator=6)
_TERMS = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 2)), st.integers(-3, 3), max_size=4)


def _inside(interval: Interval, x: Any) -> bool:
    above = interval.low is None or x > interval.low or (interval.closed and x == interval.low)
    return bool(above and (interval.high is None or x < interval.high))


@settings(max_examples=400, deadline=None)
@given(_TERMS, _TERMS, st.tuples(_INTERVALS, _INTERVALS), st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=12))
def test_no_polynomial_is_on_another_side_than_it_is_said_to_be(
    p: Coefficients, q: Coefficients, box: tuple[Interval, Interval], places: list[tuple[Any, Any]]
) -> None:
    """Products and sums of squares, so that there is something to be said."""
    context = fmpq_mpoly_ctx.get(("x", "y"), "lex")
    a, b = (context.from_dict({e: fmpq(c) for e, c in terms.items()}) for terms in (p, q))
    for polynomial in (a, a * b, a * a + b * b, a * a * b):
        least = least_sign(polynomial, box)
        for place in places:
            x, y = (fmpq(c.numerator, c.denominator) for c in place)
            if least is None or not (_inside(box[0], x) and _inside(box[1], y)):
                continue
            value = polynomial(x, y)
            assert value > 0 if least else value >= 0


@settings(max_examples=200, deadline=None)
@given(*[st.integers(-3, 3)] * 4, st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=8, max_size=8))
def test_comparisons_of_roots_hold_at_all_places(a: int, b: int, c: int, d: int, places: list[tuple[Any, Any]]) -> None:
    x, y = for_all([REALS, REALS])
    left, right = abs(x * a + y * b), abs(x * c + y * d)
    norm = (x * x + y * y).sqrt()
    said = left <= right, norm * 2 >= abs(x) + abs(y), left <= norm * 5, left * left >= right * right
    for place in places:
        u, v = (fmpq(k.numerator, k.denominator) for k in place)
        own, other = abs(u * a + v * b), abs(u * c + v * d)
        squared = u * u + v * v
        sum_ = abs(u) + abs(v)
        true = own <= other, 4 * squared >= sum_ * sum_, own * own <= 25 * squared, own * own >= other * other
        assert all(t for s, t in zip(said, true, strict=True) if s)
