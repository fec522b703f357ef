"""Derivatives against central differences, both enclosed rigorously: the mean value theorem leaves no other value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import pytest
from algebra_claims import term

from derivcheck.algebra.calculus import NoDerivative, differentiate, expand
from derivcheck.algebra.signs.enclosure import enclose
from derivcheck.algebra.term import ZERO, Term, call, make, symbol

X = symbol("x")
_STEP = Fraction(1, 2**40)

BODIES = [
    "x**3 - 2*x", "1/(1 + x**2)", "exp(x)*sin(x)", "log(1 + x**2)", "sqrt(x**2 + 1)", "cbrt(x**2 + 1)", "tan(x/3)",
    "cot(x + 1)", "sec(x/3)", "csc(x + 1)",
    "asin(x/4)", "acos(x/4)", "atan(x**2)", "sinh(x)", "cosh(x)", "tanh(x)", "coth(x + 1)", "sech(x)", "csch(x + 1)",
    "asinh(x)", "acosh(x + 2)", "atanh(x/3)",
    "sigmoid(x)", "softplus(x)", "relu(x)", "Abs(x - 3)", "erf(x)", "erfc(x)", "erfi(x/2)", "gamma(x + 1)",
    "loggamma(x + 1)", "Si(x)",
    "Ei(x)", "Ci(x)", "x**x", "2**x", "x**(1/3)", "Max(x, x**2)", "Min(x, x**2, 1)",
    "Piecewise((x**2, x > 1/2), (exp(x), True))", "exp(sin(exp(x)))",
    "(x**2 + 1)**(x - 1)", "floor(x + 1/2)*x", "x/(x + 1)/(x + 2)", "log(x)**3/x", "sqrt(x + sqrt(x))",
]  # fmt: skip


def exact(x: Fraction) -> Any:
    return flint.fmpq(x.numerator, x.denominator)


def value(of: Term, x: Fraction, radius: Fraction = Fraction(0)) -> Any:
    """A ball around all values for x within the radius."""
    with flint.ctx.workprec(200):
        ball = flint.arb(exact(x), flint.arb(exact(radius)))
    return enclose(of, 200, {X: ball})


@pytest.mark.parametrize("written", BODIES)
@pytest.mark.parametrize("x", [Fraction(3, 4), Fraction(7, 5)])
def test_a_derivative_is_the_limit_of_difference_quotients(written: str, x: Fraction) -> None:
    body = expand(term(written))
    slope = value(differentiate(body, X), x, _STEP)
    with flint.ctx.workprec(200):
        quotient = (value(body, x + _STEP) - value(body, x - _STEP)) / flint.arb(exact(2 * _STEP))
        assert slope.overlaps(quotient)
        assert float(slope.rad()) < 1e-3


@pytest.mark.parametrize("written", BODIES)
def test_what_does_not_vary_has_no_derivative(written: str) -> None:
    assert differentiate(expand(term(written)), symbol("y")) is ZERO


def test_higher_derivatives_and_substitution_are_carried_out_inside_first() -> None:
    assert expand(term("D(x**3, (x, 2))")) is expand(term("D(D(x**3, x), x)"))
    assert value(expand(term("Subs(D(y**2, y), y, x)")), Fraction(5)) == 10
    assert value(expand(term("D(Subs(y**2, y, x**2), x)")), Fraction(2)) == 32


def test_a_function_without_a_rule_is_said_to_have_none() -> None:
    with pytest.raises(NoDerivative):
        expand(make("derivative", call("zeta", X), X, 1))
