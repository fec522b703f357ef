"""A fast look at many statements about the same names: which of them nothing speaks against at a few points."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from flint import ctx

from derivcheck.evaluation.errors import EvaluationError, Overlapping, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.values.tensor import entries
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.language.core import Expr

_PRECISION = 64
#: Steps of evaluation for one statement at one point.
_STEPS = 30_000


class Sieve:
    """What was evaluated for one statement serves the next ones, as far as they share expressions.

    ``steps``: nodes evaluated so far.
    """

    def __init__(self, points: Sequence[Instance]) -> None:
        self.steps = 0
        self._numbering = Numbering()
        self._evaluators = [Evaluator(point, self._numbering) for point in points]

    @property
    def is_empty(self) -> bool:
        return not self._evaluators

    def passes(self, statement: Expr) -> bool:
        """Whether a statement is false at none of the points, and has a value at one of them at least."""
        told = False
        with deep_recursion(), ctx.workprec(_PRECISION):
            for evaluator in self._evaluators:
                truth = self._truth(statement, evaluator)
                if truth is False:
                    return False
                told = told or truth is True
        return told

    def sort(self, statement: Expr) -> None:
        """The points at which a statement is false first: they tell most about statements like it."""
        with deep_recursion(), ctx.workprec(_PRECISION):
            self._evaluators.sort(key=lambda e: self._truth(statement, e) is not False)

    def numbers(self, expr: Expr) -> tuple[float, ...] | None:
        """About the values of a real expression, entry by entry and point by point; None if one is not known."""
        found: list[float] = []
        with deep_recursion(), ctx.workprec(_PRECISION):
            for evaluator in self._evaluators:
                evaluator.steps = _STEPS
                try:
                    found += [float(x) for x in entries(evaluator.value(expr, evaluator.root))]
                except (EvaluationError, RecursionError, TypeError, ValueError, OverflowError):
                    return None
                finally:
                    self.steps += _STEPS - evaluator.steps
        return tuple(found) if all(map(isfinite, found)) else None

    def excuses(self, hypothesis: Expr, statement: Expr) -> bool:
        """Whether the hypothesis does not hold at any point at which the statement is false."""
        with deep_recursion(), ctx.workprec(_PRECISION):
            return not any(self._truth(statement, e) is False and self._truth(hypothesis, e) for e in self._evaluators)

    def _truth(self, statement: Expr, evaluator: Evaluator) -> bool | None:
        """False if rigorously so, True if nothing speaks against it, None without a value."""
        evaluator.steps = _STEPS
        try:
            return evaluator.holds(statement, evaluator.root)
        except Overlapping:
            return True
        except (Undefined, Unsupported, Unresolved, EvaluationError, RecursionError):
            return None
        finally:
            self.steps += _STEPS - evaluator.steps
