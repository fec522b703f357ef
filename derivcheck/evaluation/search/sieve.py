"""A fast look at many statements about the same names: which of them nothing speaks against at a few points."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from itertools import accumulate
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
#: Steps of evaluating a statement at all points, as far as there are more than the least.
_STEPS_AT_ALL = 12_000
_LEAST = 4
#: Steps of sorting points after which no further ones are looked at.
_STEPS_TO_SORT = 50_000
#: Steps of a statement at one point, beside so many times those that the first statement takes.
_LEAST_STEPS = 2_000
_TIMES = 10
#: What takes so many seconds, and many times what its steps should, such as an integral, counts by its time.
_LONG = 0.02
_STEPS_PER_SECOND = 150_000
_MUCH_LONGER = 4


class Sieve:
    """What was evaluated for one statement serves the next ones, as far as they share expressions.

    ``steps``: nodes evaluated so far.
    """

    def __init__(self, points: Sequence[Instance]) -> None:
        self.steps = 0
        self._limit = _STEPS
        self._numbering = Numbering()
        self._evaluators = [Evaluator(point, self._numbering) for point in points]

    @property
    def is_empty(self) -> bool:
        return not self._evaluators

    def passes(self, statement: Expr) -> bool:
        """Whether a statement is false at none of the points, and has a value at half of them at least."""
        allowed = len(self._evaluators) // 2  # points at which it has none
        with deep_recursion(), ctx.workprec(_PRECISION):
            for evaluator in self._evaluators:
                truth = self._truth(statement, evaluator)
                allowed -= truth is None
                if truth is False or allowed < 0:
                    return False
        return bool(self._evaluators)

    def is_met(self, premise: Expr, conclusion: Expr) -> bool:
        """Whether the premise may hold at one of the points, and the conclusion has a value there."""
        with deep_recursion(), ctx.workprec(_PRECISION):
            met = [e for e in self._evaluators if self._truth(premise, e)]
            return any(self._truth(conclusion, e) is not None for e in met)

    def sort(self, statement: Expr, most: int | None = None) -> int:
        """The points at which a statement is false first, the cheapest of them before; they tell most about others.

        The dearest are dropped, and those where it has no value; none may be left. Other statements may take some times
        its steps. Returns at how many points the statement is false.
        """
        found = []
        with deep_recursion(), ctx.workprec(_PRECISION):
            for evaluator in self._evaluators:
                before = self.steps
                truth = self._truth(statement, evaluator)
                found.append((truth, self.steps - before, evaluator))
                enough = len(found) >= _LEAST and any(truth is False for truth, _, _ in found)
                if enough and self.steps > _STEPS_TO_SORT:
                    break
        found = [f for f in found if f[0] is not None]
        found.sort(key=lambda f: (f[0] is not False, f[1]))
        costs = list(accumulate(steps for _, steps, _ in found))
        kept = max(_LEAST, sum(cost <= _STEPS_AT_ALL for cost in costs))
        self._evaluators = [evaluator for _, _, evaluator in found[:kept][:most]]
        if found:
            self._limit = min(_STEPS, max(_LEAST_STEPS, _TIMES * max(f[1] for f in found)))
        return sum(truth is False for truth, _, _ in found)

    def entries(self, expr: Expr) -> tuple[tuple[float, ...] | None, ...]:
        """About the values of a real expression, entry by entry for each point; None where it has none."""
        with deep_recursion(), ctx.workprec(_PRECISION):
            return tuple(self._entries(expr, evaluator) for evaluator in self._evaluators)

    def numbers(self, expr: Expr) -> tuple[float, ...] | None:
        """The entries at all points in one row; None if one is not known."""
        found = self.entries(expr)
        return None if None in found else tuple(x for point in found if point is not None for x in point)

    def _entries(self, expr: Expr, evaluator: Evaluator) -> tuple[float, ...] | None:
        evaluator.steps, start = self._limit, time.process_time()
        try:
            found = tuple(float(x) for x in entries(evaluator.value(expr, evaluator.root)))
        except (EvaluationError, RecursionError, TypeError, ValueError, OverflowError):
            return None
        finally:
            self._count(evaluator, start)
        return found if all(map(isfinite, found)) else None

    def excuses(self, hypotheses: Sequence[Expr], statement: Expr) -> bool:
        """Whether the hypotheses do not all hold at any point at which the statement is false."""
        with deep_recursion(), ctx.workprec(_PRECISION):
            false = (e for e in self._evaluators if self._truth(statement, e) is False)
            return not any(all(self._truth(h, e) for h in hypotheses) for e in false)

    def false_at(self, statement: Expr) -> tuple[int, ...]:
        """The numbers of the points at which the statement is false."""
        with deep_recursion(), ctx.workprec(_PRECISION):
            return tuple(k for k, e in enumerate(self._evaluators) if self._truth(statement, e) is False)

    def holding(self, hypothesis: Expr, points: Iterable[int]) -> frozenset[int]:
        """Those of the points, by their numbers, at which the hypothesis holds."""
        with deep_recursion(), ctx.workprec(_PRECISION):
            return frozenset(k for k in points if self._truth(hypothesis, self._evaluators[k]))

    def _truth(self, statement: Expr, evaluator: Evaluator) -> bool | None:
        """False if rigorously so, True if nothing speaks against it, None without a value."""
        evaluator.steps, start = self._limit, time.process_time()
        try:
            return evaluator.holds(statement, evaluator.root)
        except Overlapping:
            return True
        except (Undefined, Unsupported, Unresolved, EvaluationError, RecursionError):
            return None
        finally:
            self._count(evaluator, start)

    def _count(self, evaluator: Evaluator, start: float) -> None:
        steps, took = self._limit - evaluator.steps, time.process_time() - start
        is_dear = took > _LONG and took * _STEPS_PER_SECOND > _MUCH_LONGER * steps
        self.steps += int(took * _STEPS_PER_SECOND) if is_dear else steps
