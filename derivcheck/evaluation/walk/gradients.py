"""Gradients, Jacobians and Hessians: in all directions at once where that is arithmetic only, else one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from derivcheck.evaluation.errors import Crossing, EvaluationError, TooLarge, Unsupported
from derivcheck.evaluation.functions.table import FUNCTIONS
from derivcheck.evaluation.instance import key
from derivcheck.evaluation.values.jet import Jet, Value, coefficients_of
from derivcheck.evaluation.values.scalar import ONE, ZERO
from derivcheck.evaluation.values.slopes import Slopes, slope
from derivcheck.evaluation.values.tensor import Tensor, entries, entry, entrywise, positions, rank, shaped_like
from derivcheck.evaluation.walk.calculus import differentiate, seeded
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Expr, Kind
from derivcheck.language.elaboration.symbols import walk

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

_MOST_PLACES = 400
#: What is evaluated by sums, products, quotients and functions of one number alone, of which the jets take care.
_PLAIN_NODES = (
    core.Number, core.Constant, core.Variable, core.Call, core.Entry, core.Array, core.Table, core.Sigma,
    core.Substitution,
)  # fmt: skip
_PLAIN_CALLS = FUNCTIONS.keys() | {
    "neg", "add", "sub", "mul", "div", "pow", "matmul", "transpose", "inverse", "matpow", "det", "trace", "diag", "vec",
    "kron", "eye", "zeros", "ones", "norm", "inner", "outer", "softmax", "logsumexp", "block",
}  # fmt: skip
#: A position among the entries.
_Place = tuple[int, ...]


def _gradient(evaluator: Evaluator, node: core.Gradient, scope: Scope) -> Tensor:
    if not isinstance(node.target, core.Variable):
        raise Unsupported("a gradient with respect to a defined quantity")
    value = evaluator.value(node.target, scope)
    places = list(positions(value))
    if node.op != "grad" and rank(value) == 2:
        places.sort(key=lambda place: place[::-1])  # the columns, one below the other
    complex_ = node.target.type.kind is Kind.COMPLEX
    if len(places) > _MOST_PLACES:
        raise TooLarge("a gradient of many entries")

    def along(place: _Place, within: Scope) -> Tensor:
        def run(tag: Any) -> Tensor:
            return evaluator.value(node.body, seeded(within, symbol, place, tag))

        return differentiate(evaluator, run, 1, complex_)

    def slopes_of(run: Callable[[Scope], Tensor], one_by_one: Callable[[_Place], Tensor]) -> list[Tensor]:
        together = None
        if evaluator.numbering.known_of(node.body, _is_plain):
            together = _together(evaluator, symbol, places, scope, run)
        return [one_by_one(p) for p in places] if together is None else together

    symbol = node.target.symbol
    if node.op == "hess":
        if complex_:
            raise Unsupported("the Hessian by a complex vector")
        if rank(value) > 2:
            raise Unsupported("the Hessian by an array of more axes")

        def gradient(within: Scope) -> Tensor:
            return tuple([along(q, within) for q in places])

        def row(p: _Place) -> Tensor:
            return tuple(
                differentiate(evaluator, lambda tag, q=q: along(q, seeded(scope, symbol, p, tag)), 1)  # type: ignore[misc]
                for q in places
            )

        rows = tuple(slopes_of(gradient, row))
        return rows if rank(value) else rows[0][0]
    found = slopes_of(lambda within: evaluator.value(node.body, within), lambda p: along(p, scope))
    return shaped_like(value, dict(zip(places, found, strict=True))) if node.op == "grad" else _jacobian(node, found)


def _is_plain(body: Expr) -> bool:
    """Whether the body is arithmetic with real numbers."""
    return all(
        isinstance(node, _PLAIN_NODES)
        and node.type.kind is not Kind.COMPLEX
        and (not isinstance(node, core.Call) or node.op in _PLAIN_CALLS)
        for node in walk((body,))
    )


def _together(
    evaluator: Evaluator, symbol: core.Symbol, places: Sequence[_Place], scope: Scope, run: Callable[[Scope], Tensor]
) -> list[Tensor] | None:
    """The slopes of what ``run`` works out in the direction of each entry; None where they have to be looked at one by
    one.

    Only where no derivative is around: then numbers, and no jets, are what the slopes are multiplied with.
    """
    value = scope.values.get(key(symbol))
    if evaluator.perturbations or not places or any(type(x) is Jet for x in entries(value)):
        return None
    before = evaluator.steps
    with evaluator.perturbed(1) as tag:
        moved = {p: Jet(tag, [entry(value, p), Slopes({k: ONE})]) for k, p in enumerate(places)}
        try:
            result = run(scope.bind(key(symbol), shaped_like(value, moved)))
            return [entrywise(lambda x, k=k: _slope(x, tag, k), [result]) for k in range(len(places))]
        except (EvaluationError, Crossing):
            return None
        finally:
            evaluator.steps -= (before - evaluator.steps) * (len(places) - 1)  # as much was worked out


def _slope(value: Value, tag: Any, direction: int) -> Value:
    coefficients = coefficients_of(value, tag)
    return ZERO if coefficients is None else slope(coefficients[1], direction)


def _jacobian(node: core.Gradient, columns: Sequence[Tensor]) -> Tensor:
    """Rows are outputs; for a scalar output one row."""
    if len(node.target.type.shape) > 2 or len(node.body.type.shape) > 1:
        raise Unsupported("the Jacobian of a matrix")
    outputs = [list(entries(column)) for column in columns]
    rows = tuple(zip(*outputs, strict=True))
    wanted = len(node.type.shape)
    if wanted == 2:
        return rows
    flat = [x for row in rows for x in row]
    return flat[0] if wanted == 0 else tuple(flat)


HANDLERS: dict[type, Any] = {core.Gradient: _gradient}
