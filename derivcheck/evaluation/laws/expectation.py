"""Expectations, variances and covariances at an instance, exact or in balls.

The expression is evaluated once with random polynomials for its random variables. What they cannot do is worked out
by going through all outcomes, if the laws have finitely many.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from flint import fmpq

from derivcheck.evaluation.errors import Crossing, EvaluationError, TooLarge, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.instance import SEQUENCE_LENGTH, key, length
from derivcheck.evaluation.laws.draws import outcome
from derivcheck.evaluation.search.random_polynomial import Draw, at, draws_of, mean
from derivcheck.evaluation.values import jet
from derivcheck.evaluation.values.jet import Value, add, multiply, subtract
from derivcheck.evaluation.values.scalar import ONE, ZERO
from derivcheck.evaluation.values.tensor import Tensor, entries, entrywise
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Axis, Kind, Symbol, Type
from derivcheck.language.randomness import averaged, parameters

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

MAX_OUTCOMES = 600


def statistic(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    """The value of an ``Expect``, ``Var`` or ``Cov``."""
    if any(a.type.kind is Kind.COMPLEX for a in node.args):
        raise Unsupported("expectations of complex numbers")
    drawn = _drawn(evaluator, evaluator.numbering.known_of(node, _averaged_over), scope)
    inner = scope
    for variable, value in drawn:
        inner = inner.bind(key(variable), value)
    try:
        return _averaged(node.op, [evaluator.value(a, inner) for a in node.args], mean)
    except (Undefined, Crossing):
        raise
    except (EvaluationError, TypeError, AttributeError) as obstacle:
        # Functions that know only numbers fail in their own ways on anything else.
        return _by_outcomes(evaluator, node, scope, drawn, str(obstacle))


def _averaged_over(node: core.Expr) -> list[Symbol]:
    return list(averaged((node,)).values())


def _averaged(op: str, values: Sequence[Tensor], average: Any) -> Tensor:
    if op == "Expect":
        return entrywise(average, values)

    def covariance(a: Value, b: Value) -> Value:
        return subtract(average(multiply(a, b)), multiply(average(a), average(b)))

    return entrywise(covariance, [values[0], values[-1]])


def _drawn(evaluator: Evaluator, variables: Sequence[Symbol], scope: Scope) -> list[tuple[Symbol, Tensor]]:
    if len({v.name for v in variables}) < len(variables):
        raise Unsupported("different random variables of one name in one expectation")
    return [(v, law_value(evaluator, v, scope)) for v in variables]


def law_value(evaluator: Evaluator, variable: Symbol, scope: Scope) -> Tensor:
    """A random variable as random polynomials."""
    own = variable.law
    assert own is not None
    assert isinstance(variable.type, Type)
    if any(s.law is not None for s in parameters(variable)):
        raise Unsupported("a law with a random parameter")
    if any(p.type.kind is Kind.COMPLEX for p in own.parameters):
        raise Unsupported("a law with a complex parameter")
    shape = evaluator.instance.laws.get((variable.name, 0))
    given = own.parameters[0]
    normalised = isinstance(given, core.Call) and given.op == "softmax"
    if not own.indices:
        return outcome(own.name, [evaluator.value(p, scope) for p in own.parameters], shape, normalised)

    def one(axes: Sequence[Axis], indices: Sequence[Symbol], inner: Scope) -> Tensor:
        if not axes:
            return outcome(own.name, [evaluator.value(p, inner) for p in own.parameters], shape, normalised)
        count = length(axes[0], evaluator.sizes)
        count = SEQUENCE_LENGTH if count is None else count
        first = axes[0].first.at(evaluator.sizes)
        return tuple(
            one(axes[1:], indices[1:], inner.bind(key(indices[0]), fmpq(k))) for k in range(first, first + count)
        )

    return one(variable.type.shape, own.indices, scope)


def _by_outcomes(
    evaluator: Evaluator, node: core.Call, scope: Scope, drawn: Sequence[tuple[Symbol, Tensor]], obstacle: str
) -> Tensor:
    """The sum over the outcomes of the classes and gates, then over those of all finite laws."""
    draws = list({d: None for _, tensor in drawn for x in entries(tensor) for d in draws_of(x)})
    finite = [d for d in draws if d.points is not None]
    trouble: EvaluationError | None = None
    for chosen in ([d for d in finite if d.values == "natural"], finite):
        try:
            return _summed(evaluator, node, scope, drawn, chosen)
        except (Undefined, Crossing):
            raise
        except EvaluationError as error:
            trouble = error
        except (TypeError, AttributeError):
            continue
    raise trouble if isinstance(trouble, TooLarge) else Unsupported(f"an expectation: {obstacle}")


def _summed(
    evaluator: Evaluator, node: core.Call, scope: Scope, drawn: Sequence[tuple[Symbol, Tensor]], draws: Sequence[Draw]
) -> Tensor:
    """Over all values of the given draws; over the others by their moments."""
    choices = [d.points or () for d in draws]
    if prod(map(len, choices)) > MAX_OUTCOMES:
        raise TooLarge("an expectation over too many outcomes")
    found: list[tuple[Value, list[Tensor]]] = []
    for chosen in product(*choices):
        weight: Value = ONE
        for _, probability in chosen:
            weight = multiply(weight, probability)
        points = dict(zip(draws, (value for value, _ in chosen), strict=True))
        found.append((weight, _values_at(evaluator, node, scope, drawn, points, weight)))

    def average(*values: Value) -> Value:
        total: Value = ZERO
        for (weight, _), value in zip(found, values, strict=True):
            total = add(total, multiply(weight, mean(value)))
        return total

    columns = [[values[k] for _, values in found] for k in range(len(node.args))]
    means = [entrywise(average, column) for column in columns]
    if node.op == "Expect":
        return means[0]
    products = [entrywise(multiply, [values[0], values[-1]]) for _, values in found]
    return entrywise(lambda p, a, b: subtract(p, multiply(a, b)), [entrywise(average, products), means[0], means[-1]])


def _values_at(
    evaluator: Evaluator,
    node: core.Call,
    scope: Scope,
    drawn: Sequence[tuple[Symbol, Tensor]],
    points: dict[Draw, Value],
    weight: Value,
) -> list[Tensor]:
    inner = scope
    for variable, tensor in drawn:
        inner = inner.bind(key(variable), entrywise(lambda x: at(x, points), [tensor]))
    try:
        return [evaluator.value(a, inner) for a in node.args]
    except Undefined as error:
        if jet.base(weight) > 0:
            raise
        raise Unresolved(f"{error}, at an outcome of probability 0") from None


HANDLERS: dict[str, Any] = dict.fromkeys(("Expect", "Var", "Cov"), statistic)
