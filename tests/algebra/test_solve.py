"""Solving equations for a symbol, angles' bounds, and conditions in a simpler form."""

from __future__ import annotations

import flint
import pytest
from algebra_claims import condition, question, term

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.signs.range import magnitude
from derivcheck.algebra.simplify import simpler
from derivcheck.algebra.solve import solved_for
from derivcheck.algebra.term import ZERO
from derivcheck.algebra.text import text


@pytest.mark.parametrize(("equation", "solution"), [
    ("x == y + 1", "x"), ("2*x - 3 == y", "y"), ("x + sin(y) == 0", "x"), ("3 == x", "x"), ("k == 2*n", "k"),
    ("x/2 == y*z", "x"),
])  # fmt: skip
def test_a_symbol_that_is_linear_is_solved_for(equation: str, solution: str) -> None:
    found = solved_for(condition(equation), term(solution))
    assert found is not None
    assert found[0].args[0] == solution


@pytest.mark.parametrize("equation", [
    "x**2 == 1", "x*y == 1", "x**2*(x - 1) == 0", "(x - 1)*x**2 == 0", "sin(x)*(x - 1) == 0", "exp(x) == x", "x == x",
    "x/x == 1", "Abs(x) == 1", "2*n == 1",
    "2*n == 4*k + 1", "x*(x + y)*2 == 0",
])  # fmt: skip
def test_what_is_not_linear_is_left_alone(equation: str) -> None:
    found = solved_for(condition(equation), ZERO)
    assert found is None or found[0].args[0] == "y" or is_integral(found[1])


def test_an_integer_is_replaced_by_integers_only() -> None:
    assert solved_for(condition("2*n == k"), term("n")) is not None
    found = solved_for(condition("2*n == k"), term("n"))
    assert found is not None
    assert found[0].args[0] == "k"
    assert solved_for(condition("n == x"), term("n")) is not None
    assert solved_for(condition("n == x"), term("n"))[0].args[0] == "x"  # type: ignore[index]


@pytest.mark.parametrize(("angle", "given", "multiple_of_pi"), [
    ("atan(x)", [], "0.5"), ("atan(x) - atan(y)", [], "1"), ("asin(x) - pi/2", ["x >= 0"], "0.5"),
    ("2*atan(x) + asin(y)", [], "1.5"), ("acos(x)", [], "1"),
    ("atan(x) + atan(1/x) - pi/2", ["x > 0"], "0.5"),
])  # fmt: skip
def test_angles_are_bounded(angle: str, given: list[str], multiple_of_pi: str) -> None:
    asked = question(f"{angle} == 0", given=given)
    bound = magnitude(expand(asked.statement.args[0]), asked.goal.facts)
    assert bound is not None
    with flint.ctx.workprec(128):
        assert abs(bound - flint.arb(multiple_of_pi) * flint.arb.pi()) < 1e-20


@pytest.mark.parametrize("angle", ["x*atan(y)", "atan(x)**2", "exp(atan(x))", "atan(x) + y"])
def test_what_is_no_sum_of_angles_has_no_bound(angle: str) -> None:
    assert magnitude(expand(term(angle)), ()) is None


@pytest.mark.parametrize(("written", "simple"), [
    ("x**2 > 0", "x != 0"), ("x**2 != 0", "x != 0"), ("2*x - 1 != 0", "x != 1/2"), ("x - y > 0", "y < x"),
    ("Abs(x) != 0", "x != 0"), ("-x >= 0", "x <= 0"),
    ("exp(x)*y > 0", "y > 0"), ("x*y != 0", "x != 0, y != 0"), ("x**3 > 0", "x > 0"),
    ("(x**2 + 1)*(x - 1) >= 0", "x >= 1"), ("sqrt(x) > 0", "x > 0"),
    ("1/x > 0", "x > 0"), ("x**2 >= 0", "x**2 >= 0"), ("x*y > 0", "x*y > 0"),
])  # fmt: skip
def test_conditions_become_simpler(written: str, simple: str) -> None:
    assert ", ".join(sorted(text(c) for c in simpler(condition(written), ()))) == simple
