"""Rigorous enclosures of terms in real ball arithmetic (FLINT's Arb).

Used for closed terms, where a ball that excludes zero decides a sign, and by tests against the normal form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flint

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.term import RELATIONS, Term, rational

Ball = Any  # flint.arb


class NoEnclosure(Exception):
    """The value is undefined, complex, not finite at this precision, or of a function unknown here."""


def enclose(term: Term, precision: int, at: Mapping[Term, Any] | None = None) -> Ball:
    """A finite ball that contains the value of an expanded term; symbols take their values from ``at``."""
    with flint.ctx.workprec(precision):
        return _Evaluation(at or {}).of(term)


def truth_at(condition: Term, at: Mapping[Term, Any], precision: int = 256) -> bool | None:
    """Whether an expanded boolean term is true at a point; None if that cannot be told."""
    try:
        with flint.ctx.workprec(precision):
            return _Evaluation(at).truth(condition)
    except (NoEnclosure, TypeError, ValueError):
        return None


def comparison(op: str, difference: Ball) -> bool | None:
    """Whether ``difference op 0``: None if the ball cannot tell."""
    below, above = difference < 0, difference > 0
    zero = difference.is_zero()
    answers: dict[str, tuple[bool, bool]] = {
        "lt": (below, above or zero),
        "le": (below or zero or difference <= 0, above),
        "gt": (above, below or zero),
        "ge": (above or zero or difference >= 0, below),
        "eq": (zero, below or above),
        "ne": (below or above, zero),
    }
    yes, no = answers[op]
    return True if yes else False if no else None


class _Evaluation:
    def __init__(self, at: Mapping[Term, Any]) -> None:
        self.at = at
        self.memo: dict[Term, Ball] = {}

    def of(self, term: Term) -> Ball:
        found = self.memo.get(term)
        if found is None:
            found = self._value(term)
            if not found.is_finite():
                raise NoEnclosure(str(term)[:80])
            self.memo[term] = found
        return found

    def _value(self, term: Term) -> Ball:
        match term.op:
            case "number":
                return flint.arb(flint.fmpq(term.args[0].numerator, term.args[0].denominator))
            case "constant" if term.args[0] in _CONSTANTS:
                return _CONSTANTS[term.args[0]]()
            case "symbol" if term in self.at:
                return flint.arb(self.at[term])
            case "add":
                return sum((self.of(a) for a in term.args), flint.arb(0))
            case "mul":
                product = flint.arb(1)
                for factor in term.args:
                    product = product * self.of(factor)
                return product
            case "power":
                return self._power(*term.args)
            case "call":
                return self._call(term.args[0], [self.of(a) for a in term.args[1:]])
            case "piecewise":
                for value, condition in zip(term.args[::2], term.args[1::2], strict=True):
                    if self.truth(condition):
                        return self.of(value)
        raise NoEnclosure(term.op)

    def truth(self, condition: Term) -> bool:
        """The truth of a boolean term; NoEnclosure where the balls cannot tell."""
        match condition.op:
            case "true" | "false":
                return condition.op == "true"
            case "and":
                return all(self.truth(c) for c in condition.args)
            case "or":
                return any(self.truth(c) for c in condition.args)
            case "not":
                return not self.truth(condition.args[0])
            case op if op in RELATIONS:
                answer = comparison(op, self.of(condition.args[0]) - self.of(condition.args[1]))
                if answer is not None:
                    return answer
        raise NoEnclosure(condition.op)

    def _power(self, base: Term, exponent: Term) -> Ball:
        b, value = self.of(base), rational(exponent)
        if value is not None and value.denominator == 1:
            return _integer_power(b, int(value))
        e = flint.arb(flint.fmpq(value.numerator, value.denominator)) if value is not None else self.of(exponent)
        if value is None and is_integral(exponent):
            whole = e.unique_fmpz()
            if whole is None:
                raise NoEnclosure("integer exponent")
            return _integer_power(b, int(whole))
        if b.is_zero() and e > 0:
            return flint.arb(0)
        if value is not None and value.denominator == 2 and b >= 0:
            return b.sqrt() ** abs(value.numerator) if value > 0 else 1 / b.sqrt() ** abs(value.numerator)
        if not b > 0:
            raise NoEnclosure("base not positive")
        return (e * b.log()).exp()

    def _call(self, name: str, args: list[Ball]) -> Ball:
        rule = _FUNCTIONS.get(name)
        if rule is None:
            raise NoEnclosure(name)
        return rule(*args)


def _integer_power(b: Ball, exponent: int) -> Ball:
    if abs(exponent) > 1_000_000:
        raise NoEnclosure("huge exponent")
    return b**exponent if exponent >= 0 else 1 / b ** (-exponent)


def _sign(u: Ball) -> Ball:
    if u.is_zero():
        return flint.arb(0)
    if u > 0 or u < 0:
        return flint.arb(1 if u > 0 else -1)
    raise NoEnclosure("sign")


def _floor(u: Ball) -> Ball:
    whole = u.floor().unique_fmpz()
    if whole is None:
        raise NoEnclosure("floor")
    return flint.arb(whole)


def _extremum(larger: bool) -> Callable[..., Ball]:
    def of(*args: Ball) -> Ball:
        best = args[0]
        for a in args[1:]:
            best = best.max(a) if larger else best.min(a)
        return best

    return of


_CONSTANTS: dict[str, Callable[[], Ball]] = {
    "pi": lambda: flint.arb.pi(),
    "E": lambda: flint.arb(1).exp(),
    "EulerGamma": lambda: flint.arb.const_euler(),
    "Catalan": lambda: flint.arb.const_catalan(),
    "GoldenRatio": lambda: (1 + flint.arb(5).sqrt()) / 2,
}
_FUNCTIONS: dict[str, Callable[..., Ball]] = {
    **{
        name: (lambda u, method=method: getattr(u, method)())
        for name, method in {
            "exp": "exp", "log": "log", "sqrt": "sqrt", "sin": "sin", "cos": "cos", "tan": "tan", "cot": "cot",
            "sec": "sec", "csc": "csc", "asin": "asin", "acos": "acos", "atan": "atan", "sinh": "sinh",
            "cosh": "cosh", "tanh": "tanh", "coth": "coth", "sech": "sech", "csch": "csch", "asinh": "asinh",
            "acosh": "acosh", "atanh": "atanh", "erf": "erf", "erfc": "erfc", "erfi": "erfi", "gamma": "gamma",
            "loggamma": "lgamma", "digamma": "digamma", "Ei": "ei", "Si": "si", "Ci": "ci",
        }.items()
    },
    "cbrt": lambda u: u.root(3),
    "sigmoid": lambda u: 1 / (1 + (-u).exp()),
    "softplus": lambda u: u.exp().log1p(),
    "relu": lambda u: u.max(flint.arb(0)),
    "Abs": lambda u: abs(u),
    "sign": _sign,
    "Heaviside": lambda u: (_sign(u) + 1) / 2,
    "delta": lambda i, j: 1 - abs(_sign(i - j)),
    "floor": _floor,
    "ceiling": lambda u: -_floor(-u),
    "factorial": lambda u: (u + 1).gamma(),
    "Max": _extremum(True),
    "Min": _extremum(False),
}  # fmt: skip
