"""Claims that are false somewhere: the trusted algebra must not confirm them, even before any cross-examination.

Each was confirmed once, or is of a kind that tempts: facts that pin a quantity to a pole, a kink or a zero.
"""

from __future__ import annotations

import contextlib

import pytest
from algebra_claims import DECLARATIONS, confirmed, question

from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.term import FALSE as NEVER
from derivcheck.engine.decide import decide
from derivcheck.engine.goal import Goal
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

FALSE = {
    # derivative formulas that are less defined than the derivative
    "Si at 0": ("D(Si(x), x) == 5", ["x == 0"]),
    "Shi at 0": ("D(Shi(x), x) == 5", ["x == 0"]),
    "LambertW at 0": ("D(LambertW(x), x) == 7", ["x == 0"]),
    "Legendre polynomial at 1": ("D(legendre(2, x), x) == 7", ["x == 1"]),
    "binomial polynomial at 1": ("D(binomial(x, 2), x) == 7", ["x == 1"]),
    "second derivative of x**1": ("D(x**n, (x, 2)) == 5", ["x == 0", "n == 1"]),
    # integrality
    "binomial of a real is no integer": ("floor(binomial(x, n)) == binomial(x, n)", []),
    "product with a half is no integer": ("floor(n*(n + 1)/3) == n*(n + 1)/3", []),
    "floor of negative halves": ("floor(n/2) == (n - 1)/2", []),
    "sign of real power of -1": ("(-1)**(n*(n + 1)) == (-1)**n", []),
    # kernels less defined than the term
    "gamma at a shifted pole": ("gamma(x*y + 3) == 0", ["x*y == -1"]),
    "digamma at a shifted pole": ("(x*y + 1)*digamma(x*y + 3) > 0", ["x*y == -1"]),
    "0**0 at a known zero": ("x**(n + 1) == 0", ["x**3 == 0"]),
    "0**0 at a known zero of a product": ("(x*y - 1)**(n + 1) == 0", ["x*y == 1"]),
    # unknown signs
    "arcsine of a sign": ("asin((-1)**n) == pi/2", []),
    "arctangent of a sign": ("atan((-1)**n) == pi/4", []),
    "arctangent of the other sign": ("atan((-1)**n) == -pi/4", []),
    "root of a square": ("sqrt(x**2) == x", []),
    "odd power under an even root": ("sqrt(x**6) == x**3", []),
    "absolute value of an odd power": ("Abs(x)**3 == x**3", []),
    "logarithm of a square": ("log(x**2) == 2*log(Abs(x)*y)", ["y**2 == 1", "x != 0", "x + y > 0"]),
    # kinks
    "Max with a tie that does not move": ("D(Max(x, y, z), x) == 5", ["y == z", "x < y"]),
    "Max of equal arguments": ("D(Max(x, x), x) == 2", []),
    "Min of equal arguments": ("D(Min(x, x, x), x) == 2", []),
    # elimination of symbols
    "nonlinear factor before a linear one": ("x == 1", ["x**2*(x - 1) == 0"]),
    "unknown factor before a linear one": ("x == 117/10", ["sin(x - 13)*(x - 117/10) == 0"]),
    "zero divisor": ("x == y", ["z*x == z*y"]),
    "integer from a half": ("(-1)**(2*n) == (-1)**k", ["2*n == k + 1"]),
    # hypotheses and logic
    "alternatives one of which is undefined": ("x > 0", ["1/x > 0 or x == 0"]),
    "conditions of a later part": ("x != 0 and x/x == 1", []),
    "guard that is false though a part is undefined": (
        "Piecewise((1, log(x) > 0 and x > 5), (2, True)) == 7", ["x <= 0"]),
    "guard that is true though a part is undefined": (
        "Piecewise((1, log(x) > 0 or x < 5), (2, True)) == 7", ["x <= 0"]),
    "kink in a hypothesis that has a derivative": ("x != 13", ["D((x - 13)*Abs(x - 13), x) >= 0", "x > 10"]),
    "guard in a hypothesis": ("x > 0", ["Piecewise((1, log(x) > 0 and x > 5), (2, True)) == 2"]),
    "beta in a hypothesis": ("x > 0", ["beta(x, 2) < 100"]),
    "imaginary unit in an inequality": ("n**3*I != y - 1234", []),
    "imaginary unit as a positive number": ("y*I != x", []),
    "imaginary unit in a hypothesis": ("x == 1", ["I*x**3 == y*x"]),
    "one of two alternatives": ("x == 1", ["x == 1 or x == 2"]),
    # branches
    "arcsine of sine": ("asin(sin(x)) == x", []),
    "sum of arctangents": ("atan(x) + atan(y) == atan((x + y)/(1 - x*y))", []),
    "arccotangent for all signs": ("acot(x) == pi/2 - atan(x)", []),
    "cosine without its absolute value": ("sqrt(1 - sin(x)**2) == cos(x)", []),
    # SymPy's rewriting to something less defined
    "Bessel function at 0": ("besselj(2, x) == 7", ["x == 0"]),
    "binomial of -1": ("binomial(x, n) == 7", ["x == -1"]),
}
OPEN: dict[str, int] = {}


#: Of these, those that even end in a fault or a wrong verdict.
WORST: dict[str, int] = {}


def _cases(known: dict[str, int]) -> list[object]:
    return [
        pytest.param(
            claim, given, id=name,
            marks=[pytest.mark.xfail(strict=True, reason=f"bug {known[name]}")] if name in known else [],
        )
        for name, (claim, given) in FALSE.items()
    ]  # fmt: skip


@pytest.mark.parametrize(("claim", "given"), _cases(OPEN))
def test_what_is_false_somewhere_is_not_confirmed(claim: str, given: list[str]) -> None:
    """A proof is no confirmation if the conditions with which it is reported leave no point."""
    assert not confirmed(claim, given=given) or _is_impossible(question(claim, given=given).goal)


def _is_impossible(goal: Goal) -> bool:
    answer = holds(NEVER, goal.facts)
    return isinstance(answer, Answer) and answer.state == "vacuous"


@pytest.mark.parametrize(("claim", "given"), _cases(WORST))
def test_what_is_false_somewhere_is_not_reported_as_proved(claim: str, given: list[str]) -> None:
    problem = single(claim, declare=list(DECLARATIONS), given=given)
    assert decide(elaborate(problem, problem.claims[0]), 8).verdict in ("refuted", "unknown")


@pytest.mark.parametrize("claim", [
    "cos(1)**2 == 1/2", "D(zeta(x), x) == 1", "D(Mod(x, 2), x) == 5", "D(sinc(x), x) == 1", "zeta(x, 2) == 1",
    "Heaviside(x, 1) == 1", "D(Heaviside(x, 1), x) == 1", "D(LambertW(x, 2), x) == 0", "acos(0) == 7",
    "p*log(acoth(k) + sqrt(acoth(k)**4 - 1)) == p*acosh(acoth(k))",
])  # fmt: skip
def test_what_cannot_be_decided_raises_nothing_unforeseen(claim: str) -> None:
    with contextlib.suppress(Unsupported):
        assert not confirmed(claim)


@pytest.mark.parametrize("claim", [
    "zeta(x, 2) == 1", "Heaviside(x, 1) == 2", "D(zeta(x), x) == 1", "laguerre(2, x) == 7",
    pytest.param("harmonic(m, 2) == 1", marks=pytest.mark.xfail(strict=True, reason="bug 16")),
    pytest.param("elliptic_e(x, 1/2) == 1", marks=pytest.mark.xfail(strict=True, reason="bug 16")),
])  # fmt: skip
def test_what_is_not_known_is_unknown_at_worst(claim: str) -> None:
    problem = single(claim, declare=list(DECLARATIONS))
    assert decide(elaborate(problem, problem.claims[0]), 8).verdict in ("refuted", "unknown")
