"""Derivatives by a scalar or an entry, and gradients, Jacobians and Hessians by a variable."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from derivcheck.algebra.term import Term, make
from derivcheck.engine.lowering.entrywise import combined
from derivcheck.engine.tensors import blocks, explicit, families
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family, differentiated
from derivcheck.engine.tensors.variables import SIZES, Unsupported, entry_symbol, key
from derivcheck.language import core
from derivcheck.language.core import Expr, Type

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


def _target(lowering: Lowering, target: Expr) -> Term:
    """The symbol with respect to which to differentiate."""
    if isinstance(target, core.Variable):
        found = lowering.bindings.get(key(target.symbol))
        if isinstance(found, Term) and found.op == "symbol":
            return found
        if found is None and isinstance(target.symbol.type, Type) and not target.symbol.type.shape:
            return entry_symbol(target.symbol)
    if isinstance(target, core.Entry) and isinstance(target.tensor, core.Variable):
        found = lowering.of(target)
        if isinstance(found, Term) and found.op == "piecewise":
            found = found.args[0]  # of an array that is zero outside, the entry itself
        if isinstance(found, Term) and found.op in ("symbol", "entry"):
            return found
    raise Unsupported("a derivative with respect to this is not decided yet")


def derivative(lowering: Lowering, expr: core.Derivative) -> Tensor:
    body, targets = expr.body, expr.targets
    found = lowering.of(body)
    if isinstance(body, core.Apply) and body.function.of is not None:
        own = [(t, k) for t, k in targets if isinstance(t, core.Entry) and t.tensor is body.function.of]
        if own and (len(own) < len(targets) or not isinstance(found, Term) or found.op != "functional"):
            raise Unsupported("derivatives by entries of a defined tensor and by others are not decided yet")
        if own:
            slots = [lowering.scalar(i) for t, order in own for _ in range(order) for i in t.indices]
            return make(found.op, *found.args, *slots)
    for target, order in targets:
        found = combined(partial(differentiated, _target(lowering, target), order), [found])
    return found


def gradient(lowering: Lowering, expr: core.Gradient) -> Tensor:
    if not isinstance(expr.target, core.Variable):
        raise Unsupported("a gradient with respect to this is not decided yet")
    body, variable = lowering.of(expr.body), lowering.of(expr.target)
    if expr.op != "grad" and len(expr.target.type.shape) == 2:
        variable = blocks.stacked(variable) if isinstance(variable, Family) else explicit.stack(variable)
    if isinstance(variable, Family):
        if isinstance(body, tuple):
            raise Unsupported(SIZES)
        return families.gradient(expr.op, body, variable)

    def partials(of: Term) -> Tensor:
        return explicit.entrywise(lambda v: make("derivative", of, v, 1), variable)

    if any(v.op != "symbol" for v in explicit.entries(variable)):
        raise Unsupported("a gradient at a point is not decided yet; write Subs(grad(f, x), x, point)")
    if expr.op == "grad":
        return partials(body)
    if expr.op == "hess":
        return tuple(partials(first) for first in partials(body))
    return (partials(body),) if isinstance(body, Term) else tuple(partials(row) for row in body)
