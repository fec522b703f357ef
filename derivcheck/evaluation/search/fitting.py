"""Moving the parameters of laws to where the laws allow them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from flint import fmpq

from derivcheck.evaluation.instance import Instance, Key, key
from derivcheck.evaluation.search import matrices
from derivcheck.evaluation.search.landmarks import children
from derivcheck.evaluation.values.scalar import ONE, ZERO
from derivcheck.evaluation.values.tensor import Tensor, entries, entrywise
from derivcheck.language import core
from derivcheck.language.core import Claim, Expr, Kind, Law, Symbol

_CONTINUOUS = (Kind.REAL, Kind.NONZERO, Kind.POSITIVE, Kind.NONNEGATIVE)
#: Properties of matrices that are not lost when they are made positive semidefinite.
_KEPT = frozenset(("symmetric", "diagonal"))


def fitted(claim: Claim, variable: Symbol, instance: Instance, random: Random) -> Instance:
    """Parameters that are plain names are moved into the law's domain; of others, what occurs is made positive."""
    assert variable.law is not None
    law = variable.law
    fits = _FITS.get(law.name, ())
    if law.name in ("Normal", "MeanVar") and not law.indices and law.parameters[0].type.shape:
        fits = (None, partial(matrices.with_property, name="positive_semidefinite", random=random))
    declared = {key(s) for s in claim.symbols}
    for expr, fit in zip(law.parameters, fits, strict=False):
        for name, symbol in _names(expr).items() if fit is not None else ():
            if name in instance.values and name in declared and symbol.properties <= _KEPT:
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
    found = [expr]
    for node in found:
        found.extend(children(node))
    return found
