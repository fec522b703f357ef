"""Random variables at an instance: concrete laws, and outcomes where one is seen."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import replace
from random import Random
from typing import Any

from flint import fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance, Key, key
from derivcheck.evaluation.laws import draws
from derivcheck.evaluation.laws.draws import JOINT_SHAPES, SHAPES
from derivcheck.evaluation.laws.supports import extents, law_parameters
from derivcheck.evaluation.search.fitting import fitted
from derivcheck.evaluation.values.scalar import ONE, ZERO
from derivcheck.evaluation.values.tensor import Tensor, build, entries
from derivcheck.language.core import Claim, Symbol, Type

_NUMBERS = tuple(fmpq(*pair) for pair in [(0, 1), (1, 1), (-1, 1), (2, 1), (1, 2), (-2, 1), (3, 1), (-1, 2)])


def completed(claim: Claim, visible: Container[Key], instance: Instance, random: Random) -> Instance:
    """The instance with parameters moved to where the laws allow them, and concrete laws and outcomes chosen.

    ``visible``: the random variables of which the claim sees the outcome.
    """
    variables = [s for s in claim.symbols if s.law is not None and not s.number]
    if not variables:
        return instance
    for variable in variables:
        instance = fitted(claim, variable, instance, random)
    for variable in variables:
        if key(variable) in visible:
            value = _outcome(variable, instance, random)
            instance = instance if value is None else instance.with_value(key(variable), value)
        elif variable.law is not None and variable.law.name == "MeanVar":
            of_vector = isinstance(variable.type, Type) and variable.type.shape and not variable.law.indices
            shape = random.choice(JOINT_SHAPES if of_vector else SHAPES)
            instance = replace(instance, laws={**instance.laws, key(variable): shape})
    return instance


def _outcome(variable: Symbol, instance: Instance, random: Random) -> Tensor | None:
    """A possible outcome; None if the parameters have no exact value."""
    law = variable.law
    assert law is not None
    assert isinstance(variable.type, Type)
    try:
        given = dict(law_parameters(variable, instance))
    except EvaluationError:
        return None
    exact = all(type(x) is fmpq for parameters in given.values() for p in parameters for x in entries(p))
    if not exact and (law.name not in ("Normal", "MeanVar") or variable.type.shape):
        return None
    if not law.indices and variable.type.shape:
        return _vector(given[()], random)
    shape = extents(variable.type, instance.sizes)
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
    if type(mean) is not fmpq:
        return random.choice(_NUMBERS)
    return random.choice((mean, ZERO)) + random.choice(_NUMBERS) if variance > 0 else mean


_OUTCOMES: dict[str, Callable[..., Any]] = {
    "Bernoulli": _bernoulli,
    "Categorical": _categorical,
    "Normal": _real,
    "MeanVar": _real,
    "Poisson": lambda random, rate: fmpq(random.randrange(5)) if rate else ZERO,
    "Exponential": lambda random, rate: abs(random.choice(_NUMBERS)),
    "Uniform": lambda random, a, b: a + (b - a) * fmpq(random.randrange(1, 8), 8),
}
