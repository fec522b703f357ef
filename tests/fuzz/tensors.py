"""Rounds about explicit vectors and matrices: their entries as terms against direct evaluation of the whole."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import flint

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose
from derivcheck.engine.goal import values_of
from derivcheck.engine.lowering import Lowering
from derivcheck.engine.tensors import explicit
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.evaluation.declared import satisfies
from derivcheck.evaluation.errors import EvaluationError, Undefined
from derivcheck.evaluation.evaluate import evaluate
from derivcheck.evaluation.instance import Instance
from derivcheck.language.core import Call

from .statements import Contradiction, claim_of

_DECLARATIONS = (
    "A, B: real[2, 2]", "C: real[2, 2], symmetric", "G: real[2, 2], invertible", "R: real[2, 2], orthogonal",
    "S: real[2, 2], positive_definite", "u, v: real[2]", "e: real[2], one_hot", "c, s: real", "i: index(2)",
    "d: real[2, 2], diagonal",
)  # fmt: skip
_MATRICES, _VECTORS, _SCALARS = ("A", "B", "A", "C", "G", "R", "S", "d"), ("u", "v", "u", "e"), ("c", "s", "2")


def tensor_value_round(random: Random) -> str:
    """Every entry of a random tensor, lowered to a term and enclosed, against the entry of its direct value."""
    written = random.choice((_scalar, _vector, _matrix))(random, random.choice((1, 2, 2, 3)))
    claim = claim_of(f"{written} == {written}", _DECLARATIONS)
    if claim is None:
        return ""
    assert isinstance(claim.statement, Call)
    expr = claim.statement.args[0]
    drawn = _instance(random)
    instance = Instance({}, {key: drawn.values[key] for key in ((s.name, s.number) for s in claim.symbols)})
    if not satisfies(claim.symbols, instance):
        return ""
    at = values_of(claim.symbols, instance)
    try:
        terms = explicit.entries(Lowering().of(expr))
        values = _flat(evaluate(expr, instance, 128))
        balls = [enclose(expand(t), 128, at) for t in terms]
    except Undefined:
        return _undefined(written, terms, at)
    except (EvaluationError, NoEnclosure, NoDerivative, Unsupported):
        return ""
    if len(balls) != len(values):
        raise Contradiction(f"{written} has {len(balls)} entries, or {len(values)}")
    for k, (ball, value) in enumerate(zip(balls, values, strict=True)):
        with flint.ctx.workprec(128):
            difference = ball - flint.arb(value)
            if difference > 0 or difference < 0:
                raise Contradiction(f"entry {k} of {written} is {ball}, or {value}, at {instance.shown(claim.symbols)}")
    return "same"


def _instance(random: Random) -> Instance:
    """Values that the declarations allow, but for an invertible matrix that may have no inverse."""

    def some() -> Fraction:
        return Fraction(random.randint(-4, 4), random.choice((1, 1, 1, 2)))

    def square() -> list[list[Fraction]]:
        return [[some(), some()], [some(), some()]]

    (p, q), (_, r) = square()
    turned = random.choice((Fraction(3, 5), Fraction(0), Fraction(-1), Fraction(5, 13)))
    other = {Fraction(3, 5): Fraction(4, 5), Fraction(0): Fraction(1), Fraction(-1): Fraction(0)}.get(turned)
    other = Fraction(12, 13) if other is None else other
    sign = random.choice((1, -1))
    return Instance.of(
        None, A=square(), B=square(), C=[[p, q], [q, r]], G=square(),
        R=[[turned, -sign * other], [other, sign * turned]],
        S=[[p * p + 1, p], [p, 2]], u=[some(), some()], v=[some(), some()], e=random.choice(([1, 0], [0, 1])),
        c=some(), s=some(),
        i=random.randint(1, 2), d=[[some(), 0], [0, some()]],
    )  # fmt: skip


def _undefined(written: str, terms: list[Any], at: dict[Any, Any]) -> str:
    """Where direct evaluation finds no value, a condition of some entry must not be known to hold everywhere."""
    from derivcheck.algebra.signs.enclosure import truth_at

    conditions = [c for t in terms for c in domain.conditions(t)]
    if all(truth_at(expand(c), at) is True for c in conditions):
        raise Contradiction(f"{written} is undefined where all its conditions hold, at {at}")
    return "undefined"


def _flat(value: Any) -> list[Any]:
    return [x for part in value for x in _flat(part)] if isinstance(value, tuple) else [value]


def _matrix(random: Random, depth: int) -> str:
    if depth <= 0:
        return random.choice(_MATRICES)
    m, n = _matrix(random, depth - 1), _matrix(random, random.randint(0, depth - 1))
    v, w = _vector(random, depth - 1), _vector(random, 0)
    return random.choice((
        f"({m} + {n})", f"({m} - {n})", f"({m} @ {n})", f"({m}).T", f"inv({m})", f"({m})**2", f"({m})**-1",
        f"({m})**3", f"{_scalar(random, depth - 1)}*{m}",
        f"diag({v})", f"outer({v}, {w})", f"(({v}) @ ({w}).T)", f"({m})*({n})", f"eye(2)*{m}", f"exp({m})",
        f"jac({v}, u)", f"hess({_scalar(random, depth - 1)}, u)",
        f"({m} @ {n} @ {m})", f"grad({_scalar(random, depth - 1)}, A)", f"({m})/2", f"Abs({m})",
    ))  # fmt: skip


def _vector(random: Random, depth: int) -> str:
    if depth <= 0:
        return random.choice(_VECTORS)
    v, w = _vector(random, depth - 1), _vector(random, 0)
    m = _matrix(random, depth - 1)
    return random.choice((
        f"({v} + {w})", f"({v} - 2*{w})", f"({m} @ {v})", f"{_scalar(random, depth - 1)}*{v}", f"diag({m})",
        f"softmax({v})", f"({v})*({w})", f"tanh({v})",
        f"grad({_scalar(random, depth - 1)}, u)", f"exp({v})", f"relu({v})", f"({v})**2", f"({m} @ {w} + {v})",
        f"D({v}, c)",
    ))  # fmt: skip


def _scalar(random: Random, depth: int) -> str:
    if depth <= 0:
        return random.choice((*_SCALARS, f"{random.choice(_VECTORS)}[{random.randint(1, 2)}]"))
    v, w, m = _vector(random, depth - 1), _vector(random, 0), _matrix(random, depth - 1)
    a, b = _scalar(random, depth - 1), _scalar(random, 0)
    return random.choice((
        f"det({m})", f"tr({m})", f"inner({v}, {w})", f"norm({v})", f"norm({m})", f"(({v}).T @ ({w}))",
        f"(({w}).T @ ({m}) @ ({v}))", f"({m})[1, 2]", f"({v})[2]",
        f"logsumexp({v})", f"({a}*{b})", f"({a} + {b})", f"D({a}, u[{random.randint(1, 2)}])", f"D({a}, c)",
        f"Sum(({v})[i], i)", f"sin({a})", f"({a})/({b})",
        f"Max({a}, {b})", f"D({a}, A[1, 2])", f"Product(({v})[i], i)", f"Subs({a}, c, {b})", f"Subs(D({a}, c), c, s)",
    ))  # fmt: skip
