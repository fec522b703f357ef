"""The mistakes in wrong answers by name, after all points are known: a diagnosis takes none and gives none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from derivcheck.diagnosis.jobs import diagnosed
from derivcheck.engine.result import LinkResult, Result
from derivcheck.engine.running.jobs import Job
from derivcheck.engine.running.settings import Settings
from derivcheck.grading.derivations import as_derivation, is_derivation
from derivcheck.grading.judgement import Judgement
from derivcheck.grading.task import Task
from derivcheck.language.reference import equation

_SHARE = 0.4  # of the usual effort, for each wrong answer


def with_mistakes(
    found: Sequence[Judgement], tasks: Sequence[Task], settings: Settings, seconds: float
) -> list[Judgement]:
    """The judgements, the wrong steps of which have the names of their mistakes as far as they have one.

    It ends after ``seconds``; those that are first have the best chance, and the others are ``undiagnosed``.
    """
    until = time.monotonic() + seconds
    results = [_result(judgement, task) for judgement, task in zip(found, tasks, strict=True)]
    jobs = [_job(task) for task in tasks]
    named, late = diagnosed(results, jobs, settings, _SHARE, until)
    done = [_with(judgement, result) for judgement, result in zip(found, named, strict=True)]
    return [replace(judgement, undiagnosed=k in late) for k, judgement in enumerate(done)]


def _job(task: Task) -> Job:
    if is_derivation(task.text.text):
        return Job(task.problem, task.claim(None, as_derivation(task.text)))
    return Job(task.problem, task.claim(equation(task.question.ask, task.text)))


def _result(found: Judgement, task: Task) -> Result:
    """As much of a result as a diagnosis asks for: what is wrong, and where."""
    own = [step for step in found.steps if not step.joint]
    wrong = next((k for k, step in enumerate(own, 1) if step.verdict == "refuted"), None)
    links = tuple(LinkResult(k, step.text, step.verdict, 0) for k, step in enumerate(own, 1) if step.line is not None)
    verdict = "refuted" if wrong is not None else "unknown"
    text = task.text.text
    return Result("", 1, 1, task.question.id, text, verdict, "proved", first_wrong_step=wrong, links=links)  # type: ignore[arg-type]


def _with(found: Judgement, named: Result) -> Judgement:
    if not named.links:
        steps = tuple(replace(step, diagnosis=named.diagnosis) for step in found.steps)
        return replace(found, steps=steps) if named.diagnosis else found
    mistakes = iter(link.diagnosis for link in named.links)
    return replace(
        found, steps=tuple(step if step.joint else replace(step, diagnosis=next(mistakes)) for step in found.steps)
    )
