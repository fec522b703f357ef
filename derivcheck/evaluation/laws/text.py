"""Concrete laws as people write them: ``d[1], d[2] ~ Bernoulli(1/2)``, or outcomes with their probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from flint import fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance, key
from derivcheck.evaluation.laws.draws import Shape, outcome
from derivcheck.evaluation.laws.supports import law_parameters
from derivcheck.evaluation.search.random_polynomial import at, draws_of
from derivcheck.evaluation.showing import Shown, scalar_text, show
from derivcheck.evaluation.values.scalar import ONE
from derivcheck.evaluation.values.tensor import Tensor, entries, entrywise
from derivcheck.language.core import Law, Symbol, Type

#: Outcomes of one law that are listed.
_MAX_LISTED = 8
#: Entries that share a law, named one by one.
_MAX_NAMES = 4


def shown(variable: Symbol, instance: Instance) -> dict[str, Shown]:
    """The law of a random variable at an instance, by the names of the entries that share it.

    A text that begins with ~ names the law; others list its outcomes.
    """
    law = variable.law
    assert law is not None
    assert isinstance(variable.type, Type)
    try:
        given = law_parameters(variable, instance)
    except EvaluationError:
        return {}
    first = [axis.first.at(instance.sizes) for axis in variable.type.shape]
    found: dict[str, list[str]] = {}
    for place, parameters in given:
        indices = ", ".join(str(k + f) for k, f in zip(place, first, strict=False))
        name = f"{variable.name}[{indices}]" if place else variable.name
        found.setdefault(_text(law, parameters, instance.laws.get(key(variable))), []).append(name)
    return {_list(names): text for text, names in found.items()}


def _list(names: list[str]) -> str:
    return ", ".join(names if len(names) <= _MAX_NAMES else [*names[:2], "…", names[-1]])


def _text(law: Law, parameters: Sequence[Tensor], shape: Shape | None) -> str:
    listed = None if shape is None else _listed(law, parameters, shape)
    return listed or f"~{law.name}({', '.join(_joined(show(p)) for p in parameters)})"


def _listed(law: Law, parameters: Sequence[Tensor], shape: Shape) -> str | None:
    """The outcomes with their probabilities; None if they are too many."""
    value = outcome(law.name, parameters, shape)
    draws = list({d: None for x in entries(value) for d in draws_of(x)})
    weights: dict[str, Any] = {}
    for chosen in product(*(d.points or () for d in draws)):
        weight = ONE
        for _, probability in chosen:
            weight = weight * probability
        points = dict(zip(draws, (v for v, _ in chosen), strict=True))
        text = _joined(show(entrywise(lambda x: at(x, points), [value])))  # noqa: B023
        weights[text] = weights.get(text, fmpq(0)) + weight
        if len(weights) > _MAX_LISTED:
            return None
    if len(weights) == 1:
        return next(iter(weights))
    if len(set(weights.values())) == 1:
        return f"{' or '.join(weights)}, each with probability {fmpq(1, len(weights))}"
    return ", ".join(f"{text} with probability {scalar_text(w)}" for text, w in weights.items())


def _joined(value: Shown) -> str:
    return value if isinstance(value, str) else f"[{', '.join(map(_joined, value))}]"
