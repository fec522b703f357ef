"""Function values against mpmath, an independent implementation; exact against enclosed values."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from evaluation_claims import expression, value
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.evaluate import evaluate
from derivcheck.evaluation.functions import table as functions
from derivcheck.evaluation.instance import Instance
from derivcheck.language.elaboration.functions import FUNCTIONS as KNOWN

PAIRS: list[tuple[str, Callable[[Any], Any]]] = [
    ("erf(x)", mpmath.erf), ("erfc(x)", mpmath.erfc), ("erfi(x)", mpmath.erfi), ("erfinv(x)", mpmath.erfinv),
    ("erf2(x, 1)", lambda x: mpmath.erf(1) - mpmath.erf(x)),
    ("gamma(x)", mpmath.gamma), ("loggamma(x)", mpmath.loggamma), ("digamma(x)", mpmath.digamma),
    ("trigamma(x)", lambda x: mpmath.polygamma(1, x)), ("polygamma(3, x)", lambda x: mpmath.polygamma(3, x)),
    ("zeta(x)", mpmath.zeta), ("zeta(3, x)", lambda x: mpmath.zeta(3, x)), ("dirichlet_eta(x)", mpmath.altzeta),
    ("besselj(2, x)", lambda x: mpmath.besselj(2, x)), ("bessely(1, x)", lambda x: mpmath.bessely(1, x)),
    ("besselj(1/2, x)", lambda x: mpmath.besselj(0.5, x)), ("besseli(2, x)", lambda x: mpmath.besseli(2, x)),
    ("besselk(1, x)", lambda x: mpmath.besselk(1, x)), ("besselj(3, -x)", lambda x: mpmath.besselj(3, -x)),
    ("airyai(x)", mpmath.airyai), ("airybi(x)", mpmath.airybi),
    ("airyaiprime(x)", lambda x: mpmath.airyai(x, derivative=1)),
    ("airybiprime(x)", lambda x: mpmath.airybi(x, derivative=1)),
    ("expint(3, x)", lambda x: mpmath.expint(3, x)), ("E1(x)", mpmath.e1),
    ("Ei(x)", mpmath.ei), ("Ei(-x)", lambda x: mpmath.ei(-x)),
    ("li(x)", mpmath.li), ("Li(x + 1)", lambda x: mpmath.li(x + 1, offset=True)), ("Si(x)", mpmath.si),
    ("Ci(x)", mpmath.ci), ("Shi(x)", mpmath.shi), ("Chi(x)", mpmath.chi), ("fresnels(x)", mpmath.fresnels),
    ("fresnelc(x)", mpmath.fresnelc), ("LambertW(x)", mpmath.lambertw),
    ("LambertW(-x, -1)", lambda x: mpmath.lambertw(-x, -1)), ("polylog(3, x)", lambda x: mpmath.polylog(3, x)),
    ("polylog(2, -5*x)", lambda x: mpmath.polylog(2, -5 * x)), ("beta(x, 3)", lambda x: mpmath.beta(x, 3)),
    ("uppergamma(2, x)", lambda x: mpmath.gammainc(2, x)), ("lowergamma(2, x)", lambda x: mpmath.gammainc(2, 0, x)),
    ("uppergamma(-1/2, x)", lambda x: mpmath.gammainc(-0.5, x)),
    ("elliptic_k(x)", mpmath.ellipk), ("elliptic_e(x)", mpmath.ellipe),
    ("legendre(4, x)", lambda x: mpmath.legendre(4, x)), ("chebyshevt(5, x)", lambda x: mpmath.chebyt(5, x)),
    ("chebyshevu(4, x)", lambda x: mpmath.chebyu(4, x)), ("hermite(4, x)", lambda x: mpmath.hermite(4, x)),
    ("laguerre(3, x)", lambda x: mpmath.laguerre(3, 0, x)),
    ("assoc_laguerre(3, 2, x)", lambda x: mpmath.laguerre(3, 2, x)),
    ("gegenbauer(3, 3/2, x)", lambda x: mpmath.gegenbauer(3, 1.5, x)),
    ("jacobi(3, 1, 2, x)", lambda x: mpmath.jacobi(3, 1, 2, x)),
    ("RisingFactorial(x, 3)", lambda x: mpmath.rf(x, 3)), ("FallingFactorial(x, 3)", lambda x: mpmath.ff(x, 3)),
    ("binomial(x, 3)", lambda x: mpmath.binomial(x, 3)), ("sinc(x)", mpmath.sinc),
    ("asec(1/x)", lambda x: mpmath.asec(1 / x)), ("acsc(1/x)", lambda x: mpmath.acsc(1 / x)), ("acot(x)", mpmath.acot),
    ("acot(-x)", lambda x: mpmath.acot(-x)), ("asech(x)", mpmath.asech), ("acsch(x)", mpmath.acsch),
    ("acoth(1/x)", lambda x: mpmath.acoth(1 / x)), ("atan2(-x, -1)", lambda x: mpmath.atan2(-x, -1)),
    ("atan2(x, -1)", lambda x: mpmath.atan2(x, -1)), ("atan2(0, -1)", lambda x: mpmath.pi), ("sech(x)", mpmath.sech),
    ("EulerGamma + x", lambda x: mpmath.euler + x), ("Catalan*x", lambda x: mpmath.catalan * x),
    ("GoldenRatio*x", lambda x: mpmath.phi * x), ("sigmoid(x)", lambda x: 1 / (1 + mpmath.exp(-x))),
    ("softplus(x)", lambda x: mpmath.log(1 + mpmath.exp(x))), ("x**x", lambda x: x**x),
]  # fmt: skip


@pytest.mark.parametrize(("text", "function"), PAIRS, ids=[t for t, _ in PAIRS])
def test_values_agree_with_mpmath(text: str, function: Callable[[Any], Any]) -> None:
    with mpmath.workdps(40):
        expected = mpmath.re(function(mpmath.mpf(2) / 7))
        text_of_expected = mpmath.nstr(expected, 38)
    found = value(text, x=Fraction(2, 7), precision=128)
    with ctx.workprec(256):
        assert abs(arb(found) - arb(text_of_expected)) < arb(10) ** -25


def test_every_known_function_is_evaluated_or_named_here() -> None:
    missing = {"DiracDelta", "hankel1", "hankel2", "jn", "yn", "elliptic_f", "elliptic_pi", "assoc_legendre"}
    assert set(KNOWN) - set(functions.FUNCTIONS) <= missing


rationals = st.fractions(min_value=-4, max_value=4, max_denominator=5)
EXPRESSIONS = [
    "x**2*y - y/(x**2 + 1)", "Abs(x - y)*sign(x)", "Max(x, y, 1/2) - Min(x, y)", "floor(x + y)*Mod(x, 2)",
    "Piecewise((x**2, x > y), (y - 1, True))", "(x - y)**5/(1 + y**2)**2", "D(x**3*y/(1 + x**2), x)",
    "relu(x*y) + binomial(x, 3)",
    "D(Abs(x**3), x)", "legendre(3, x)*hermite(2, y)", "Sum(x**k/(k + y**2), (k, 1, 4))",
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(EXPRESSIONS), rationals, rationals)
def test_exact_values_lie_in_the_enclosures(text: str, x: Fraction, y: Fraction) -> None:
    """The ball path: x is a rational plus an irrational that is taken away again."""
    exact = expression(text, "x, y: real")
    moved = expression("f(x + exp(1) - exp(1), y + log(2) - log(2))", "x, y: real", define=[f"f(x, y): {text}"])
    instance = Instance.of(x=x, y=y)
    try:
        plain = evaluate(exact, instance)
        enclosure = evaluate(moved, instance, 128)
    except EvaluationError:
        return
    assert type(plain) is fmpq
    with ctx.workprec(128):
        difference = arb(enclosure) - plain
        assert difference.contains(0)
        assert abs(difference) < 1e-20
