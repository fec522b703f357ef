"""A proof in words: the evidence that the kernel has accepted, step by step, each with the statement that it shows."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

from derivcheck.algebra.text import text
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.kernel import Rejected, check
from derivcheck.engine.rule import all_rules
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.variables import Unsupported
from derivcheck.explanation.narrator import Part, Telling, all_narrators
from derivcheck.language.core import Claim

_MOST_NOTES = 30
_MOST_PARTS = 6
_DEEPEST = 5
_LONGEST = 400
_PLAIN = (Vanishing, Cases)


@dataclass(frozen=True, slots=True)
class Note:
    """One step: what it is to the step above (``label``), the statement, and how it is shown."""

    depth: int
    label: str
    statement: str
    said: str


def narrated(claim: Claim, until: float, plain: bool = True) -> tuple[Note, ...]:
    """The steps of a proof of the claim; nothing if none is found in time.

    Without ``plain``, what is shown by algebra alone is left out.
    """
    strategy = Strategy(Budget(until))
    notes: list[Note] = []
    try:
        for question in questions(claim, claim.statement)[:_MOST_PARTS]:
            evidence = strategy.prove(question.goal)
            if evidence is None or time.monotonic() > until:
                return ()
            check(question.goal, evidence)
            if plain or not isinstance(evidence, _PLAIN):
                notes += _notes(0, "", question.goal, evidence)
    except (Unsupported, Rejected, OutOfTime, RecursionError):
        return ()
    return tuple(notes[:_MOST_NOTES])


def _notes(depth: int, label: str, goal: Goal, evidence: Evidence) -> Iterator[Note]:
    narrator = all_narrators().get(type(evidence))
    if narrator is None:
        yield Note(depth, _readable(label), _readable(text(goal.statement)), _method(evidence))
        return
    told = narrator.tell(goal, evidence)
    only = _only_part(told, goal) if narrator.silent else None
    if only is not None:
        yield from _notes(depth, label, only.goal, only.evidence)
        return
    yield Note(depth, _readable(label), _readable(text(goal.statement)), _readable(told.said))
    if depth == _DEEPEST:
        return
    for part in told.parts[:_MOST_PARTS]:
        yield from _notes(depth + 1, *part)
    if len(told.parts) > _MOST_PARTS:
        yield Note(depth + 1, f"and {len(told.parts) - _MOST_PARTS} more in the same way", "", "")


def _only_part(told: Telling, goal: Goal) -> Part | None:
    """The part that says the same as the whole, where the others are cases that are plain."""
    left = [p for p in told.parts if len(told.parts) == 1 or not isinstance(p.evidence, Vanishing)]
    return left[0] if len(left) == 1 and left[0].goal.statement == goal.statement else None


def _method(evidence: Evidence) -> str:
    """What reports call a method that has no words here."""
    method = all_rules()[type(evidence)].method
    return method if isinstance(method, str) else method(evidence)


def _readable(shown: str) -> str:
    """A text with names that can be typed."""
    shown = re.sub(r"between#(\d+)", lambda m: "uvwxyz"[int(m[1]) % 6], shown)
    shown = re.sub(r"any#(\d+)", r"i\1", shown)
    shown = re.sub(r"([A-Za-z_]\w*)[#~]\d*", r"\1", shown)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
