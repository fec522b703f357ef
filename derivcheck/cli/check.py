"""``derivcheck check``: decide one statement from the command line."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from derivcheck.cli import options
from derivcheck.cli.failure import SUCCESS, UNEXPECTED
from derivcheck.cli.output import canvas, chosen_format, print_out
from derivcheck.cli.verify import Loaded, check_files, exit_code
from derivcheck.engine.jobs import located
from derivcheck.language.source import LanguageError, Source
from derivcheck.report.model import Report


@dataclass(frozen=True, slots=True)
class Question:
    """A statement and what its names mean, as typed."""

    claim: str
    declare: Sequence[str] = ()
    define: Sequence[str] = ()
    given: Sequence[str] = ()
    timeout: float | None = None
    memory: int | None = None
    output_format: str | None = None
    color: str | None = None


def check(question: Question) -> int:
    """Decide the statement and print what was found; 0 if it is proved."""
    start = time.monotonic()
    given = options.project()
    limits = replace(options.settings(question.timeout, question.memory, None, given), jobs=1)
    form = chosen_format(options.first(question.output_format, given.output_format, otherwise="full"))
    color = options.color(question.color, given)
    files, interrupted = check_files([_loaded(question)], limits)
    report = Report(files, time.monotonic() - start, interrupted, single=True)
    print_out(form.render(report, canvas(color, sys.stdout)))
    code = exit_code(report)
    if code in (SUCCESS, UNEXPECTED):
        return SUCCESS if all(result.verdict == "proved" for result in report.results) else UNEXPECTED
    return code


def _loaded(question: Question) -> Loaded:
    from derivcheck.language.problem import COMMAND_LINE, single

    try:
        problem = single(question.claim, question.declare, question.define, question.given)
    except LanguageError as error:
        # The texts as `single` puts them together, so that its positions point at the right one.
        typed = "\n".join([question.claim, *question.given, *question.declare, *question.define])
        source = Source(COMMAND_LINE, typed)
        return Loaded(COMMAND_LINE, errors=tuple(located(complaint, source) for complaint in error.complaints))
    return Loaded(COMMAND_LINE, problem, problem.claims)
