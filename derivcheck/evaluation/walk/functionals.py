"""Derivatives of an arbitrary function of a defined tensor with respect to entries of that tensor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivcheck.evaluation.errors import Undefined, Unsupported
from derivcheck.evaluation.instance import Polynomial, key
from derivcheck.evaluation.values.tensor import Tensor, positions
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.evaluation.walk.structure import index_value, position
from derivcheck.language import core
from derivcheck.language.core import Expr

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator


def by_defined_tensor(evaluator: Evaluator, body: Expr, targets: Sequence[tuple[Expr, int]], scope: Scope) -> Tensor:
    """``D(E, O[a], …)`` for a function ``E`` of ``O``: the partial derivatives of ``E`` at the values of ``O``.

    Unsupported for any other body or target: what is not a function of the tensor alone has no such derivative.
    """
    while isinstance(body, core.Derivative):
        targets = [*body.targets, *targets]
        body = body.body
    if not isinstance(body, core.Apply) or body.function.of is None:
        raise Unsupported("a derivative with respect to a defined quantity")
    (tensor,) = body.args
    function = scope.values.get(key(body.function))
    if not isinstance(function, Polynomial):
        raise Unsupported(f"no value for the function {body.function.name}")
    value = evaluator.value(tensor, scope)
    places = list(positions(value))
    for target, order in targets:
        variable = places.index(_place(evaluator, tensor, target, scope))
        for _ in range(order):
            function = function.partial(variable)
    return function([value])


def _place(evaluator: Evaluator, tensor: Expr, target: Expr, scope: Scope) -> tuple[int, ...]:
    """Which entry of the tensor a target is."""
    whole, indices = (target.tensor, target.indices) if isinstance(target, core.Entry) else (target, ())
    if evaluator.numbering(whole) != evaluator.numbering(tensor) or len(indices) != len(tensor.type.shape):
        raise Unsupported("a derivative with respect to a defined quantity")
    place = position(evaluator, tensor.type.shape, [index_value(evaluator, i, scope) for i in indices])
    if place is None:
        raise Undefined("a derivative with respect to an entry outside its axis")
    return place
