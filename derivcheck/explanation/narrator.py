"""How a kind of evidence is told. One file each in `derivcheck/explanation/narrators`, with a ``NARRATOR``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from derivcheck.algebra.term import ONE, ZERO, relation
from derivcheck.engine.discovery import found_in
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import is_decided
from derivcheck.engine.rules.arithmetic import Arithmetic
from derivcheck.engine.rules.enclosed import Enclosed
from derivcheck.engine.rules.vanishing import Vanishing

#: Evidence of which there is nothing to tell.
PLAIN = (Vanishing, Arithmetic, Enclosed)


class Part(NamedTuple):
    """A smaller statement, what it is to the greater one, and its own evidence; or a word on what is shown with it."""

    label: str
    goal: Goal
    evidence: Evidence | str


class Telling(NamedTuple):
    """What the step is, in a sentence, and what is left to be shown.

    ``shown``: the same statement in a form that is easier to read, to be shown where the reader has not written it.
    """

    said: str
    parts: tuple[Part, ...] = ()
    shown: Goal | None = None


def sides(label: str, obligations: Iterable[tuple[Goal, Evidence]]) -> list[Part]:
    """Obligations on the side, such as that something is defined: only those that need more than a calculation."""
    return [Part(label, goal, evidence) for goal, evidence in obligations if not isinstance(evidence, PLAIN)]


def is_impossible(goal: Goal) -> bool:
    """Whether the normal form shows that what is assumed cannot be: then it shows anything, be it wrong."""
    return is_decided(goal.about(relation("lt", ONE, ZERO)))


@dataclass(frozen=True, slots=True)
class Narrator:
    """``tell``: what evidence of this kind shows of a goal that the kernel has accepted it for.

    ``silent``: where a part says the same as the whole, it is told in its place.
    """

    kind: type[Evidence]
    tell: Callable[[Goal, Any], Telling]
    silent: bool = False


@cache
def all_narrators() -> dict[type[Evidence], Narrator]:
    """Every narrator of the package, by its kind of evidence."""
    return {own.kind: own for own in found_in("derivcheck.explanation.narrators", "NARRATOR")}
