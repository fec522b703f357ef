"""The scalar coordinates of an instance: read one, change one, list them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from derivcheck.evaluation.instance import Instance, Key, key
from derivcheck.evaluation.values.tensor import entry, positions, replaced
from derivcheck.language.core import Symbol


class Coordinate(NamedTuple):
    """An entry of the value of a name; an empty place for a scalar."""

    name: Key
    place: tuple[int, ...]


def coordinates(symbols: Sequence[Symbol], instance: Instance) -> Iterator[Coordinate]:
    """Every coordinate of the given symbols' values, in their order."""
    for symbol in symbols:
        name = key(symbol)
        if name in instance.values:
            for place in positions(instance.values[name]):
                yield Coordinate(name, place)


def read(instance: Instance, at: Coordinate) -> Any:
    return entry(instance.values[at.name], at.place)


def changed(instance: Instance, at: Coordinate, value: Any) -> Instance:
    return instance.with_value(at.name, replaced(instance.values[at.name], at.place, value))
