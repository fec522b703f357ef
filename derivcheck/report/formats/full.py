"""For reading: file by file, a line for what is as expected and the whole story of what is not."""

from __future__ import annotations

from derivcheck.engine.result import Result
from derivcheck.report.block import block
from derivcheck.report.excerpt import excerpts
from derivcheck.report.grades import full as grades
from derivcheck.report.layout import cells, hanging, wrap
from derivcheck.report.model import Canvas, FileReport, Format, Report
from derivcheck.report.style import mark, paint
from derivcheck.report.summary import summary
from derivcheck.report.telling import render as explanations
from derivcheck.report.text import brief, clip, plain, without_commands

_LONGEST_BRIEF = 300
_BLOCK = 6  # where the story of a claim begins
_NAME = 13  # where the name of a claim begins, and what is said about it on further lines


def render(report: Report, canvas: Canvas) -> str:
    """The report for a person at a terminal of the canvas's width."""
    if report.single:
        lines = [line for file in report.files for line in _single(file, canvas)]
        return without_commands("\n".join(lines) + "\n")
    lines = []
    for file in report.files:
        if file.results or file.errors:  # an interrupted run has not come to all of them
            lines += [*_file(file, canvas), ""]
    return without_commands("\n".join([*lines, *summary(report, canvas, canvas.width)]) + "\n")


def _file(file: FileReport, canvas: Canvas) -> list[str]:
    name = plain(file.name)
    head = paint(name, "title", canvas.color) + "  "
    lines = hanging(head, cells(name) + 2, plain(file.title or ""), canvas)
    lines += excerpts(file.name, file.errors, 2, canvas)
    for result in file.results:
        lines += _claim(result, file, canvas)
    return lines


def _claim(result: Result, file: FileReport, canvas: Canvas) -> list[str]:
    """The verdict on a claim and its name, with its story if it is not as expected."""
    if result.as_expected:
        return _named(result, "proved", result.verdict, clip(brief(result), _LONGEST_BRIEF), canvas)
    expected = result.expectation if result.fault is None else "internal fault"
    lines = _named(result, "unexpected", "unexpected", expected, canvas)
    if result.errors and set(result.errors) <= set(file.errors):
        return [*lines, " " * _BLOCK + "because of what is wrong with the file's declarations, see above"]
    return lines + block(result, result.file, _BLOCK, canvas)


def _named(result: Result, mark_style: str, style: str, text: str, canvas: Canvas) -> list[str]:
    """Mark, verdict and name, and a text beside them if it fits there, under the name if not."""
    name = plain(result.id)
    verdict = paint(result.verdict.ljust(_NAME - 6), style, canvas.color)
    head = f"  {paint(mark(result, canvas), mark_style, canvas.color)} {verdict}  {name}"
    if _NAME + cells(name) + 2 + cells(text) <= canvas.width:
        return [f"{head}  {text}".rstrip()]
    margin = " " * min(_NAME, canvas.width // 4)
    return [head, *(margin + line for line in wrap(text, canvas.width - len(margin)))]


def _single(file: FileReport, canvas: Canvas) -> list[str]:
    """The one statement of ``derivcheck check``: no file, no counting, always the whole story."""
    lines = excerpts(None, file.errors, 0, canvas)
    for result in file.results:
        verdict = "internal fault" if result.fault is not None else result.verdict
        lines += [paint(verdict, "good" if result.verdict == "proved" else "unexpected", canvas.color)]
        lines += block(result, None, 2, canvas)
    return lines


FORMAT = Format("full", "for reading: what is not as expected is explained", render, grades, explanations=explanations)
