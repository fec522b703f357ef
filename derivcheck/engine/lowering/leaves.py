"""Numbers, constants, variables, and arrays written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.algebra.term import FALSE, TRUE, Term, constant, number
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language import core

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def number_(lowering: Lowering, expr: core.Number) -> Term:
    return number(expr.value)


def constant_(lowering: Lowering, expr: core.Constant) -> Term:
    if expr.name in ("true", "false"):
        return TRUE if expr.name == "true" else FALSE
    if expr.name == "oo":
        raise Unsupported("infinity is only decided in limits, which are not built yet")
    return constant(expr.name)


def variable(lowering: Lowering, expr: core.Variable) -> Tensor:
    return lowering.variable(expr.symbol)


def array(lowering: Lowering, expr: core.Array) -> Tensor:
    return tuple(lowering.of(i) for i in expr.items)
