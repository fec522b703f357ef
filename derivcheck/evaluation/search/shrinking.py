"""Making an instance simpler while it keeps what it was found for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from flint import fmpq

from derivcheck.evaluation.declared import admits
from derivcheck.evaluation.instance import Instance, Key, Terms, key
from derivcheck.evaluation.laws.draws import JOINT_SHAPES
from derivcheck.evaluation.search.coordinates import Coordinate, changed, coordinates, read
from derivcheck.evaluation.search.hypotheses import Solver
from derivcheck.evaluation.search.simple import (
    Complexity,
    complexity,
    simple_numbers,
    simple_polynomials,
    simple_tensors,
    term_complexity,
    total_complexity,
)
from derivcheck.evaluation.values.tensor import entry, positions, replaced, shape
from derivcheck.language.core import Symbol

#: Instances tried in all while shrinking one.
MAX_TRIES = 400
#: Properties by which an entry and its mirror image are one.
_MIRRORED = frozenset({"symmetric", "positive_definite", "positive_semidefinite"})


class Shrinker:
    """Shrinks instances of one claim, within a budget of trials."""

    def __init__(
        self, symbols: tuple[Symbol, ...], solvers: Sequence[Solver], keeps: Callable[[Instance], bool]
    ) -> None:
        """``solvers`` change other coordinates so that equations go on to hold, each its own."""
        self._symbols = symbols
        self._by_key = {key(s): s for s in symbols}
        self._solvers = solvers
        self._keeps = keeps
        self._tries = 0

    def shrink(self, instance: Instance) -> Instance:
        """The simplest instance found for which the predicate still holds."""
        improved = True
        while improved and self._tries < MAX_TRIES:
            before = instance
            instance = self._simpler_laws(self._simpler_functions(instance))
            for symbol in self._symbols:
                instance = self._simpler_tensor(instance, symbol)
            for at in list(coordinates(self._symbols, instance)):
                instance = self._at(instance, at) or instance
            improved = instance is not before
        return instance

    def _simpler_tensor(self, instance: Instance, symbol: Symbol) -> Instance:
        """The instance with a vector or matrix replaced as a whole, which is all that some properties allow."""
        name = key(symbol)
        present = instance.values.get(name)
        if type(present) is not tuple or not present:
            return instance
        for value in simple_tensors(shape(present)):
            candidate = instance.with_value(name, value)
            if total_complexity([value]) >= total_complexity([present]) or self._tries >= MAX_TRIES:
                break
            if admits(symbol, candidate):
                kept = self._kept(candidate, instance, [Coordinate(name, place) for place in positions(value)])
                if kept is not None:
                    return kept
        return instance

    def _kept(self, candidate: Instance, instance: Instance, fixed: Sequence[Coordinate]) -> Instance | None:
        """A candidate that keeps the predicate, if need be with other coordinates changed by the hypotheses."""
        self._tries += 1
        if self._keeps(candidate):
            return candidate
        for solver in self._solvers:
            settled = solver.settle(candidate, Random(0), fixed)
            if settled is not None and settled != candidate and self._accepts(settled, instance):
                return settled
        return None

    def _at(self, instance: Instance, at: Coordinate) -> Instance | None:
        """The instance with the simplest value at a coordinate that keeps the predicate, if simpler than now."""
        present = read(instance, at)
        bound = complexity(present)
        for value in simple_numbers(present):
            if complexity(value) >= bound or self._tries >= MAX_TRIES:
                continue
            candidate = self._changed(instance, at, value)
            if admits(self._by_key[at.name], candidate):
                kept = self._kept(candidate, instance, [at])
                if kept is not None:
                    return kept
        return None

    def _changed(self, instance: Instance, at: Coordinate, value: Any) -> Instance:
        """One entry changed, and with it the one across the diagonal if they must be equal."""
        if len(at.place) == 2 and self._by_key[at.name].properties & _MIRRORED:
            instance = changed(instance, Coordinate(at.name, at.place[::-1]), value)
        return changed(instance, at, value)

    def _accepts(self, candidate: Instance, instance: Instance) -> bool:
        return _complexity(candidate) < _complexity(instance) and self._keeps(candidate)

    def _simpler_laws(self, instance: Instance) -> Instance:
        """The first shapes of laws that keep the predicate."""
        for name, present in list(instance.laws.items()):
            for simpler in JOINT_SHAPES[: JOINT_SHAPES.index(present)]:
                candidate = replace(instance, laws={**instance.laws, name: simpler})
                self._tries += 1
                if self._keeps(candidate):
                    instance = candidate
                    break
        return instance

    def _simpler_functions(self, instance: Instance) -> Instance:
        for name, function in list(instance.functions.items()):
            for place in positions(function.terms):
                instance = self._simple_function(instance, name, place)
                instance = self._simpler_terms(instance, name, place)
        return instance

    def _simple_function(self, instance: Instance, name: Key, place: Sequence[int]) -> Instance:
        """The simplest of some well-known polynomials that keeps the predicate, if simpler than now."""
        function = instance.functions[name]
        bound = term_complexity(entry(function.terms, place))
        for terms in simple_polynomials(len(function.variables)):
            if term_complexity(terms) >= bound or self._tries >= MAX_TRIES:
                break
            candidate = _with_terms(instance, name, place, terms)
            self._tries += 1
            if self._keeps(candidate):
                return candidate
            for solver in self._solvers:
                settled = solver.settle(candidate, Random(0))
                if settled is not None and settled != candidate and self._keeps(settled):
                    return settled
        return instance

    def _simpler_terms(self, instance: Instance, name: Key, place: Sequence[int]) -> Instance:
        """Drop terms and make coefficients 1 where that keeps the predicate."""
        for exponents, coefficient in entry(instance.functions[name].terms, place).items:
            items = entry(instance.functions[name].terms, place).items
            without = tuple(t for t in items if t[0] != exponents)
            plain = tuple((e, fmpq(1) if e == exponents else c) for e, c in items)
            for shorter in (without, plain) if coefficient != 1 else (without,):
                candidate = _with_terms(instance, name, place, Terms(shorter))
                self._tries += 1
                if self._keeps(candidate):
                    instance = candidate
                    break
        return instance


def _with_terms(instance: Instance, name: Key, place: Sequence[int], terms: Terms) -> Instance:
    function = instance.functions[name]
    changed_function = replace(function, terms=replaced(function.terms, place, terms))
    return replace(instance, functions={**instance.functions, name: changed_function})


def _complexity(instance: Instance) -> Complexity:
    return total_complexity(list(instance.values.values()))
