"""Terms are shown as people type them: what is shown means the same when it is read again."""

from __future__ import annotations

from random import Random

import pytest
from algebra_claims import condition, term

from derivcheck.algebra.term import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    Term,
    add,
    call,
    div,
    mul,
    neg,
    number,
    power,
    sub,
    symbol,
)
from derivcheck.algebra.text import text

X, Y, Z = symbol("x"), symbol("y"), symbol("z")

SHOWN: list[tuple[Term, str]] = [
    (sub(X, sub(Y, Z)), "x - (y - z)"),
    (neg(add(X, Y)), "-(x + y)"),
    (div(X, mul(Y, Z)), "x/(y*z)"),
    (div(ONE, X), "1/x"),
    (power(number(-2), TWO), "(-2)**2"),
    (power(X, neg(Y)), "x**(-y)"),
    (power(X, HALF), "x**(1/2)"),
    (power(power(X, Y), Z), "(x**y)**z"),
    (power(X, power(Y, Z)), "x**(y**z)"),
    (power(neg(X), TWO), "(-x)**2"),
    (mul(X, HALF), "x*1/2"),
    (add(X, number(-3)), "x - 3"),
    (mul(MINUS_ONE, MINUS_ONE, X), "x"),
    (call("Max", X, neg(Y)), "Max(x, -y)"),
]


@pytest.mark.parametrize(("shown", "expected"), SHOWN)
def test_text_is_what_a_person_would_type(shown: Term, expected: str) -> None:
    assert text(shown) == expected


@pytest.mark.parametrize("written", [
    "x - (y - z)", "x/(y/z)", "(x/y)/z", "-x**2", "(-x)**2", "2**(-x)", "x*(-y)", "(x + y)*(x - y)/(-z)", "1/(1/x)",
    "-(-x)", "x**(-1/2)", "(1/2)**x",
    "Piecewise((x, x > 0 and y > 0), (y, x > 1 or y < 2), (z, True))", "Abs(-x)/(-3)", "exp(-(x - 1)**2/2)",
    "x - 1/2", "(-1/2)**2",
    "D(x**2*y, (x, 2))", "(x**y)**z", "x**y**z", "1/x**2", "1/(x*y)**2", "2*(x*(y*z))", "x + (y + z)",
])  # fmt: skip
def test_what_is_shown_is_read_as_the_same_text(written: str) -> None:
    shown = text(term(written))
    assert text(term(shown)) == shown


@pytest.mark.parametrize("written", [
    "x < y", "x == y and y != z", "x <= 1 or y > 2 and z >= 3", "not (x < y and y < z)", "x + 1 >= 2*y => z == 0",
])  # fmt: skip
def test_conditions_are_read_as_the_same_text(written: str) -> None:
    shown = text(condition(written))
    assert text(condition(shown)) == shown


def test_random_arithmetic_is_read_as_the_same_value() -> None:
    from derivcheck.algebra.normal_form.answers import Answer, vanishes

    random = Random(7)
    for _ in range(60):
        made = _random_term(random, 4)
        answer = vanishes(sub(made, term(text(made))))
        assert isinstance(answer, Answer), text(made)
        assert answer.state in ("zero", "vacuous"), text(made)


def _random_term(random: Random, depth: int) -> Term:
    if depth == 0:
        return random.choice((X, Y, Z, number(random.randint(-3, 3)), HALF, MINUS_ONE))
    a, b = _random_term(random, depth - 1), _random_term(random, depth - random.choice((1, 2)) if depth > 1 else 0)
    return random.choice((
        add(a, b), sub(a, b), mul(a, b), neg(a), div(a, add(power(b, TWO), ONE)),
        power(a, number(random.randint(0, 2))),
    ))  # fmt: skip
