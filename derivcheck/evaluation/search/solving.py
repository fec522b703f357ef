"""Choosing one coordinate of an instance so that an equation holds exactly, where it is a polynomial of low degree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flint import ctx, fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.coordinates import Coordinate, changed
from derivcheck.evaluation.values.scalar import exact_root
from derivcheck.evaluation.values.tensor import entries, entrywise
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.language.core import Expr

#: Where the equation is sampled: first integers, then points inside the unit interval.
_SAMPLES = ([fmpq(k) for k in (1, 2, 3, 4)], [fmpq(k, 5) for k in (1, 2, 3, 4)])


def residuals(left: Expr, right: Expr | None, instance: Instance, numbering: Numbering) -> list[Any]:
    """left - right, entry by entry, as exact rationals; None for an entry that is no rational."""
    with ctx.workprec(64):
        evaluator = Evaluator(instance, numbering)
        try:
            value = evaluator.value(left, evaluator.root)
            other = fmpq(0) if right is None else evaluator.value(right, evaluator.root)
            difference = entrywise(lambda a, b: a - b, [value, other])
        except (EvaluationError, RecursionError):
            return [None]
    return [x if type(x) is fmpq else None for x in entries(difference)]


def solutions(
    left: Expr, right: Expr | None, number: int, instance: Instance, at: Coordinate, numbering: Numbering
) -> list[Any]:
    """Values of a coordinate at which the equation's entry of that number holds, if linear or quadratic in it."""

    def value(x: Any) -> Any:
        found = residuals(left, right, changed(instance, at, x), numbering)
        return found[number] if number < len(found) else None

    for points in _SAMPLES:
        values = _sampled(value, points)
        if values is not None:
            return _roots(points, values)
    return []


def _sampled(function: Callable[[Any], Any], points: Sequence[Any]) -> list[Any] | None:
    values = []
    for x in points:
        y = function(x)
        if y is None:
            return None
        values.append(y)
    return values


def _roots(points: Sequence[Any], values: Sequence[Any]) -> list[Any]:
    """The rational roots of the quadratic through the first three points, if it meets the fourth."""
    x0, x1, x2, x3 = points
    first = (values[1] - values[0]) / (x1 - x0)
    second = (values[2] - values[1]) / (x2 - x1)
    a = (second - first) / (x2 - x0)
    b = first - a * (x0 + x1)
    c = values[0] - (a * x0 + b) * x0
    if (a * x3 + b) * x3 + c != values[3]:
        return []
    if not a:
        return [-c / b] if b else []
    discriminant = b * b - 4 * a * c
    root = exact_root(discriminant, 2) if discriminant >= 0 else None
    if root is None:
        return []
    return [(-b + sign * root) / (2 * a) for sign in (1, -1)]
