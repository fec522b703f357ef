"""A proof in words: the evidence that the kernel has accepted, step by step, each with the statement that it shows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from derivcheck.algebra.term import TRUE
from derivcheck.algebra.text import text
from derivcheck.engine.description import methods
from derivcheck.engine.evidence import Evidence, smaller
from derivcheck.engine.generalised import generalised
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.kernel import Rejected, check
from derivcheck.engine.rules.arbitrary import Arbitrary
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.generic import Generic
from derivcheck.engine.rules.last import Last
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.explanation.formula import formula, tidied
from derivcheck.explanation.naming import spoken
from derivcheck.explanation.narrator import PLAIN, Part, Telling, all_narrators
from derivcheck.explanation.normal import shortened
from derivcheck.language.core import Claim, Expr

_MOST_NOTES = 30
_MOST_PARTS = 6
_DEEPEST = 5
_LONGEST = 400
#: Words of which nothing is told where they lead to no more than a calculation.
_LINKING = ("", "with that", "that is")
_SIMPLE = (*PLAIN, Cases, Arbitrary, Last, Generic)


@dataclass(frozen=True, slots=True)
class Note:
    """One step: what it is to the step above (``label``), the statement, and how it is shown.

    ``formula``: the statement for those who draw it.
    """

    depth: int
    label: str
    statement: str
    said: str
    formula: Expr | None = None


def narrated(claim: Claim, until: float, plain: bool = True) -> tuple[Note, ...]:
    """The steps of a proof of the claim, or of one for all sizes of which it is an instance; nothing if none is found.

    Without ``plain``, what is shown by algebra alone is left out.
    """
    found = _proved(claim, until)
    if found is not None:
        notes = [note for goal, evidence in _worth_telling(found, plain) for note in _notes(0, "", goal, evidence)]
        return tuple(notes[:_MOST_NOTES])
    for general in generalised(claim):
        found = _proved(general, until)
        if found is not None:
            below = [note for goal, evidence in _worth_telling(found, True) for note in _notes(1, "", goal, evidence)]
            return (
                Note(0, "", claim.text, "an instance of what holds for matrices of all sizes"),
                *below[:_MOST_NOTES],
            )
    return ()


def _proved(claim: Claim, until: float) -> list[tuple[Goal, Evidence]] | None:
    """What has to be shown, each with evidence that the kernel accepts; None if it is not found in time."""
    strategy, found = Strategy(Budget(until)), []
    try:
        for question in questions(claim, claim.statement)[:_MOST_PARTS]:
            evidence = strategy.prove(question.goal)
            if evidence is None or time.process_time() > until:
                return None
            check(question.goal, evidence)
            found.append((question.goal, evidence))
    except (Unsupported, Rejected, OutOfTime, RecursionError):
        return None
    return found


def _worth_telling(proved: list[tuple[Goal, Evidence]], plain: bool) -> list[tuple[Goal, Evidence]]:
    """Without what a calculation shows, such as that something is defined; all of it, if there is nothing else."""
    found = [(goal, evidence) for goal, evidence in proved if not _is_simple(evidence)]
    return found or (proved if plain else [])


def _is_simple(evidence: Evidence) -> bool:
    return isinstance(evidence, _SIMPLE) and all(map(_is_simple, smaller(evidence)))


def _notes(depth: int, label: str, goal: Goal, evidence: Evidence | str, above: str = "") -> Iterator[Note]:
    """A step and those below it; of what was said just before (``above``) nothing but the step is told."""
    if isinstance(evidence, str):
        yield _note(depth, label, goal, evidence, "")
        return
    narrator = all_narrators().get(type(evidence))
    if narrator is None:
        yield _note(depth, label, goal, methods([evidence]), above)
        return
    told = narrator.tell(goal, evidence)
    only = _only_part(told, goal) if narrator.silent else None
    if only is not None:
        yield from _notes(depth, label, only.goal, only.evidence, above)
        return
    if depth and told.shown is not None:
        yield _note(depth, label, told.shown, told.said, above)
        return
    own = _note(depth, label, goal, told.said, above)
    if own.statement or label not in _LINKING or not isinstance(evidence, PLAIN):
        yield own
    if depth == _DEEPEST:
        return
    parts = [part for part in told.parts if part.goal.statement is not TRUE]
    for part in parts[:_MOST_PARTS]:
        goes_on = part.label in _LINKING and part.goal.statement is goal.statement
        yield from _notes(depth + (not goes_on), *part, above=own.statement or above)
    if len(parts) > _MOST_PARTS:
        yield Note(depth + 1, f"and {len(parts) - _MOST_PARTS} more in the same way", "", "")


def _note(depth: int, label: str, goal: Goal, said: str, above: str) -> Note:
    statement = tidied(shortened(goal)) if depth else goal.statement
    shown = _short(text(statement))
    if shown == above:
        return Note(depth, _short(label), "", _short(said))
    return Note(depth, _short(label), shown, _short(said), formula(statement))


def _only_part(told: Telling, goal: Goal) -> Part | None:
    """The part that says the same as the whole, where the others are cases that are plain."""
    left = [p for p in told.parts if len(told.parts) == 1 or not isinstance(p.evidence, Vanishing)]
    return left[0] if len(left) == 1 and left[0].goal.statement == goal.statement else None


def _short(shown: str) -> str:
    """A text with names that can be typed, not too long."""
    shown = spoken(shown)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
