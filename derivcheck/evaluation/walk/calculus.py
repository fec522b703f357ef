"""Derivatives by jets; at a kink both sides are looked at, and must agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import factorial
from typing import TYPE_CHECKING, Any

from flint import fmpq

from derivcheck.evaluation.errors import Crossing, TooLarge, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.instance import key
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.jet import MAX_ORDER, Tag, Value, coefficients_of, multiply, subtract, vanishes
from derivcheck.evaluation.values.scalar import ZERO, nonzero
from derivcheck.evaluation.values.tensor import Tensor, entries, entry, entrywise, replaced
from derivcheck.evaluation.walk.functionals import by_defined_tensor
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.evaluation.walk.structure import index_value, position
from derivcheck.language import core
from derivcheck.language.core import Expr, Kind

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

#: Works out the body under a perturbation, or unperturbed for None.
Run = Callable[[Tag | None], Tensor]


def differentiate(evaluator: Evaluator, run: Run, order: int, complex_: bool = False) -> Tensor:
    """The ``order``-th derivative of what ``run`` works out.

    Undefined where the two one-sided derivatives differ or the value jumps; where they agree exactly,
    they are the derivative.
    """
    if order > MAX_ORDER:
        raise TooLarge("a derivative of high order")
    with evaluator.perturbed(order, complex_) as tag:
        try:
            result = run(tag)
        except Crossing as crossing:
            if crossing.number != tag.number or complex_:
                raise
            result = _from_both_sides(run, tag)
    return entrywise(lambda x: _coefficient(x, tag, order), [result])


def _coefficient(value: Value, tag: Tag, order: int) -> Value:
    coefficients = coefficients_of(value, tag)
    if coefficients is None:
        return value if order == 0 else ZERO
    return coefficients[order] if order < 2 else multiply(coefficients[order], fmpq(factorial(order)))


def _from_both_sides(run: Run, tag: Tag) -> Tensor:
    """The expansion if it is the same from the right and from the left and continues the value itself."""
    try:
        right, left = run(replace(tag, side=1)), run(replace(tag, side=-1))
    except Undefined as error:
        raise Unresolved(f"{error}, on one side of a kink or jump") from None
    here = run(None)
    for above, below, value in zip(entries(right), entries(left), entries(here), strict=True):
        expansion = _expansion(above, tag)
        _must_agree([(expansion[0], value), *zip(expansion, _expansion(below, tag), strict=True)])
    return right


def _expansion(value: Value, tag: Tag) -> Sequence[Value]:
    coefficients = coefficients_of(value, tag)
    return coefficients if coefficients is not None else [value, *[ZERO] * tag.order]


def _must_agree(pairs: Sequence[tuple[Value, Value]]) -> None:
    for a, b in pairs:
        difference = subtract(a, b)
        if nonzero(jet.base(difference)) is True:
            raise Undefined("a kink or jump under a derivative")
        if not vanishes(difference):
            raise Unresolved("cannot tell whether the derivatives on both sides agree")


def _derivative(evaluator: Evaluator, node: core.Derivative, scope: Scope) -> Tensor:
    return _partial(evaluator, node.body, node.targets, scope)


def _partial(evaluator: Evaluator, body: Expr, targets: Sequence[tuple[Expr, int]], scope: Scope) -> Tensor:
    """The first target is differentiated first, so the last one is outermost."""
    if not targets:
        return evaluator.value(body, scope)
    *inner, (target, order) = targets
    if not _is_declared(target):
        return by_defined_tensor(evaluator, body, targets, scope)
    symbol, place = _target(evaluator, target, scope)
    complex_ = target.type.kind is Kind.COMPLEX

    def run(tag: Tag | None) -> Tensor:
        return _partial(evaluator, body, inner, seeded(scope, symbol, place, tag))

    return differentiate(evaluator, run, order, complex_)


def _is_declared(target: Expr) -> bool:
    """Whether a target is a name or an entry of one, so that its value can be perturbed."""
    return isinstance(target.tensor if isinstance(target, core.Entry) else target, core.Variable)


def _target(evaluator: Evaluator, target: Expr, scope: Scope) -> tuple[core.Symbol, tuple[int, ...]]:
    if isinstance(target, core.Variable):
        return target.symbol, ()
    if isinstance(target, core.Entry) and isinstance(target.tensor, core.Variable):
        indices = [index_value(evaluator, i, scope) for i in target.indices]
        place = position(evaluator, target.tensor.type.shape, indices)
        if place is None:
            raise Undefined("a derivative with respect to an entry outside its axis")
        return target.tensor.symbol, place
    raise Unsupported("a derivative with respect to a defined quantity")


def seeded(scope: Scope, symbol: core.Symbol, place: Sequence[int], tag: Tag | None) -> Scope:
    """The scope in which one entry of a value is perturbed."""
    if tag is None:
        return scope
    name = key(symbol)
    value = scope.values.get(name)
    if value is None or callable(value):
        raise Unsupported(f"no value for {symbol.name} to differentiate by")
    old = entry(value, place)
    if type(old) is tuple:
        raise Unsupported("a derivative with respect to a whole tensor")
    return scope.bind(name, replaced(value, place, jet.variable(tag, old)))


HANDLERS: dict[type, Any] = {core.Derivative: _derivative}
