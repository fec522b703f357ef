"""Where expressions are defined: every rule of the real domain, with its boundary cases."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from evaluation_claims import exact, fate, value

DEFINED = [
    ("sqrt(4)", 2),
    ("sqrt(0)", 0),
    ("sqrt(9/4)", F(3, 2)),
    ("8**(1/3)", 2),
    ("(8/27)**(2/3)", F(4, 9)),
    ("4**(-1/2)", F(1, 2)),
    ("0**(1/3)", 0),
    ("0**0", 1),
    ("(-2)**3", -8),
    ("(-2)**-3", F(-1, 8)),
    ("(-8)**(6/2)", -512),
    ("2**0.5**-1", 4),
    ("log(1)", 0),
    ("exp(0)", 1),
    ("acosh(1)", 0),
    ("asin(0)", 0),
    ("acos(1)", 0),
    ("factorial(0)", 1),
    ("factorial(20)", 2432902008176640000),
    ("binomial(5, 2)", 10),
    ("binomial(2, 5)", 0),
    ("binomial(5/2, 2)", F(15, 8)),
    ("gamma(5)", 24),
    ("floor(-1/2)", -1),
    ("ceiling(-1/2)", 0),
    ("Mod(-7, 3)", 2),
    ("Mod(7, -3)", -2),
    ("frac(-1/4)", F(3, 4)),
    ("sign(0)", 0),
    ("sign(-3)", -1),
    ("Heaviside(0)", F(1, 2)),
    ("Heaviside(-1)", 0),
    ("delta(2, 2)", 1),
    ("delta(2, 3)", 0),
    ("indicator(1 < 2)", 1),
    ("indicator(2 < 1)", 0),
    ("Max(1, 3, 2)", 3),
    ("Min(1, -3, 2)", -3),
    ("relu(-2)", 0),
    ("Abs(-5/2)", F(5, 2)),
    ("sinc(0)", 1),
    ("Piecewise((1, 1 > 2), (7, True))", 7),
    ("Piecewise((1, 2 > 1), (1/0, True))", 1),
    ("Sum(k**2, (k, 1, 3))", 14),
    ("Sum(k, (k, 5, 1))", 0),
    ("Product(k, (k, 1, 4))", 24),
    ("Product(k, (k, 2, 1))", 1),
    ("fibonacci(10)", 55),
    ("gcd(12, 18)", 6),
    ("lcm(4, 6)", 12),
    ("atan2(0, 1)", 0),
    ("harmonic(3)", F(11, 6)),
    ("legendre(2, 1/2)", F(-1, 8)),
    ("chebyshevt(3, 1/2)", -1),
    ("chebyshevu(2, 1/2)", 0),
    ("hermite(3, 2)", 40),
    ("laguerre(2, 1)", F(-1, 2)),
    ("gegenbauer(2, 1, 1/2)", 0),
    ("jacobi(1, 0, 0, 1/3)", F(1, 3)),
    ("zeta(0)", F(-1, 2)),
]


@pytest.mark.parametrize(("text", "expected"), DEFINED, ids=[t for t, _ in DEFINED])
def test_exact_values_stay_exact(text: str, expected: F) -> None:
    assert exact(text) == expected


UNDEFINED = [
    "1/0", "0/0", "1/(2 - 2)", "0**-1", "(-8)**(1/3)", "(-8)**0.5", "0**(-1/2)", "sqrt(-1)", "log(0)", "log(-2)",
    "asin(2)", "acos(-3/2)", "acosh(1/2)", "atanh(1)", "atanh(-2)", "acoth(1/2)", "acoth(1)", "acoth(0)", "asec(1/2)",
    "acsc(0)", "asech(0)", "asech(2)", "cot(0)", "csc(0)", "coth(0)", "csch(0)", "gamma(0)", "gamma(-3)", "digamma(-1)",
    "loggamma(0)", "Ei(0)", "li(1)", "li(-1)", "Ci(-1)", "zeta(1)", "LambertW(-1)", "erfinv(1)", "erfcinv(2)",
    "factorial(-1)", "Piecewise((1, 1 > 2))", "log(4, 1)", "Mod(1, 0)", "atan2(0, 0)", "1/sin(0)",
    "sqrt(-1)*0", "0*log(0)", "Max(1, 1/0)", "sign(1/0)", "(1/0)**0",
]  # fmt: skip


@pytest.mark.parametrize("text", UNDEFINED)
def test_undefined(text: str) -> None:
    assert fate(text) == "undefined"


@pytest.mark.parametrize("text", ["1/(sqrt(2)**2 - 2)", "log(sqrt(2)**2 - 2)", "tan(pi/2)", "floor(sqrt(2)**2)"])
def test_what_balls_cannot_tell_is_unresolved(text: str) -> None:
    assert fate(text) == "unresolved"


def test_real_powers_need_a_positive_base_unless_the_exponent_is_a_constant() -> None:
    assert fate("x**y", x=-8, y=2) == "undefined"
    assert exact("x**2", x=-8) == 64
    assert exact("x**n", "x: real", "n: integer", x=-2, n=3) == -8
    assert exact("x**n", "x: real", "n: integer", x=0, n=0) == 1
    assert fate("x**n", "x: real", "n: integer", x=0, n=-1) == "undefined"
    assert exact("x**y", x=0, y=2) == 0
    assert fate("x**y", x=0, y=0) == "undefined"
    assert fate("x**y", x=0, y=-1) == "undefined"
    assert exact("x**y", x=4, y=F(-3, 2)) == F(1, 8)


def test_a_constant_argument_of_a_definition_counts_as_a_constant_exponent() -> None:
    assert exact("f(x, 2)", x=-3, define=["f(u, p): u**p"]) == 9
    assert fate("f(x, y)", x=-3, y=2, define=["f(u, p): u**p"]) != "value"


def test_acot_is_pi_over_two_at_zero() -> None:
    assert value("acot(0) - pi/2").contains(0)
    assert value("acot(-1) + pi/4").contains(0)


def test_only_the_chosen_branch_must_be_defined() -> None:
    text = "Piecewise((log(x), x > 0), (0, True))"
    assert exact(text, x=-1) == 0
    assert exact(text, x=1) == 0


def test_an_undefined_condition_makes_a_choice_undefined() -> None:
    assert fate("Piecewise((1, 1/x > 0), (2, True))", x=0) == "undefined"


COMPLEX = [
    ("I**2", "-1"),
    ("sqrt(I*I)", "I"),
    ("exp(I*pi)", "-1"),
    ("Abs(3 + 4*I)", "5"),
    ("re(3 + 4*I)", "3"),
    ("im(3 + 4*I)", "4"),
    ("conjugate(3 + 4*I)", "3 - 4*I"),
    ("arg(I)", "pi/2"),
    ("log(I*I)", "I*pi"),
    ("(I*I)**(1/2)", "I"),
    ("(I*I*8)**(1/3)", "1 + I*sqrt(3)"),
    ("1/(1 + I)", "1/2 - I/2"),
]


@pytest.mark.parametrize(("left", "right"), COMPLEX, ids=[t for t, _ in COMPLEX])
def test_complex_numbers_take_principal_branches(left: str, right: str) -> None:
    assert value(f"{left} - ({right})").contains(0)
    assert abs(value(f"{left} - ({right})")) < 1e-15


HUGE = [
    "9**9**9**9", "factorial(10**9)", "2**(10**9)", "(1/3)**(10**7)", "Sum(k, (k, 1, 10**9))", "exp(exp(exp(exp(9))))",
]  # fmt: skip


@pytest.mark.parametrize("text", HUGE)
def test_huge_numbers_end_quickly(text: str) -> None:
    assert fate(text) in ("value", "unresolved", "unsupported")


def test_large_exact_powers_continue_as_balls() -> None:
    assert value("2**(10**9)") > 10**100
    assert exact("1**(10**30)") == 1
    assert exact("(-1)**(10**30 + 1)") == -1
