"""Making an instance simpler while it keeps what it was found for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

from flint import fmpq

from derivcheck.evaluation.coordinates import Coordinate, changed, coordinates, read
from derivcheck.evaluation.declared import admits
from derivcheck.evaluation.hypotheses import Solver
from derivcheck.evaluation.instance import Gaussian, Instance, Polynomial, Terms, key
from derivcheck.evaluation.tensor import entries, entry, positions, replaced
from derivcheck.language.core import Symbol

#: Instances tried in all while shrinking one.
MAX_TRIES = 400
#: Values by simplicity; for each coordinate those simpler than the present one are tried in this order.
LADDER = tuple(fmpq(*pair) for pair in [
    (0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (3, 1), (-3, 1), (4, 1), (-4, 1), (5, 1), (10, 1), (-10, 1),
    (1, 2), (-1, 2), (3, 2), (1, 3), (1, 4), (3, 4), (2, 3), (1, 5), (1, 10), (9, 10),
])


def complexity(x: Any) -> tuple[int, int, int]:
    """How hard a number is on the eye: denominator first, then magnitude, then sign."""
    if type(x) is Gaussian:
        parts = complexity(x.real), complexity(x.imaginary)
        return (1 + parts[0][0] + parts[1][0], parts[0][1] + parts[1][1], parts[0][2] + parts[1][2])
    return (int(x.q) - 1, abs(int(x.p)), 1 if x < 0 else 0)


def total_complexity(instance: Instance) -> tuple[int, int, int, int]:
    """Fewest fractions, then fewest digits, then smallest, then fewest minus signs, over all values."""
    numbers = [x for value in instance.values.values() for x in entries(value)]
    parts = [complexity(x) for x in numbers]
    digits = sum(len(str(p[0] + 1)) - 1 + len(str(p[1])) for p in parts)
    return (sum(1 for p in parts if p[0]), digits, sum(p[0] + p[1] for p in parts), sum(p[2] for p in parts))


class Shrinker:
    """Shrinks instances of one claim, within a budget of trials."""

    def __init__(self, symbols: tuple[Symbol, ...], solver: Solver, keeps: Callable[[Instance], bool]) -> None:
        self._symbols = symbols
        self._by_key = {key(s): s for s in symbols}
        self._solver = solver
        self._keeps = keeps
        self._tries = 0

    def shrink(self, instance: Instance) -> Instance:
        """The simplest instance found for which the predicate still holds."""
        instance = self._simpler_functions(instance)
        improved = True
        while improved and self._tries < MAX_TRIES:
            improved = False
            for at in list(coordinates(self._symbols, instance)):
                better = self._at(instance, at)
                if better is not None:
                    instance, improved = better, True
        return instance

    def _at(self, instance: Instance, at: Coordinate) -> Instance | None:
        """The instance with the simplest value at a coordinate that keeps the predicate, if simpler than now."""
        present = read(instance, at)
        bound = complexity(present)
        for value in _candidates(present):
            if complexity(value) >= bound or self._tries >= MAX_TRIES:
                continue
            candidate = changed(instance, at, value)
            if not admits(self._by_key[at.name], candidate):
                continue
            self._tries += 1
            if self._keeps(candidate):
                return candidate
            settled = self._solver.settle(candidate, Random(0), [at])
            if settled is not None and settled != candidate and self._accepts(settled, instance):
                return settled
        return None

    def _accepts(self, candidate: Instance, instance: Instance) -> bool:
        return total_complexity(candidate) < total_complexity(instance) and self._keeps(candidate)

    def _simpler_functions(self, instance: Instance) -> Instance:
        for name, function in list(instance.functions.items()):
            for place in positions(function.terms):
                function = self._simpler_terms(instance, name, function, place)
                instance = replace(instance, functions={**instance.functions, name: function})
        return instance

    def _simpler_terms(self, instance: Instance, name: Any, function: Polynomial, place: Any) -> Polynomial:
        """Drop terms and make coefficients 1 where that keeps the predicate."""
        for exponents, _ in entry(function.terms, place).items:
            items = entry(function.terms, place).items
            without = tuple(t for t in items if t[0] != exponents)
            plain = tuple((e, fmpq(1) if e == exponents else c) for e, c in items)
            for shorter in (without, plain):
                candidate = replace(function, terms=replaced(function.terms, place, Terms(shorter)))
                if self._keeps(replace(instance, functions={**instance.functions, name: candidate})):
                    function = candidate
                    break
        return function


def _candidates(present: Any) -> Iterator[Any]:
    yield from LADDER
    if type(present) is Gaussian:
        yield Gaussian(fmpq(0), fmpq(1))
        yield from (Gaussian(a, b) for a in LADDER[:5] for b in LADDER[1:3])
        return
    for denominator in (1, 2, 3, 4, 5, 10, 100):
        scaled = present * denominator
        yield fmpq(scaled.floor(), denominator)
        yield fmpq(scaled.ceil(), denominator)
