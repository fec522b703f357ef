"""The last lines of a report: how many claims, how they came out, how long it took."""

from __future__ import annotations

from derivcheck.report.model import VERDICTS, Canvas, Report
from derivcheck.report.style import paint
from derivcheck.report.text import counted


def summary(report: Report, canvas: Canvas, width: int | None = None) -> list[str]:
    """One line of counts, in as many as needed if a width is given, and one for what must not be overlooked."""
    lines = _joined(_counts(report), " · " if canvas.unicode else " - ", canvas, width)
    if report.faults:
        text = f"{counted(report.faults, 'internal fault')}: please report this; no verdict was made of it."
        lines.append(paint(text, "unexpected", canvas.color))
    if report.interrupted:
        lines.append(paint("Interrupted: the claims that were not finished are missing.", "unexpected", canvas.color))
    return lines


#: Words and the style in which they are painted, if any.
_Phrase = tuple[str, str | None]


def _counts(report: Report) -> list[list[_Phrase]]:
    """The parts of the line, each of phrases with a style."""
    verdicts: list[_Phrase] = []
    for verdict in VERDICTS:
        if report.count(verdict):
            verdicts += [(", " if verdicts else ": ", None), (f"{report.count(verdict)} {verdict}", verdict)]
    parts: list[list[_Phrase]] = [[(counted(report.total, "claim") if report.total else "no claims", None), *verdicts]]
    if report.total:
        good = report.as_expected == report.total and not (report.broken_files or report.interrupted)
        parts.append([(f"{report.as_expected} of {report.total} as expected", "good" if good else "unexpected")])
    if report.broken_files:
        parts.append([(f"{counted(report.broken_files, 'file')} with errors", "unexpected")])
    return [*parts, [(f"{report.seconds:.2f} s", None)]]


def _joined(parts: list[list[_Phrase]], separator: str, canvas: Canvas, width: int | None) -> list[str]:
    lines: list[str] = []
    used = 0
    for part in parts:
        length = sum(len(text) for text, _ in part)
        painted = "".join(paint(text, style, canvas.color) if style else text for text, style in part)
        if lines and (width is None or used + len(separator) + length <= width):
            lines[-1] += separator + painted
            used += len(separator) + length
        else:
            lines.append(painted)
            used = length
    return lines
