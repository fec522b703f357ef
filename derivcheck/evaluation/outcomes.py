"""Random variables at an instance: parameters that their laws allow, concrete laws, and outcomes where one is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

from flint import ctx, fmpq

from derivcheck.evaluation import draws, matrices
from derivcheck.evaluation.draws import SHAPES
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.instance import SEQUENCE_LENGTH, Instance, Key, key, length
from derivcheck.evaluation.scalar import ONE, ZERO
from derivcheck.evaluation.scope import Scope
from derivcheck.evaluation.tensor import Tensor, build, entries, entry, entrywise
from derivcheck.language import core
from derivcheck.language.core import Claim, Expr, Kind, Law, Symbol, Type
from derivcheck.language.randomness import seen

_PRECISION = 64
_NUMBERS = tuple(fmpq(*pair) for pair in [(0, 1), (1, 1), (-1, 1), (2, 1), (1, 2), (-2, 1), (3, 1), (-1, 2)])


_CONTINUOUS = (Kind.REAL, Kind.NONZERO, Kind.POSITIVE, Kind.NONNEGATIVE)
#: Properties of matrices that are not lost when they are made positive semidefinite.
_KEPT_BY_FITTING = frozenset(("symmetric", "diagonal"))


# --- making an instance complete


def completed(claim: Claim, instance: Instance, random: Random) -> Instance:
    """The instance with parameters moved to where the laws allow them, and concrete laws and outcomes chosen."""
    variables = [s for s in claim.symbols if s.law is not None and not s.number]
    if not variables:
        return instance
    for variable in variables:
        instance = _fitted(claim, variable, instance, random)
    visible = seen((claim.statement, *claim.hypotheses))
    for variable in variables:
        if key(variable) in visible:
            value = _outcome(variable, instance, random)
            instance = instance if value is None else instance.with_value(key(variable), value)
        elif variable.law is not None and variable.law.name == "MeanVar":
            instance = replace(instance, laws={**instance.laws, key(variable): random.choice(SHAPES)})
    return instance


def _fitted(claim: Claim, variable: Symbol, instance: Instance, random: Random) -> Instance:
    """Parameters that are plain names are moved into the law's domain; of others, what occurs is made positive."""
    assert variable.law is not None
    law = variable.law
    fits = _FITS.get(law.name, ())
    if law.name in ("Normal", "MeanVar") and not law.indices and law.parameters[0].type.shape:
        fits = (None, partial(matrices.with_property, name="positive_semidefinite", random=random))
    declared = {key(s) for s in claim.symbols}
    for expr, fit in zip(law.parameters, fits, strict=False):
        for name, symbol in _names(expr).items() if fit is not None else ():
            if name in instance.values and name in declared and symbol.properties <= _KEPT_BY_FITTING:
                plain = isinstance(expr, (core.Variable, core.Entry)) and "diagonal" not in symbol.properties
                move = fit if plain else _nonnegative
                instance = instance.with_value(name, move(instance.values[name]))  # type: ignore[misc]
    if law.name == "Uniform":
        instance = _ordered(law, instance)
    return instance


def _probability(value: Tensor) -> Tensor:
    def one(x: Any) -> Any:
        return abs(x) if abs(x) <= 1 else 1 / abs(x)

    return entrywise(one, [value])


def _probabilities(value: Tensor) -> Tensor:
    """Of a vector, or of each row of a matrix."""
    if type(value) is tuple and value and type(value[0]) is tuple:
        return tuple(_probabilities(row) for row in value)
    weights = [abs(x) for x in entries(value)]
    total = sum(weights, ZERO)
    return tuple(w / total if total else fmpq(1, len(weights)) for w in weights)


def _nonnegative(value: Tensor) -> Tensor:
    return entrywise(abs, [value])


def _positive(value: Tensor) -> Tensor:
    return entrywise(lambda x: abs(x) if x else ONE, [value])


_FITS: dict[str, tuple[Callable[[Tensor], Tensor] | None, ...]] = {
    "Bernoulli": (_probability,),
    "Categorical": (_probabilities,),
    "Normal": (None, _nonnegative),
    "MeanVar": (None, _nonnegative),
    "Poisson": (_nonnegative,),
    "Exponential": (_positive,),
}


def _ordered(law: Law, instance: Instance) -> Instance:
    """The upper end above the lower, where both are plain numbers."""
    a, b = law.parameters
    if isinstance(b, core.Variable) and key(b.symbol) in instance.values:
        low = instance.values.get(key(a.symbol)) if isinstance(a, core.Variable) else None
        high = instance.values[key(b.symbol)]
        if type(low) is fmpq and high <= low:
            return instance.with_value(key(b.symbol), low + (low - high) + 1)
    return instance


def _names(expr: Expr) -> dict[Key, Symbol]:
    """The real variables in a parameter."""
    found: dict[Key, Symbol] = {}
    for node in _walk(expr):
        if isinstance(node, core.Variable) and node.symbol.law is None and node.type.kind in _CONTINUOUS:
            found[key(node.symbol)] = node.symbol
    return found


def _walk(expr: Expr) -> list[Expr]:
    from derivcheck.evaluation.landmarks import children

    found = [expr]
    for node in found:
        found.extend(children(node))
    return found


# --- outcomes


def law_parameters(variable: Symbol, instance: Instance) -> list[tuple[tuple[int, ...], list[Tensor]]]:
    """The parameters of the law of every entry, by its place; of a law of vectors, once. Raises EvaluationError."""
    law = variable.law
    assert law is not None
    assert isinstance(variable.type, Type)
    with ctx.workprec(_PRECISION):
        evaluator = Evaluator(instance)
        places: list[tuple[int, ...]] = []
        shape = _shape(variable.type, instance.sizes) if law.indices else ()
        build(shape, lambda at: places.append(at) or ZERO)  # type: ignore[func-returns-value]
        found = []
        for place in places:
            scope: Scope = evaluator.root
            for index, axis, k in zip(law.indices, variable.type.shape, place, strict=False):
                scope = scope.bind(key(index), fmpq(axis.first.at(dict(instance.sizes)) + k))
            found.append((place, [evaluator.value(p, scope) for p in law.parameters]))
        return found


def _shape(type_: Type, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """Of a sequence, its first entries."""
    return tuple(SEQUENCE_LENGTH if axis.last is None else length(axis, sizes) or 0 for axis in type_.shape)


def _outcome(variable: Symbol, instance: Instance, random: Random) -> Tensor | None:
    """A possible outcome; None if the parameters have no exact value."""
    law = variable.law
    assert law is not None
    assert isinstance(variable.type, Type)
    try:
        given = dict(law_parameters(variable, instance))
    except EvaluationError:
        return None
    if any(type(x) is not fmpq for parameters in given.values() for p in parameters for x in entries(p)):
        return None
    if not law.indices and variable.type.shape:
        return _vector(given[()], random)
    shape = _shape(variable.type, instance.sizes)
    return build(shape, lambda at: _OUTCOMES[law.name](random, *given[at]))


def _vector(parameters: list[Tensor], random: Random) -> Tensor | None:
    """mean + L z, z being 0 where it has no variance."""
    try:
        lower, diagonal = draws.factors(parameters[1])
    except EvaluationError:
        return None
    z = [random.choice(_NUMBERS) if d else ZERO for d in diagonal]
    return tuple(
        m + sum((x * y for x, y in zip(row, z, strict=True)), ZERO) for m, row in zip(parameters[0], lower, strict=True)
    )


def _bernoulli(random: Random, p: Any) -> Any:
    return fmpq(random.randrange(2)) if 0 < p < 1 else fmpq(p > 0)


def _categorical(random: Random, p: Tensor) -> Any:
    possible = [k for k, weight in enumerate(entries(p), 1) if weight > 0]
    return fmpq(random.choice(possible)) if possible else ONE


def _real(random: Random, mean: Any, variance: Any) -> Any:
    return mean if not variance else random.choice((mean, ZERO)) + random.choice(_NUMBERS)


_OUTCOMES: dict[str, Callable[..., Any]] = {
    "Bernoulli": _bernoulli,
    "Categorical": _categorical,
    "Normal": _real,
    "MeanVar": _real,
    "Poisson": lambda random, rate: fmpq(random.randrange(5)) if rate else ZERO,
    "Exponential": lambda random, rate: abs(random.choice(_NUMBERS)),
    "Uniform": lambda random, a, b: a + (b - a) * fmpq(random.randrange(1, 8), 8),
}


# --- checking


def allowed(variable: Symbol, instance: Instance) -> bool:
    """Whether the law allows its parameters, and the outcome if there is one. Exact or in balls that tell."""
    law = variable.law
    assert law is not None
    if variable.number:
        return True  # its law depends on what is bound; it is checked where it is used
    normalised = isinstance(law.parameters[0], core.Call) and law.parameters[0].op == "softmax"
    try:
        given = law_parameters(variable, instance)
        for _, parameters in given:
            draws.check(law.name, parameters, normalised)
        value = instance.values.get(key(variable))
        return value is None or all(_possible(law, p, entry(value, place)) for place, p in given)
    except EvaluationError:
        return False


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
        case ("Normal" | "MeanVar"), mean, variance:
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
