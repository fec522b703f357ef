"""Set partitions, by which moments and cumulants are each other's sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def partitions(items: Sequence[Item], most: int | None = None) -> Iterator[list[list[Item]]]:
    """All ways to divide the items into blocks (of at most ``most`` items), each once."""
    if not items:
        yield []
        return
    first, rest = items[0], items[1:]
    for smaller in partitions(rest, most):
        yield [[first], *smaller]
        for k, block in enumerate(smaller):
            if most is None or len(block) < most:
                yield [*smaller[:k], [first, *block], *smaller[k + 1 :]]
