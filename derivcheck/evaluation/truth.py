"""The truth of a statement at an instance."""

from __future__ import annotations

from flint import ctx

from derivcheck.evaluation.errors import TooLarge
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.language.core import Expr


def truth(expr: Expr, instance: Instance, precision: int = 64) -> bool:
    """Whether a statement rigorously holds; in ``and``, ``or`` and ``=>`` one side may decide.

    Raises Undefined, Unresolved or Unsupported as `evaluate` does.
    """
    with deep_recursion(), ctx.workprec(precision):
        evaluator = Evaluator(instance)
        try:
            return evaluator.holds(expr, evaluator.root)
        except RecursionError:
            raise TooLarge("an expression nested too deeply") from None
