"""The value of an expression at an instance."""

from __future__ import annotations

from flint import ctx

from derivcheck.evaluation.errors import TooLarge
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.values.tensor import Tensor
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.language.core import Expr

#: Precisions in bits that are tried one after the other.
PRECISIONS = (64, 128, 256, 512, 1024)


def evaluate(expr: Expr, instance: Instance, precision: int = 64) -> Tensor:
    """A rational, a real or complex ball that contains the value, or nested tuples of them for a tensor.

    Raises Undefined if the expression rigorously has no value there, Unresolved if the precision does
    not suffice to tell, Unsupported (an Unresolved) for what is not evaluated directly.
    """
    with deep_recursion(), ctx.workprec(precision):
        evaluator = Evaluator(instance)
        try:
            return evaluator.value(expr, evaluator.root)
        except RecursionError:
            raise TooLarge("an expression nested too deeply") from None
