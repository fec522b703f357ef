"""The decimals to which constants round."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.evaluate import evaluate
from derivcheck.evaluation.instance import Instance
from derivcheck.language.core import Expr

_PRECISION = 256

#: A number's decimal with so many digits after the point; None where two are equally near.
Rounded = Callable[[int], Fraction | None]


def rounded(expr: Expr) -> Any:
    """A `Rounded` for a constant, nested tuples of them for a tensor of constants; None if it has no such value."""
    try:
        value = evaluate(expr, Instance(), _PRECISION)
    except EvaluationError:
        return None
    return _each(value)


def exact(expr: Expr) -> Fraction | None:
    """The value of a constant if it is a rational number and known as one."""
    try:
        value = evaluate(expr, Instance(), _PRECISION)
    except EvaluationError:
        return None
    return Fraction(int(value.p), int(value.q)) if isinstance(value, fmpq) else None


def _each(value: Any) -> Any:
    if type(value) is tuple:
        return tuple(map(_each, value))
    return lambda places: _decimal(value, places)


def _decimal(value: Any, places: int) -> Fraction | None:
    if not isinstance(value, (fmpq, arb)):
        return None
    scaled = value * fmpq(10) ** places + fmpq(1, 2)
    whole = scaled.floor()
    if isinstance(whole, arb):
        unique = whole.unique_fmpz()
        if unique is None:
            return None
        whole = unique
    return Fraction(int(whole)) / Fraction(10) ** places
