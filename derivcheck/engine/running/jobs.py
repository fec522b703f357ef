"""From problem files to results: every claim, and every file's own declarations, as a task for a worker."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from derivcheck.engine.result import Located, Result, VerdictName
from derivcheck.engine.running.process import Lost, is_prepared
from derivcheck.engine.running.settings import Settings
from derivcheck.engine.running.workers import run
from derivcheck.language.source import Complaint, LanguageError, Source

#: The module that decides; it is large, so it is imported late, and by workers only if that is quicker.
DECIDER = "derivcheck.engine.check"

if TYPE_CHECKING:
    from derivcheck.engine.running.cache import Cache
    from derivcheck.language.problem import ProblemFile, RawClaim


@dataclass(frozen=True, slots=True)
class Job:
    """One claim to decide, in the file where it stands; without a claim, that file's declarations to examine."""

    problem: ProblemFile
    claim: RawClaim | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What is wrong with a file's declarations; ``fault`` if it was the program that failed."""

    errors: tuple[Located, ...]
    fault: str | None = None


#: What becomes of a job: a result for a claim, or what was found in a file's declarations.
Outcome = Result | Examined


def jobs_of(problem: ProblemFile, claims: Sequence[RawClaim]) -> list[Job]:
    """The jobs of one file, its declarations first."""
    return [Job(problem), *(Job(problem, claim) for claim in claims)]


def decide(
    jobs: Sequence[Job],
    settings: Settings,
    deliver: Callable[[int, Outcome], None],
    tick: Callable[[], None] | None = None,
    cache: Cache | None = None,
) -> None:
    """Decide every job in worker processes; outcomes are delivered by the job's number as they are ready.

    What the ``cache`` knows is not decided again.
    """
    if cache is not None:
        from derivcheck.engine.running.remembered import decide_the_rest

        decide_the_rest(jobs, settings, deliver, tick, cache)
        return
    if not is_prepared():
        # Imported before there are workers, so that they inherit it and need not import it one by one.
        importlib.import_module(DECIDER)

    def deliver_outcome(number: int, answer: Outcome | Lost) -> None:
        deliver(number, _outcome_of_loss(jobs[number], answer) if isinstance(answer, Lost) else answer)

    run(partial(outcome, settings.deadline), jobs, settings, deliver_outcome, tick)


def outcome(deadline: float, job: Job) -> Outcome:
    """What becomes of a job, worked out in this process."""
    from derivcheck.engine.check import check_claim

    if job.claim is None:
        return examined(job)
    return check_claim(job.problem, job.claim, job.problem.source, deadline)


def located(complaint: Complaint, source: Source) -> Located:
    """A complaint with its place worked out for a reader; the part that is marked ends with its first line."""
    line, column = source.position(complaint.span.start)
    text = source.line(line)
    length = max(1, min(complaint.span.end - complaint.span.start, len(text) - column + 1))
    return Located(complaint.message, line, column, column + length, text, complaint.hint)


def examined(job: Job) -> Examined:
    """What is wrong with the declarations of a job's file."""
    from derivcheck.language.problem import check_environment

    try:
        check_environment(job.problem)
    except LanguageError as error:
        return Examined(tuple(located(complaint, job.problem.source) for complaint in error.complaints))
    return Examined(())


def _outcome_of_loss(job: Job, lost: Lost) -> Outcome:
    """A claim whose worker was lost is unknown; a file whose declarations cannot even be examined has an error."""
    source = job.problem.source
    if job.claim is None:
        error = Located(f"the declarations could not be examined: {lost.reason}", 1, 1, 2, source.line(1))
        return Examined((error,), lost.reason if lost.fault else None)
    claim = job.claim
    line, column = source.position(claim.span.start)
    return Result(
        file=source.name,
        line=line,
        column=column,
        id=claim.id,
        claim=claim.text,
        verdict="unknown",
        expected=cast(VerdictName, claim.expect),  # the form of the file was checked
        expected_step=claim.first_wrong_step,
        reason=lost.reason,
        fault=lost.reason if lost.fault else None,
    )
