"""What a prover is. Adding one is adding one file to `derivcheck/provers`, with a value ``PROVER``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from derivcheck.engine.discovery import found_in
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal

#: Tries to prove a smaller goal by all means; None if that fails.
Prove = Callable[[Goal], Evidence | None]


def prove_all(goals: Iterable[Goal], prove: Prove) -> tuple[Evidence, ...] | None:
    """Evidence for every goal; None, and no more attempts, after the first that has none."""
    found: list[Evidence] = []
    for goal in goals:
        part = prove(goal)
        if part is None:
            return None
        found.append(part)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Example:
    """A claim in the claim language, with its declarations and definitions."""

    claim: str
    declare: tuple[str, ...] = ()
    define: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prover:
    """A method of proof. The docstring of its module is its documentation.

    ``cost``: cheaper ones are tried first. ``attempt``: finds evidence for a goal, or None; may prove smaller goals
    through its second argument. ``concerns``: operators of the statements about which it can say something; None for
    all. ``proves`` and ``gives_up``: examples that are tested; ``corrupted``: evidence that the kernel must reject for
    the (false) claim of the example.
    """

    name: str
    cost: int
    attempt: Callable[[Goal, Prove], Evidence | None]
    proves: tuple[Example, ...]
    gives_up: tuple[Example, ...]
    corrupted: tuple[tuple[Example, Evidence], ...]
    about: str = ""
    concerns: frozenset[str] | None = None


@cache
def all_provers() -> tuple[Prover, ...]:
    """Every prover of the package, cheapest first."""
    return tuple(sorted(found_in("derivcheck.provers", "PROVER"), key=lambda p: (p.cost, p.name)))
