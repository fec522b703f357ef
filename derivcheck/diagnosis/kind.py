"""What a kind of mistake is. Adding one is adding a file with a ``DIAGNOSIS`` to `derivcheck/diagnosis/kinds`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from derivcheck.engine.discovery import found_in
from derivcheck.language.syntax import Tree

if TYPE_CHECKING:
    from derivcheck.diagnosis.setting import Setting


@dataclass(frozen=True, slots=True)
class Repair:
    """A statement that may be meant, and what was then wrong with the one that was written.

    ``said``: in a teacher's words, what was written and what should stand there. ``given``: a further hypothesis.
    ``extra``: how much less likely than the kind's other repairs.
    """

    statement: Tree
    said: str
    extra: float = 0.0
    given: Tree | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A wrong claim with its declarations, and what should be shown as correct for it."""

    claim: str
    correct: str
    declare: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    define: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A kind of mistake. The docstring of its module is its documentation.

    ``kind``: its stable name. ``cost``: likelier ones are cheaper. ``why``: how it comes about, in one sentence.
    ``repairs``: statements that would be meant if this was the mistake; they need not be true. ``examples`` are tests.
    ``solved``: those of them that numbers tell, without anything being tried.
    """

    kind: str
    cost: float
    why: str
    repairs: Callable[[Setting], Iterator[Repair]]
    examples: tuple[Example, ...]
    solved: Callable[[Setting], Iterator[Repair]] | None = None


@cache
def all_kinds() -> tuple[Diagnosis, ...]:
    """Every kind of the package, the likeliest first."""
    return tuple(sorted(found_in("derivcheck.diagnosis.kinds", "DIAGNOSIS"), key=lambda d: (d.cost, d.kind)))
