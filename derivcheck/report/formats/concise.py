"""One line for each claim, ``file:line:column: verdict id: message``, and a line that counts them."""

from __future__ import annotations

from derivcheck.engine.result import Located, Result
from derivcheck.report.grades import concise as grades
from derivcheck.report.model import Canvas, Format, Report
from derivcheck.report.style import paint
from derivcheck.report.summary import summary
from derivcheck.report.text import brief, clip, plain, without_commands

_LONGEST_MESSAGE = 400


def render(report: Report, canvas: Canvas) -> str:
    """The report for grep, editors and logs; never wrapped, whatever the width."""
    lines = []
    for file in report.files:
        lines += [_error_line(file.name, error, canvas) for error in file.errors]
        lines += [_result_line(result, canvas) for result in file.results]
    lines += summary(report, canvas)
    return without_commands("\n".join(lines) + "\n")


def _result_line(result: Result, canvas: Canvas) -> str:
    verdict = paint(result.verdict, result.verdict if result.as_expected else "unexpected", canvas.color)
    expectation = "" if result.as_expected else result.expectation
    if result.as_expected and result.verdict != "proved":
        expectation = "as expected"
    if result.fault is not None:
        expectation = "internal fault"
    message = "; ".join(part for part in (expectation, clip(brief(result), _LONGEST_MESSAGE)) if part)
    place = f"{plain(result.file)}:{result.line}:{result.column}:"
    return f"{place} {verdict} {plain(result.id)}" + (f": {message}" if message else "")


def _error_line(file: str, error: Located, canvas: Canvas) -> str:
    hint = f" ({plain(error.hint)})" if error.hint else ""
    message = clip(plain(error.message) + hint, _LONGEST_MESSAGE)
    return f"{plain(file)}:{error.line}:{error.column}: {paint('error', 'unexpected', canvas.color)}: {message}"


FORMAT = Format("concise", "one line a claim, for grep, editors and logs", render, grades)
