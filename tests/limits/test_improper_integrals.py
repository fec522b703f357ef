"""Improper integrals: enclosures against values that are known, poles, and tails that are not bounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.engine.decide import decide
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.language.core import Call
from tests.limits.deciding import claim

DECLARED = ("t, m: real", "c: positive")


def enclosed(integral: str) -> arb:
    statement = claim(f"{integral} == 0", *DECLARED).statement
    assert isinstance(statement, Call)
    evaluator = Evaluator(Instance.of())
    return arb(evaluator.value(statement.args[0], evaluator.root))


def quotient(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


RATIONALS = st.fractions(Fraction(1, 3), 3, max_denominator=6)


@given(power=st.integers(0, 3), rate=RATIONALS)
@settings(max_examples=15, deadline=None)
def test_gamma_integrals(power: int, rate: Fraction) -> None:
    with ctx.workprec(64):
        found = enclosed(f"Integral(t**{power}*exp(-({rate})*t), (t, 0, oo))")
        exact = arb(power + 1).gamma() / quotient(rate) ** (power + 1)
        assert found.overlaps(exact)
        assert found.rad() < 1e-3


@given(middle=st.fractions(-2, 2, max_denominator=4), width=RATIONALS)
@settings(max_examples=15, deadline=None)
def test_bell_curves(middle: Fraction, width: Fraction) -> None:
    with ctx.workprec(64):
        found = enclosed(f"Integral(exp(-(t - ({middle}))**2/({width})), (t, -oo, oo))")
        assert found.overlaps((arb.pi() * quotient(width)).sqrt())
        assert found.rad() < 1e-3


@given(exponent=st.fractions(Fraction(1, 4), 3, max_denominator=4))
@settings(max_examples=15, deadline=None)
def test_powers_at_both_kinds_of_end(exponent: Fraction) -> None:
    with ctx.workprec(64):
        if exponent > 1:
            found = enclosed(f"Integral(1/t**({exponent}), (t, 1, oo))")
            assert found.overlaps(1 / quotient(exponent - 1))
        elif exponent < 1:
            found = enclosed(f"Integral(1/t**({exponent}), (t, 0, 1))")
            assert found.overlaps(1 / quotient(1 - exponent))


@pytest.mark.parametrize(
    "integral",
    [
        "Integral(1/t, (t, 1, oo))",
        "Integral(1/t, (t, -1, 1))",
        "Integral(1/t**2, (t, 0, 1))",
        "Integral(exp(t), (t, 0, oo))",
        "Integral(sin(t), (t, 0, oo))",
        "Integral(sin(log(100 - t))*exp(-t), (t, 0, oo))",
        "Integral(exp(-t)/(t - 50), (t, 0, oo))",
        "Integral(1, (t, -oo, oo))",
    ],
)
def test_what_has_no_value_gets_none(integral: str) -> None:
    with pytest.raises(EvaluationError):
        enclosed(integral)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Integral(exp(-t**2), (t, -oo, oo)) == sqrt(pi)", "proved"),
        ("Integral(exp(-t**2), (t, -oo, oo)) == pi", "refuted"),
        ("Integral(exp(-c*t), (t, 0, oo)) == 2/c", "refuted"),
        ("Integral(1/(1 + t**2), (t, -oo, oo)) == 2*pi", "refuted"),
        ("Integral(1/sqrt(1 - t), (t, 0, 1)) == 1", "refuted"),
        ("Integral(exp(-(t - m)**2/2), (t, -oo, oo)) == sqrt(2*pi)", "proved"),
        ("Integral(1/t, (t, 1, oo)) == 5", "error"),
        ("Integral(1/t, (t, -1, 1)) == 0", "error"),
        ("Integral(1/t**2, (t, -1, 1)) == -2", "error"),
        ("Integral(1/(t - 1), (t, 0, 1)) == 0", "error"),
    ],
)
def test_verdicts(text: str, expected: str) -> None:
    assert decide(claim(text, *DECLARED), 60).verdict == expected
