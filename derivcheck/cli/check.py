"""``derivcheck check``: decide one statement from the command line."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from derivcheck.cli import options
from derivcheck.cli.failure import SUCCESS, UNEXPECTED, Failure
from derivcheck.cli.output import canvas, chosen_format, print_out
from derivcheck.cli.verify import exit_code
from derivcheck.diagnosis.jobs import with_diagnoses
from derivcheck.engine.running.jobs import Examined
from derivcheck.engine.running.statement import COMMAND_LINE, Statement, decide_statement
from derivcheck.report.model import FileReport, Report


def check(
    statement: Statement, timeout: float | None, memory: int | None, output_format: str | None, color: str | None
) -> int:
    """Decide the statement and print what was found; 0 if it is proved."""
    start = time.monotonic()
    given = options.project()
    limits = replace(options.settings(timeout, memory, None, given), jobs=1)
    form = chosen_format(options.first(output_format, given.output_format, otherwise="full"))
    surface = canvas(options.color(color, given), sys.stdout)
    found = decide_statement(statement, limits)
    if isinstance(found, Examined):
        file = FileReport(COMMAND_LINE, errors=found.errors, fault=found.fault)
    else:
        file = FileReport(COMMAND_LINE, results=tuple(with_diagnoses([found], [statement], limits)))
    report = Report((file,), time.monotonic() - start, single=True)
    if form.render is None:
        raise Failure(f"`{form.name}` is a format of `derivcheck grade` only")
    print_out(form.render(report, surface))
    code = exit_code(report)
    if code in (SUCCESS, UNEXPECTED):
        return SUCCESS if all(result.verdict == "proved" for result in report.results) else UNEXPECTED
    return code
