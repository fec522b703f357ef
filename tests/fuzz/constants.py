"""Rounds about constants that are nearly equal, and about complex numbers."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import flint

from derivcheck.algebra.normal_form.answers import Answer, holds, vanishes
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose
from derivcheck.algebra.term import HALF, PI, ZERO, Term, add, call, constant, div, mul, number, power, relation, sub
from derivcheck.evaluation.search.search import search

from .statements import Contradiction, claim_of, is_proved, is_spoken_of

_BITS = 4000


def constant_round(random: Random) -> str:
    """A constant less a number that agrees with it in many digits: neither zero nor of the wrong sign."""
    made = _constant(random, random.choice((1, 2, 2, 3)))
    try:
        value = enclose(made, _BITS)
    except NoEnclosure:
        return ""
    digits = random.choice((1, 5, 20, 40, 80, 200))
    near = random.choice((_approximation(value, digits), _rewritten(made, random)))
    difference = sub(made, near)
    try:
        rest = enclose(difference, _BITS)
    except NoEnclosure:
        return ""
    answer = vanishes(difference)
    if not isinstance(answer, Answer):
        return ""
    sign = 1 if rest > 0 else -1 if rest < 0 else None
    if answer.state in ("zero", "vacuous") and sign is not None:
        raise Contradiction(f"{answer.state}, though not zero: {difference}")
    for op, wrong in (("gt", -1), ("lt", 1), ("ge", -1), ("le", 1)):
        told = holds(relation(op, difference, ZERO))
        if isinstance(told, Answer) and told.state in ("zero", "vacuous") and sign is not None and sign == wrong:
            raise Contradiction(f"{op} 0, though its sign is {sign}: {difference}")
    if answer.state == "zero":
        return "zero"
    return "apart" if sign is not None else "undecided"


def _approximation(value: Any, digits: int) -> Term:
    with flint.ctx.workprec(_BITS):
        scaled = (value * flint.arb(10) ** digits).floor().unique_fmpz()
    return ZERO if scaled is None else number(Fraction(int(scaled), 10**digits))


def _constant(random: Random, depth: int) -> Term:
    if depth == 0:
        return random.choice((
            number(random.randint(1, 12)), number(Fraction(random.randint(1, 9), random.randint(2, 7))), PI,
            constant("E"),
            constant("GoldenRatio"),
        ))  # fmt: skip
    a, b = _constant(random, depth - 1), _constant(random, random.randint(0, depth - 1))
    turn = mul(number(Fraction(random.randint(1, 11), random.choice((2, 3, 4, 5, 6, 7, 8, 9, 12)))), PI)
    return random.choice((
        add(a, b), sub(a, b), mul(a, b), div(a, add(power(b, number(2)), number(1))), call("sqrt", call("Abs", a)),
        power(call("Abs", a), number(Fraction(1, 3))), call("cos", turn), call("sin", turn),
        call("log", add(call("Abs", a), number(1))),
        call("sqrt", add(a, call("sqrt", number(random.randint(2, 12))))), call("atan", a), call("exp", mul(a, HALF)),
        mul(call("sqrt", number(random.randint(2, 30))), a), call("cos", a), call("asin", div(b, number(20))),
    ))  # fmt: skip


def _rewritten(made: Term, random: Random) -> Term:
    """The same number by other means, or nearly the same."""
    root = call("sqrt", number(random.randint(2, 12)))
    same = random.choice((
        mul(div(made, root), root), sub(add(made, root), root), power(power(made, number(3)), number(Fraction(1, 3))),
        call("log", call("exp", made)), div(mul(made, sub(root, number(5))), sub(root, number(5))),
        mul(made, add(power(call("sin", number(3)), number(2)), power(call("cos", number(3)), number(2)))),
        call("sqrt", power(made, number(2))), mul(number(2), call("cos", div(PI, number(3))), made),
        mul(made, number(2), sub(call("cos", div(PI, number(5))), call("cos", mul(number(Fraction(2, 5)), PI)))),
    ))  # fmt: skip
    if random.random() < 0.4:
        return add(same, number(Fraction(random.choice((-1, 1)), 10 ** random.choice((3, 15, 40, 100)))))
    return same


# --- complex numbers

_DECLARATIONS = ("z, w: complex", "x, y: real", "n: integer", "p: positive")


def complex_round(random: Random) -> str:
    """A statement about complex numbers: what is proved has no counterexample."""
    left = _complex(random, 2)
    op = random.choice(("==", "==", "==", "!="))
    same = op == "==" and random.random() < 0.5
    right = _expanded(left, random) if same else _complex(random, random.choice((0, 1, 2)))
    written = f"{left} {op} {right}"
    claim = claim_of(written, _DECLARATIONS)
    if claim is None:
        return ""
    if not is_proved(claim, dearest=30):
        return "not proved"
    found = search(claim, 40, seed=random.randrange(10**6))
    if found.witness is not None and is_spoken_of(claim, found.witness.instance):
        raise Contradiction(f"proved, but false: {written} at {found.witness.point}")
    return "proved"


def _complex(random: Random, depth: int) -> str:
    if depth == 0:
        return random.choice(("z", "z", "w", "I", "I", "x", "y", "2", "(-1)", "pi", "n", "(1 + I)", "(x + I*y)"))
    a, b = _complex(random, depth - 1), _complex(random, random.randint(0, depth - 1))
    return random.choice((
        f"({a} + {b})", f"({a} - {b})", f"({a}*{b})", f"({a})/({b})", f"({a})**2", f"({a})**3", f"({a})**n",
        f"exp({a})", f"exp(I*pi*{b})", f"({a})**(-1)",
        f"conjugate({a})", f"re({a})", f"im({a})", f"Abs({a})", f"Abs({a})**2", f"sqrt({a})", f"log({a})",
        f"sin({a})", f"p**({a})", f"({a})**(1/2)", f"cos({b})",
    ))  # fmt: skip


def _expanded(written: str, random: Random) -> str:
    return random.choice((
        f"(({written})*I)/I", f"-I*I*({written})", f"({written} + z) - z", f"(({written})**2)**(1/2)",
        f"exp(log({written}))", f"log(exp({written}))",
        f"conjugate(conjugate({written}))", f"re({written}) + I*im({written})", f"Abs({written})",
        f"sqrt({written})**2", f"({written})*exp(2*pi*I)",
        f"({written})*(cos(w)**2 + sin(w)**2)",
    ))  # fmt: skip
