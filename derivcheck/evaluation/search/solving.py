"""Choosing one coordinate of an instance so that an equation holds exactly, where it is a polynomial of low degree."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

from flint import ctx, fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.coordinates import Coordinate
from derivcheck.evaluation.values.scalar import ZERO, exact_root
from derivcheck.evaluation.values.tensor import entries, entrywise, replaced
from derivcheck.evaluation.walk.evaluator import MAX_STEPS, Evaluator
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language.core import Expr

_PRECISION = 64
#: Where the equation is sampled: first integers, then points inside the unit interval.
_SAMPLES = ([fmpq(k) for k in (1, 2, 3, 4)], [fmpq(k, 5) for k in (1, 2, 3, 4)])


class Residuals:
    """left - right, entry by entry, at an instance and where a single coordinate of it is another.

    None stands for an entry that is no rational. What does not depend on the coordinate is evaluated once.
    """

    def __init__(self, left: Expr, right: Expr | None, instance: Instance, numbering: Numbering) -> None:
        self._left, self._right = left, right
        self._evaluator = Evaluator(instance, numbering)

    def here(self) -> list[Any]:
        return self._within(self._evaluator.root)

    @property
    def steps(self) -> int:
        """What the last evaluation took."""
        return MAX_STEPS - self._evaluator.steps

    def where(self, at: Coordinate, value: Any) -> list[Any]:
        """With another value of the coordinate."""
        root = self._evaluator.root
        return self._within(root.bind(at.name, replaced(root.values[at.name], at.place, value)))

    def _within(self, scope: Scope) -> list[Any]:
        self._evaluator.steps = MAX_STEPS
        with ctx.workprec(_PRECISION):
            try:
                value = self._evaluator.value(self._left, scope)
                other = ZERO if self._right is None else self._evaluator.value(self._right, scope)
                difference = entrywise(operator.sub, [value, other])
            except (EvaluationError, RecursionError):
                return [None]
        return [x if type(x) is fmpq else None for x in entries(difference)]


def solutions(residuals: Residuals, number: int, at: Coordinate) -> list[Any] | None:
    """Values of a coordinate at which the equation's entry of that number holds, if linear or quadratic in it.

    None if the entry is not rational where it was looked at.
    """

    def value(x: Any) -> Any:
        found = residuals.where(at, x)
        return found[number] if number < len(found) else None

    for points in _SAMPLES:
        values = _sampled(value, points)
        if values is not None:
            return _roots(points, values)
    return None


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
