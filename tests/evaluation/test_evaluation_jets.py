"""Jets against exact derivatives of polynomials, and against central differences at high precision."""

from __future__ import annotations

from fractions import Fraction

import pytest
from evaluation_claims import expression
from flint import ctx, fmpq, fmpq_poly
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.evaluation.evaluate import evaluate
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.values.jet import Jet, Tag, divide, multiply, power, variable
from derivcheck.language.core import Expr

small = st.fractions(min_value=-5, max_value=5, max_denominator=6)


def rational(x: Fraction) -> fmpq:
    return fmpq(x.numerator, x.denominator)


def at(x: Fraction, **more: Fraction) -> Instance:
    return Instance.of(x=x, **more)


@settings(max_examples=60, deadline=None)
@given(st.lists(small, min_size=1, max_size=6), small, st.integers(0, 5))
def test_polynomials(coefficients: list[Fraction], x: Fraction, order: int) -> None:
    polynomial = fmpq_poly([rational(c) for c in coefficients])
    derived = polynomial
    for _ in range(order):
        derived = derived.derivative()
    tag = Tag(1, order)
    jet = variable(tag, rational(x))
    total = Jet(tag, [fmpq(0)] * (order + 1))
    for k, c in enumerate(coefficients):
        total = total + rational(c) * power(jet, k)
    factorial = 1
    for k in range(1, order + 1):
        factorial *= k
    assert total.coefficients[order] * factorial == derived(rational(x))


@settings(max_examples=60, deadline=None)
@given(st.lists(small, min_size=3, max_size=5), st.lists(small, min_size=3, max_size=5))
def test_division_undoes_multiplication(a: list[Fraction], b: list[Fraction]) -> None:
    length = min(len(a), len(b))
    tag = Tag(1, length - 1)
    left, right = (Jet(tag, [rational(c) for c in p[:length]]) for p in (a, b))
    if right.coefficients[0]:
        assert list(multiply(divide(left, right), right).coefficients) == list(left.coefficients)


SMOOTH = [
    "exp(x)", "log(3 + x)", "sqrt(3 + x)", "sin(x)", "cos(x)", "tan(x/5)", "asin(x/5)", "acos(x/5)", "atan(x)",
    "sinh(x)", "cosh(x)", "tanh(x)", "asinh(x)", "acosh(4 + x)", "atanh(x/5)", "acot(3 + x)", "asec(4 + x)",
    "acsc(4 + x)", "coth(4 + x)", "sech(x)", "csch(4 + x)", "sec(x/5)", "csc(3 + x/2)", "cot(3 + x/2)",
    "acoth(4 + x)", "asech((3 + x)/6)", "acsch(4 + x)", "sigmoid(x)", "softplus(x)", "(3 + x)**(2/3)", "(3 + x)**x",
    "2**x", "1/(3 + x)", "erf(x)", "erfc(x)", "erfi(x)", "gamma(3 + x)", "loggamma(3 + x)", "digamma(3 + x)",
    "polygamma(1, 3 + x)", "besselj(1, x)", "bessely(0, 3 + x)", "besseli(1, x)", "besselk(1, 3 + x)", "airyai(x)",
    "airybi(x)", "airyaiprime(x)", "expint(2, 3 + x)", "Ei(3 + x)", "li(4 + x)", "Si(3 + x)", "Ci(3 + x)",
    "Shi(3 + x)", "Chi(3 + x)", "fresnels(x)", "fresnelc(x)", "LambertW(3 + x)", "polylog(2, x/5)",
    "uppergamma(2, 3 + x)", "lowergamma(2, 3 + x)", "beta(3 + x, 2)", "erfinv(x/5)", "erfcinv(1 + x/5)",
    "legendre(3, x)", "jacobi(2, 1, 1/2, x)", "zeta(3, 3 + x)", "atan2(x, 3 + x)", "sinc(3 + x)",
    "LambertW(-(3 + x)/20, -1)", "log(3 + x, 5)", "exp(sin(x)*cos(x))", "x**3*exp(-x**2/2)",
]  # fmt: skip


def shifted(text: str, order: int) -> Expr:
    return expression(f"D({text}, (x, {order}))" if order else text, "x: real")


@pytest.mark.parametrize("text", SMOOTH)
def test_derivatives_match_central_differences(text: str) -> None:
    step = Fraction(1, 2**40)
    for order, x in ((1, Fraction(3, 7)), (2, Fraction(-5, 4)), (3, Fraction(7, 5))):
        lower, upper = shifted(text, order - 1), shifted(text, order)
        ahead, behind, slope = (
            evaluate(e, at(p), 512) for e, p in ((lower, x + step), (lower, x - step), (upper, x))
        )
        with ctx.workprec(512):
            difference = (ahead - behind) / (2 * rational(step))
            assert abs(difference - slope) < fmpq(1, 2**50), (order, x)


@settings(max_examples=40, deadline=None)
@given(small, small)
def test_mixed_partials_commute(x: Fraction, y: Fraction) -> None:
    f = "sin(x*y) + x**3*exp(y) + sigmoid(x - y)"
    one = expression(f"D({f}, x, y) - D({f}, y, x)", "x, y: real")
    difference = evaluate(one, at(x, y=y), 128)
    assert difference == 0 or (difference.contains(0) and abs(difference) < 1e-25)


@settings(max_examples=40, deadline=None)
@given(small)
def test_high_orders_agree_with_repeated_first_ones(x: Fraction) -> None:
    once = expression("D(D(D(tanh(x)*x**2, x), x), x) - D(tanh(x)*x**2, (x, 3))", "x: real")
    difference = evaluate(once, at(x), 128)
    assert difference == 0 or (difference.contains(0) and abs(difference) < 1e-25)
