"""``derivcheck grade``: check the assignment, read what was handed in, and report points."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from derivcheck.cli import options
from derivcheck.cli.failure import FAULT, SUCCESS, UNEXPECTED, Failure
from derivcheck.cli.handed_in import find, read
from derivcheck.cli.inputs import Input
from derivcheck.cli.output import canvas, checked_target, chosen_format, print_out, write_file
from derivcheck.cli.progress import ProgressBar
from derivcheck.cli.verify import check_files, load
from derivcheck.engine.running.cache import Cache
from derivcheck.engine.running.settings import Settings
from derivcheck.grading.grade import DIAGNOSIS_SECONDS, Assignment, Graded
from derivcheck.grading.grade import grade as graded
from derivcheck.grading.result import ClassReport
from derivcheck.grading.scoring import asked
from derivcheck.grading.submission import Submission

AUDIENCES = ["teacher", "student"]
FAIL_ON = ["review", "wrong", "never"]
SUBMISSION_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Request:
    """The options of ``grade`` as they were typed; None where they were not."""

    assignment: str
    submissions: Sequence[str]
    output_format: str | None = None
    output: str | None = None
    audience: str | None = None
    fail_on: str | None = None
    jobs: int | None = None
    timeout: float | None = None
    submission_timeout: float | None = None
    diagnosis_timeout: float | None = None
    memory: int | None = None
    color: str | None = None
    no_cache: bool = False
    cache_dir: str | None = None


def grade(request: Request) -> int:
    """Grade what was handed in, print the report, and give the exit code. `Failure` for a wrong use."""
    start = time.monotonic()
    given = options.project()
    limits = options.settings(request.timeout, request.memory, request.jobs, given)
    form = chosen_format(options.first(request.output_format, otherwise="full"))
    if form.grades is None:
        raise Failure(f"`{form.name}` is a format of `derivcheck verify` only")
    fail_on = options.choice("--fail-on", options.first(request.fail_on, otherwise="review"), FAIL_ON)
    audience = options.choice("--audience", options.first(request.audience, otherwise=form.audience), AUDIENCES)
    color = options.color(request.color, given)
    cache = options.cache(request.no_cache, request.cache_dir, given)
    target = checked_target(request.output, ())
    items = find(request.submissions, {request.assignment, *([request.output] if request.output else [])})

    whole = _seconds("--submission-timeout", request.submission_timeout, SUBMISSION_SECONDS)
    diagnosis = _seconds("--diagnosis-timeout", request.diagnosis_timeout, DIAGNOSIS_SECONDS)
    if not whole:
        raise Failure("--submission-timeout 0: the time limit must be more than 0 seconds")

    assignment = checked_assignment(request.assignment, limits, cache)
    limits = replace(limits, timeout=min(limits.timeout, share(assignment, whole)))
    submissions = [read(item, assignment.known) for item in items]
    found = _graded(assignment, submissions, limits, cache, diagnosis)
    problem = assignment.problem
    report = ClassReport(
        problem.source.name,
        problem.title,
        tuple(asked(question) for question in assignment.questions),
        found.submissions,
        (*assignment.warnings(), *_out_of_time(found)),
        time.monotonic() - start,
    )
    shown = report.for_students() if audience == "student" else report
    if target is None:
        print_out(form.grades(shown, canvas(color, sys.stdout)))
    else:
        write_file(target, form.grades(shown, canvas(color, None)))
    return exit_code(report, fail_on)


def _out_of_time(found: Graded) -> tuple[str, ...]:
    if not found.unnamed:
        return ()
    answers = "one wrong answer was" if found.unnamed == 1 else f"{found.unnamed} different wrong answers were"
    return (f"{answers} not looked into for the mistake's name: --diagnosis-timeout ran out",)


def share(assignment: Assignment, seconds: float) -> float:
    """An answer's part of the time for a submission; one that is carried forward is decided twice."""
    return seconds / sum(2 if question.depends_on else 1 for question in assignment.questions)


def _seconds(option: str, given: float | None, default: float) -> float:
    value = default if given is None else given
    if not 0 <= value <= 1e6:
        raise Failure(f"{option} {value:g}: a number of seconds from 0 to a million is due")
    return value


def exit_code(report: ClassReport, fail_on: str) -> int:
    """Whether a person has to look at something, or points were lost, as far as that matters."""
    if any("internal fault" in r.text for s in report.submissions for q in s.questions for r in q.remarks):
        return FAULT
    if fail_on == "never":
        return SUCCESS
    lost = any(s.points < s.possible for s in report.submissions)
    unsettled = any(s.needs_person for s in report.submissions)
    return UNEXPECTED if unsettled or (fail_on == "wrong" and lost) else SUCCESS


def checked_assignment(path: str, limits: Settings, cache: Cache | None) -> Assignment:
    """The assignment with its references decided. `Failure` if it is wrong: then nobody can be graded."""
    from derivcheck.cli.inputs import find as find_problem

    item: Input = find_problem([path])[0]
    loaded = load(item, lambda id, file: True)
    if loaded.problem is not None and not loaded.problem.questions:
        raise Failure(f"`{path}` has no `questions`, so there is nothing to grade", "see `derivcheck new assignment`")
    (file,), interrupted = check_files([loaded], limits, cache)
    if interrupted:
        raise KeyboardInterrupt
    if file.errors or loaded.problem is None:
        error = (file.errors or loaded.errors)[0]
        place = f"{item.name}:{error.line}:{error.column}"
        raise Failure(f"the assignment is wrong: {place}: {error.message}", f"see `derivcheck verify {path}`")
    assignment = Assignment(loaded.problem, {result.id: result for result in file.results})
    wrong = assignment.refuted()
    if wrong:
        names = ", ".join(f"`{name}`" for name in wrong)
        raise Failure(f"nobody can be graded: the reference of {names} is wrong", f"see `derivcheck verify {path}`")
    return assignment


def _graded(
    assignment: Assignment,
    submissions: Sequence[Submission],
    limits: Settings,
    cache: Cache | None,
    diagnosis: float,
) -> Graded:
    bar = ProgressBar(len(submissions))
    gc.freeze()
    gc.enable()
    try:
        return graded(assignment, submissions, limits, cache, bar.tick if bar.visible else None, diagnosis)
    finally:
        bar.close()
