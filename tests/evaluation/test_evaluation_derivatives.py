"""Derivatives by jets: kinks, boundaries, mixed partials, derivatives inside of substitutions."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from evaluation_claims import exact, fate, value

EXACT = [
    ("D(x**3, x)", {"x": 2}, 12),
    ("D(x**3, (x, 2))", {"x": 2}, 12),
    ("D(x**3, (x, 4))", {"x": 2}, 0),
    ("D(x**2*y**3, x, y)", {"x": 2, "y": 1}, 12),
    ("D(x**2*y**3, (y, 2), x)", {"x": 2, "y": 1}, 24),
    ("D(x/y, y)", {"x": 2, "y": 2}, F(-1, 2)),
    ("D(exp(x*y), x, y)", {"x": 0, "y": 5}, 1),
    ("D(sin(x)*cos(x), x)", {"x": 0}, 1),
    ("D(sigmoid(x), x)", {"x": 0}, F(1, 4)),
    ("D(sqrt(x), x)", {"x": 4}, F(1, 4)),
    ("D(x**(3/2), x)", {"x": 4}, 3),
    ("D(log(x), (x, 3))", {"x": 1}, 2),
    ("D(Abs(x), x)", {"x": -3}, -1),
    ("D(Max(x, y), x)", {"x": 3, "y": 1}, 1),
    ("D(relu(x), x)", {"x": -1}, 0),
    ("D(floor(x)*x, x)", {"x": F(5, 2)}, 2),
    ("D(x**0, x)", {"x": 0}, 0),
    ("D(y, x)", {"x": 0, "y": 1}, 0),
    ("D(D(x**2*y, x), y)", {"x": 3, "y": 1}, 6),
    ("D(x*D(x*y, y), x)", {"x": 3, "y": 1}, 6),
    ("D(Subs(D(u**3*x, u), u, x**2), x)", {"x": 2}, 240),
    ("Subs(D(u**2, u), u, x)", {"x": 5}, 10),
    ("D(f(f(x)), x)", {"x": 1}, 9),
    ("D(Sum(x**k, (k, 1, 3)), x)", {"x": 1}, 6),
    ("D(Product(x + k, (k, 1, 2)), x)", {"x": 0}, 3),
    ("D(Piecewise((x**2, x > 0), (x, True)), x)", {"x": 3}, 6),
]


@pytest.mark.parametrize(("text", "at", "expected"), EXACT, ids=[t for t, _, _ in EXACT])
def test_exact_derivatives(text: str, at: dict[str, F], expected: F) -> None:
    declared = [f"{name}: real" for name in at] + (["u: real"] if "Subs" in text else [])
    assert exact(text, *declared, define=["f(t): t**2 + t - 1"] if "f(" in text else [], **at) == expected


KINKS = [
    "D(Abs(x), x)", "D(relu(x), x)", "D(sign(x), x)", "D(Max(x, 0), x)", "D(Min(x, 2*x), x)", "D(floor(x), x)",
    "D(ceiling(x), x)", "D(Heaviside(x), x)", "D(indicator(x > 0), x)", "D(indicator(x == 0), x)", "D(sqrt(x), x)",
    "D(x**(1/3), x)", "D(x**(5/2), x)", "D(Piecewise((1, x > 0), (0, True)), x)",
    "D(Piecewise((x, x > 0), (2*x, True)), x)",
    "D(Piecewise((x**2, x > 0), (0, True)), (x, 2))", "D(relu(x)**2, (x, 2))", "D(Abs(x + x**2), x)", "D(1/x, x)",
    "D(log(x), x)", "D(Piecewise((5, x == 0), (x, True)), x)", "D(acot(x), x)", "D(Max(x, y, 0), x)",
    "D(Abs(x)*(x + 1), x)", "D(acos(x + 1), x)", "D(acosh(1 + x), x)", "D(Mod(x, 1), x)",
]  # fmt: skip


@pytest.mark.parametrize("text", KINKS)
def test_kinks_and_jumps_have_no_derivative(text: str) -> None:
    assert fate(text, "x, y: real", x=0, y=0) == "undefined"


SMOOTH_ENOUGH = [
    ("D(relu(x)**2, x)", 0),
    ("D(x*Abs(x), x)", 0),
    ("D(Max(0, x)**3, (x, 2))", 0),
    ("D(Piecewise((x**2, x > 0), (0, True)), x)", 0),
    ("D(Piecewise((x**2/2, Abs(x) <= 1), (Abs(x) - 1/2, True)), x)", 0),
    ("D(Piecewise((x + 1, x > 0), (exp(x), True)), x)", 1),
    ("D(Max(x**3, 0), x)", 0),
    ("D(Piecewise((x**2, x == 0), (x**2, True)), x)", 0),
    ("D(D(Max(x, y)**3, x), y)", 0),
]


@pytest.mark.parametrize(("text", "expected"), SMOOTH_ENOUGH, ids=[t for t, _ in SMOOTH_ENOUGH])
def test_branches_that_agree_have_a_derivative(text: str, expected: int) -> None:
    assert exact(text, "x, y: real", x=0, y=0) == expected


def test_the_corner_of_huber_loss() -> None:
    huber = "D(Piecewise((x**2/2, Abs(x) <= 1), (Abs(x) - 1/2, True)), x)"
    assert exact(huber, x=1) == 1
    assert exact(huber, x=-1) == -1
    second = huber.removesuffix(", x)") + ", (x, 2))"
    assert fate(second, x=1) == "undefined"


@pytest.mark.parametrize(
    "text", ["D(sqrt(x**4), x)", "D(sqrt(x**2), x)", "D(Piecewise((sin(x)/x, x != 0), (1, True)), x)"]
)
def test_what_cannot_be_told_is_not_called_undefined(text: str) -> None:
    assert fate(text, x=0) == "unresolved"


def test_perturbations_are_not_confused() -> None:
    # d/dx [x * d/dy (x + y)] is 1, not 2: the inner derivative must not see the outer perturbation as its own.
    assert exact("D(x*Subs(D(x + y, y), y, x), x)", "x, y: real", x=1, y=1) == 1
    assert exact("D(x*Subs(D(x*y, y), y, x), x)", "x, y: real", x=3, y=1) == 6


def test_special_functions_against_known_derivatives() -> None:
    pairs = [
        ("D(erf(x), x)", "2*exp(-x**2)/sqrt(pi)"),
        ("D(gamma(x), x)", "gamma(x)*digamma(x)"),
        ("D(digamma(x), (x, 2))", "polygamma(2, x)"),
        ("D(besselj(0, x), x)", "-besselj(1, x)"),
        ("D(besselk(0, x), x)", "-besselk(1, x)"),
        ("D(airyai(x), (x, 2))", "x*airyai(x)"),
        ("D(LambertW(x), x)", "LambertW(x)/(x*(1 + LambertW(x)))"),
        ("D(expint(2, x), x)", "-expint(1, x)"),
        ("D(uppergamma(3, x), x)", "-x**2*exp(-x)"),
        ("D(polylog(2, x/2), x)", "-log(1 - x/2)/x"),
        ("D(x**x, x)", "x**x*(log(x) + 1)"),
        ("D(softplus(x), x)", "sigmoid(x)"),
        ("D(tanh(x), (x, 2))", "-2*tanh(x)*(1 - tanh(x)**2)"),
        ("D(atan(1/x), x)", "-1/(1 + x**2)"),
        ("D(asec(2*x + 1), x)", "2/((2*x + 1)**2*sqrt(1 - 1/(2*x + 1)**2))"),
        ("D(zeta(3, x), x)", "-3*zeta(4, x)"),
        ("D(Si(x), x)", "sin(x)/x"),
        ("D(fresnels(x), x)", "sin(pi*x**2/2)"),
        ("D(li(x + 2), x)", "1/log(x + 2)"),
        ("D(erfinv(x/3), x)", "sqrt(pi)/6*exp(erfinv(x/3)**2)"),
    ]
    for left, right in pairs:
        difference = value(f"{left} - ({right})", x=F(2, 3), precision=128)
        assert difference == 0 or (difference.contains(0) and abs(difference) < 1e-25), left
