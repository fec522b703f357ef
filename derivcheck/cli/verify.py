"""``derivcheck verify``: check the claims of files and report on them."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.cli import options
from derivcheck.cli.diagnosis import WHEN, corrected, diagnosed
from derivcheck.cli.failure import FAULT, INTERRUPTED, SUCCESS, UNEXPECTED, USAGE, Failure
from derivcheck.cli.inputs import Input, Unreadable, find, read
from derivcheck.cli.output import canvas, checked_target, chosen_format, print_out, write_file
from derivcheck.cli.progress import ProgressBar
from derivcheck.engine.result import Located, Result
from derivcheck.engine.running.jobs import Examined, Job, Outcome, decide, jobs_of, located
from derivcheck.engine.running.process import description
from derivcheck.engine.running.settings import Settings
from derivcheck.language.source import LanguageError
from derivcheck.report.model import FileReport, Report

if TYPE_CHECKING:
    from derivcheck.cli.selection import Selector
    from derivcheck.engine.running.cache import Cache
    from derivcheck.language.problem import ProblemFile, RawClaim


@dataclass(frozen=True, slots=True)
class Request:
    """The options of ``verify`` as they were typed; None where they were not."""

    paths: Sequence[str] = ()
    keyword: str | None = None
    jobs: int | None = None
    timeout: float | None = None
    memory: int | None = None
    output_format: str | None = None
    output: str | None = None
    fail_on: str | None = None
    color: str | None = None
    stdin_filename: str | None = None
    diagnose: str | None = None
    no_cache: bool = False
    cache_dir: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read: its claims that were selected, or what is wrong with it."""

    name: str
    problem: ProblemFile | None = None
    claims: Sequence[RawClaim] = ()
    errors: tuple[Located, ...] = ()
    fault: str | None = None


def verify(request: Request) -> int:
    """Check what is asked for, print the report, and give the exit code. `Failure` for a wrong use."""
    start = time.monotonic()
    given = options.project()
    limits = options.settings(request.timeout, request.memory, request.jobs, given)
    form = chosen_format(options.first(request.output_format, given.output_format, otherwise="full"))
    if form.render is None:
        raise Failure(f"`{form.name}` is a format of `derivcheck grade` only")
    fail_on = options.choice(
        "--fail-on", options.first(request.fail_on, given.fail_on, otherwise="unexpected"), options.FAIL_ON
    )
    when = options.choice("--diagnose", options.first(request.diagnose, given.diagnose, otherwise=WHEN[0]), WHEN)
    color = options.color(request.color, given)
    chosen = _selector(request.keyword)
    inputs = find(request.paths or default_paths(given.paths), request.stdin_filename)
    target = checked_target(request.output, (item.path for item in inputs))

    loaded = [load(item, chosen) for item in inputs]
    if not any(file.claims or file.errors for file in loaded):
        raise Failure(f"no claim matches `-k {request.keyword}`" if request.keyword else "there are no claims")
    files, interrupted = check_files(loaded, limits, options.cache(request.no_cache, request.cache_dir, given))
    if not interrupted:
        files = corrected(diagnosed(files, loaded, limits, when))
    report = Report(files, time.monotonic() - start, interrupted)
    if target is None:
        print_out(form.render(report, canvas(color, sys.stdout)))
    else:
        write_file(target, form.render(report, canvas(color, None)))
    return exit_code(report, fail_on)


def exit_code(report: Report, fail_on: str = "unexpected") -> int:
    """The highest code that applies; an interrupted run says so whatever it found."""
    if report.interrupted:
        return INTERRUPTED
    if report.faults:
        return FAULT
    if report.broken_files:
        return USAGE
    if report.as_expected < report.total and fail_on == "unexpected":
        return UNEXPECTED
    return SUCCESS


def load(item: Input, chosen: Selector) -> Loaded:
    """Read a file and its selected claims; what is wrong with it is kept for the report."""
    from derivcheck.language.problem import load as parse

    try:
        source = read(item)
    except Unreadable as unreadable:
        return Loaded(item.name, errors=(unreadable.error,))
    try:
        problem = parse(source)
    except LanguageError as error:
        return Loaded(item.name, errors=tuple(located(c, source) for c in error.complaints))
    except Exception as error:  # our mistake; the other files are still checked
        fault = f"internal error: {description(error)}"
        return Loaded(item.name, errors=(Located(fault, 1, 1, 2, source.line(1)),), fault=fault)
    claims = [claim for claim in problem.claims if chosen(claim.id, item.name)]
    return Loaded(item.name, problem, claims)


def check_files(
    loaded: Sequence[Loaded], limits: Settings, cache: Cache | None = None
) -> tuple[tuple[FileReport, ...], bool]:
    """Decide all claims; the reports in the order of the files, and whether the run was cut short."""
    jobs: list[Job] = []
    places: list[range] = []
    for file in loaded:
        begin = len(jobs)
        if file.problem is not None and file.claims:
            jobs += jobs_of(file.problem, file.claims)
        places.append(range(begin, len(jobs)))
    outcomes: dict[int, Outcome] = {}
    bar = ProgressBar(sum(job.claim is not None for job in jobs))

    def deliver(number: int, outcome: Outcome) -> None:
        outcomes[number] = outcome
        bar.finished += isinstance(outcome, Result)

    interrupted = False
    gc.freeze()  # what is loaded by now stays, and workers need no copy of their own of it
    gc.enable()
    try:
        decide(jobs, limits, deliver, bar.tick if bar.visible else None, cache)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        bar.close()
    reports = (
        _file_report(file, [outcomes[number] for number in place if number in outcomes])
        for file, place in zip(loaded, places, strict=True)
    )
    return tuple(reports), interrupted


def _file_report(file: Loaded, outcomes: Sequence[Outcome]) -> FileReport:
    results = tuple(outcome for outcome in outcomes if isinstance(outcome, Result))
    examined = next((outcome for outcome in outcomes if isinstance(outcome, Examined)), Examined(()))
    title = file.problem.title if file.problem is not None else None
    return FileReport(file.name, title, results, file.errors + examined.errors, file.fault or examined.fault)


def _selector(expression: str | None) -> Selector:
    if expression is None:
        return lambda id, file: True
    from derivcheck.cli.selection import SelectionError, selector

    try:
        return selector(expression)
    except SelectionError as error:
        hint = "an example: -k 'softmax and not (jacobian or slip)'"
        raise Failure(f"-k {expression}: {error}", hint) from None


def default_paths(configured: list[str] | None) -> Sequence[str]:
    """What is meant where no path is given: the project's own paths, else `problems`."""
    if configured is not None:
        return configured
    if not os.path.exists("problems"):
        raise Failure("there is no `problems` here", "name problem files or directories")
    return ["problems"]
