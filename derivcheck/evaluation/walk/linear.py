"""Expressions that are of degree 1 in a variable by their form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import fmpq

from derivcheck.evaluation.instance import Key
from derivcheck.evaluation.values.scalar import ZERO
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Expr

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator


class NotLinear(Exception):
    """The expression has another form."""


def linear(evaluator: Evaluator, node: Expr, own: Key, scope: Scope) -> tuple[Any, Any]:
    """(slope, shift) of a node that is of degree 1 in the variable, both rational. Raises NotLinear."""
    if own not in evaluator.numbering.free(node):
        value = evaluator.value(node, scope)
        if type(value) is not fmpq:
            raise NotLinear
        return ZERO, value
    if isinstance(node, core.Variable):
        return fmpq(1), ZERO
    if not isinstance(node, core.Call) or node.op not in ("add", "sub", "neg", "mul", "div"):
        raise NotLinear
    slope, shift = linear(evaluator, node.args[0], own, scope)
    if node.op == "neg":
        return -slope, -shift
    for part in node.args[1:]:
        other_slope, other = linear(evaluator, part, own, scope)
        match node.op:
            case "mul" if not (slope and other_slope):
                slope, shift = slope * other + other_slope * shift, shift * other
            case "div" if not other_slope and other:
                slope, shift = slope / other, shift / other
            case "add":
                slope, shift = slope + other_slope, shift + other
            case "sub":
                slope, shift = slope - other_slope, shift - other
            case _:
                raise NotLinear
    return slope, shift
