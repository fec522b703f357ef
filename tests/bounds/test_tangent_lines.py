"""Curves and their tangents, at random places and under sums of any number of terms."""

from __future__ import annotations

from fractions import Fraction

import flint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.signs.enclosure import truth_at
from derivcheck.algebra.term import MINUS_ONE, ONE, ZERO, Sort, Term, call, number, power, relation, symbol
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, support
from derivcheck.engine.rules.compared_logarithms import ComparedLogarithms
from derivcheck.engine.rules.consequence import Consequence, Line, Throughout, consequence
from derivcheck.engine.rules.vanishing import Vanishing
from tests.bounds.decided import decided

NAMES = ("n: size", "i: index(n)", "x, p, q: positive[n]", "z: real[n]", "w: nonnegative[n]")
TRUE = [
    "Product(x[i], i) <= (Sum(x[i], i)/n)**n",
    "Sum(p[i]*log(p[i]), i) >= Sum(p[i], i)*log(Sum(p[i], i)/n)",
    "Sum(log(p[i]/q[i]), i) <= Sum(p[i]/q[i], i) - n",
    "Sum(x[i]**(3/2), i) >= n*(Sum(x[i], i)/n)**(3/2)",
    "Sum(exp(z[i]), i) >= n + Sum(z[i], i)",
    "Sum(w[i]*log(x[i]), i) <= Sum(w[i]*x[i], i) - Sum(w[i], i)",
]
FALSE = [
    "Product(x[i], i) <= Sum(x[i], i)/n",
    "Sum(log(p[i]/q[i]), i) <= Sum(p[i]/q[i], i) - n - 1",
    "Sum(z[i]*log(x[i]), i) <= Sum(z[i]*x[i], i) - Sum(z[i], i)",
    "Sum(sqrt(x[i]), i) >= n*sqrt(Sum(x[i], i)/n)",
    "log(1 + Product(x[i], i)) <= log(Product(x[i], i))",  # a logarithm of no product, with one inside
]


@pytest.mark.parametrize("claim", TRUE)
def test_what_a_tangent_shows_is_proved(claim: str) -> None:
    assert decided(claim, *NAMES).verdict == "proved"


@pytest.mark.parametrize("claim", FALSE)
def test_what_is_false_is_refuted(claim: str) -> None:
    assert decided(claim, *NAMES).verdict == "refuted"


T, A = symbol("t", Sort.POSITIVE), symbol("a", Sort.POSITIVE)
CURVES = [
    call("log", T),
    call("exp", T),
    *(power(T, number(Fraction(e))) for e in ("-2", "-1", "1/2", "3/2", "2", "3")),
]
_POSITIVE = st.fractions(Fraction(1, 9), 9, max_denominator=9)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CURVES), _POSITIVE, _POSITIVE, st.booleans())
def test_every_curve_lies_where_its_line_says(curve: Term, t: Fraction, a: Fraction, below: bool) -> None:
    goal = Goal(relation("eq", ONE, ONE), (relation("gt", T, ZERO), relation("gt", A, ZERO)))
    fact, _ = consequence(goal, Line(curve, A, below))
    at = {name: flint.arb(flint.fmpq(v.numerator, v.denominator)) for name, v in ((T, t), (A, a))}
    assert truth_at(fact, at, 128) is not False


@pytest.mark.parametrize(
    "said",
    [
        Line(call("log", symbol("x")), ONE),  # x may be negative
        Line(call("log", T), ZERO),
        Line(call("log", T), MINUS_ONE, below=True),
        Line(power(symbol("x"), number(3)), ONE),
        Line(power(T, number(3)), MINUS_ONE),
        Line(call("sin", T), ONE),
        Line(power(T, A), ONE),
        Throughout(T, ONE, ONE, Line(call("exp", T), ZERO)),
    ],
)
def test_lines_of_what_need_not_be_positive_are_rejected(said: Line | Throughout) -> None:
    plain = Goal(relation("ge", ONE, ZERO), (relation("gt", T, ZERO), relation("gt", A, ZERO)))
    support(plain, Vanishing())
    with pytest.raises(Rejected):
        support(plain, Consequence(said, Vanishing()))


def test_logarithms_of_what_need_not_be_positive_are_not_compared() -> None:
    goal = Goal(relation("le", symbol("x"), symbol("x")), ())
    with pytest.raises(Rejected):
        support(goal, ComparedLogarithms((Vanishing(), Vanishing(), Vanishing())))
