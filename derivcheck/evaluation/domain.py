"""Whether an expression is defined at an instance."""

from __future__ import annotations

from flint import ctx

from derivcheck.evaluation.errors import Undefined, Unresolved, Unsupported
from derivcheck.evaluation.evaluate import PRECISIONS
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.language.core import Expr


def defined(expr: Expr, instance: Instance, numbering: Numbering | None = None) -> bool | None:
    """True or False if rigorous; None if it cannot be told."""
    for precision in PRECISIONS:
        with deep_recursion(), ctx.workprec(precision):
            evaluator = Evaluator(instance, numbering)
            try:
                evaluator.value(expr, evaluator.root)
            except Undefined:
                return False
            except (Unsupported, RecursionError):
                return None
            except Unresolved:
                continue
            return True
    return None
