"""Whether laws allow their parameters at an instance, and outcomes their laws. Exact, or in balls that tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import ctx, fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import SEQUENCE_LENGTH, Instance, key, length
from derivcheck.evaluation.laws import draws
from derivcheck.evaluation.values.scalar import ZERO
from derivcheck.evaluation.values.tensor import Tensor, build, entries, entry, positions
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Law, Symbol, Type

_PRECISION = 64


def allowed(variable: Symbol, instance: Instance) -> bool:
    """Whether the law allows its parameters, and the outcome if there is one.

    A variable has an outcome or a concrete shape of its law, never both: the outcome might be none of the shape's.
    """
    law = variable.law
    assert law is not None
    if variable.number:
        return True  # its law depends on what is bound; it is checked where it is used
    value, shape = instance.values.get(key(variable)), instance.laws.get(key(variable))
    if shape is not None and (value is not None or not draws.is_standardised(shape)):
        return False
    normalised = isinstance(law.parameters[0], core.Call) and law.parameters[0].op == "softmax"
    try:
        given = law_parameters(variable, instance)
        for _, parameters in given:
            draws.check(law.name, parameters, normalised)
        return value is None or _outcome_allowed(variable, law, given, value, instance)
    except EvaluationError:
        return False


def _outcome_allowed(
    variable: Symbol, law: Law, given: Sequence[tuple[tuple[int, ...], list[Tensor]]], value: Tensor, instance: Instance
) -> bool:
    assert isinstance(variable.type, Type)
    whole = build(extents(variable.type, instance.sizes), lambda _: ZERO)
    if list(positions(whole)) != list(positions(value)):
        return False
    return all(_possible(law, parameters, entry(value, place)) for place, parameters in given)


def law_parameters(variable: Symbol, instance: Instance) -> list[tuple[tuple[int, ...], list[Tensor]]]:
    """The parameters of the law of every entry, by its place; of a law of vectors, once. Raises EvaluationError."""
    law = variable.law
    assert law is not None
    assert isinstance(variable.type, Type)
    with ctx.workprec(_PRECISION):
        evaluator = Evaluator(instance)
        places: list[tuple[int, ...]] = []
        shape = extents(variable.type, instance.sizes) if law.indices else ()
        build(shape, lambda at: places.append(at) or ZERO)  # type: ignore[func-returns-value]
        found = []
        for place in places:
            scope: Scope = evaluator.root
            for index, axis, k in zip(law.indices, variable.type.shape, place, strict=False):
                scope = scope.bind(key(index), fmpq(axis.first.at(instance.sizes) + k))
            found.append((place, [evaluator.value(p, scope) for p in law.parameters]))
        return found


def extents(type_: Type, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """Of a sequence, its first entries."""
    return tuple(SEQUENCE_LENGTH if axis.last is None else length(axis, sizes) or 0 for axis in type_.shape)


def _possible(law: Law, parameters: Sequence[Tensor], value: Tensor) -> bool:
    """Whether an outcome is in the support of its law."""
    if type(value) is tuple:
        return _in_span(parameters[0], parameters[1], value)
    if type(value) is not fmpq:
        return False
    match law.name, *parameters:
        case "Bernoulli", p:
            return bool((value == 1 and p > 0) or (value == 0 and p < 1))
        case "Categorical", p:
            weights = list(entries(p))
            return bool(value.q == 1 and 1 <= value <= len(weights) and weights[int(value.p) - 1] > 0)
        case (("Normal" | "MeanVar"), mean, variance):
            return bool(variance > 0 or (type(mean) is fmpq and value == mean))
        case "Poisson", rate:
            return bool(value.q == 1 and (value == 0 or (value > 0 and rate > 0)))
        case "Exponential", _:
            return bool(value >= 0)
        case "Uniform", a, b:
            return bool(a <= value <= b)
    return False


def _in_span(mean: Tensor, covariance: Tensor, value: Tensor) -> bool:
    """Whether value - mean is L z with z 0 where it has no variance."""
    lower, diagonal = draws.factors(covariance)
    rest = [x - m for x, m in zip(value, mean, strict=True)]
    for j, d in enumerate(diagonal):
        if type(rest[j]) is not fmpq or (not d and rest[j]):
            return False
        rest = [r - lower[i][j] * rest[j] if i > j else r for i, r in enumerate(rest)]
    return True
