"""For reading: file by file, a line for what is as expected and the whole story of what is not."""

from __future__ import annotations

from derivcheck.engine.result import Result
from derivcheck.report.block import block
from derivcheck.report.excerpt import excerpt
from derivcheck.report.layout import cells, hanging
from derivcheck.report.model import Canvas, FileReport, Format, Report
from derivcheck.report.style import mark, paint
from derivcheck.report.summary import summary
from derivcheck.report.text import brief, clip, plain

_WIDEST_ID = 36  # a longer id gets a line of its own
_LONGEST_BRIEF = 300
_BLOCK = 6  # where the story of a claim begins


def render(report: Report, canvas: Canvas) -> str:
    """The report for a person at a terminal of the canvas's width."""
    if report.single:
        lines = [line for file in report.files for line in _single(file, canvas)]
        return "\n".join(lines) + "\n"
    lines = []
    for file in report.files:
        lines += [*_file(file, canvas), ""]
    return "\n".join([*lines, *summary(report, canvas, canvas.width)]) + "\n"


def _file(file: FileReport, canvas: Canvas) -> list[str]:
    name = plain(file.name)
    head = paint(name, "title", canvas.color) + "  "
    lines = hanging(head, cells(name) + 2, plain(file.title or ""), canvas)
    for error in file.errors:
        lines += excerpt(file.name, error, 2, canvas)
    widths = [cells(plain(result.id)) for result in file.results]
    widest = max((width for width in widths if width <= min(_WIDEST_ID, canvas.width // 2 - 8)), default=0)
    for result in file.results:
        lines += _claim(result, widest, canvas)
    return lines


def _claim(result: Result, widest: int, canvas: Canvas) -> list[str]:
    """The name of a claim and its verdict, with its story if it is not as expected."""
    name = plain(result.id)
    style = "proved" if result.as_expected else "unexpected"
    head = f"  {paint(mark(result, canvas), style, canvas.color)} {name}"
    width = 4 + cells(name)
    above = []
    if cells(name) > widest:
        above, head, width = [head], "", 0
    head += " " * (widest + 6 - width)
    verdict, text = _verdict(result)
    head += paint(verdict, result.verdict if result.as_expected else "unexpected", canvas.color) + " "
    lines = above + hanging(head, widest + 7 + len(verdict), text, canvas)
    return lines if result.as_expected else lines + block(result, result.file, _BLOCK, canvas)


def _verdict(result: Result) -> tuple[str, str]:
    """The word for the verdict and what follows it on the line."""
    if result.fault is not None:
        return "internal fault:", f"{result.verdict}, expected {result.expected}"
    if not result.as_expected:
        return f"{result.verdict},", f"expected {result.expected}"
    text = clip(brief(result), _LONGEST_BRIEF)
    flows = not text or text.startswith(("at ", "where "))  # "refuted at x = 1", but "unknown: no idea"
    return result.verdict + ("" if flows else ":"), text


def _single(file: FileReport, canvas: Canvas) -> list[str]:
    """The one statement of ``derivcheck check``: no file, no counting, always the whole story."""
    lines = []
    for error in file.errors:
        lines += excerpt(None, error, 0, canvas)
    for result in file.results:
        verdict = "internal fault" if result.fault is not None else result.verdict
        lines += [paint(verdict, "good" if result.verdict == "proved" else "unexpected", canvas.color)]
        lines += block(result, None, 2, canvas)
    return lines


FORMAT = Format("full", "for reading: what is not as expected is explained", render)
