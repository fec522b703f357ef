"""What was found out about an answer, whoever gave it: facts, from which points are reckoned later."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.engine.result import Counterexample, Located, Result, VerdictName


@dataclass(frozen=True, slots=True)
class Step:
    """A step towards what is asked. ``joint``: it joins the student's text to the question, as a ``stated`` line does
    that others follow from.

    ``news``: symbols that are new in it. ``idle``: nothing is worked out in it. ``stray``: it has
    nothing to do with the question, as far as can be seen. ``narrowing``: conditions under which
    it is right that leave out a part of the domain.
    """

    text: str
    verdict: VerdictName
    line: int | None = None
    reason: str | None = None
    counterexample: Counterexample | None = None
    narrowing: tuple[str, ...] = ()
    news: int = 0
    idle: bool = False
    stray: bool = False
    joint: bool = False
    stated: bool = False
    diagnosis: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer judged: ``steps`` from the question to the last line, of which one is enough for a bare answer.

    ``errors``: why it cannot be read. ``gap``: why the steps do not add up to what is asked. ``repeats``: it only
    repeats the question. ``remaining`` and ``others``: operations that are still to be carried out, and names that may
    not be used. ``milestones``: which were reached. ``final``: the last line, which later questions may be about.
    ``undiagnosed``: there was no time to look for its mistakes. ``unknown``: why a worker could not finish.
    ``fault``: an internal fault.
    """

    steps: tuple[Step, ...] = ()
    errors: tuple[Located, ...] = ()
    gap: str | None = None
    repeats: bool = False
    remaining: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    milestones: tuple[bool, ...] = ()
    final: str | None = None
    whole: VerdictName | None = None
    undiagnosed: bool = False
    unknown: str | None = None
    fault: str | None = None


def step_of(result: Result, text: str, joint: bool = False, news: int = 0) -> Step:
    """A single statement's result as a step."""
    return Step(
        text,
        result.verdict,
        None,
        result.reason,
        result.counterexample,
        joint=joint,
        news=news,
        diagnosis=result.diagnosis,
    )
