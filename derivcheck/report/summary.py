"""The last lines of a report: how many claims, how they came out, how long it took."""

from __future__ import annotations

from derivcheck.report.model import VERDICTS, Canvas, Report
from derivcheck.report.style import paint
from derivcheck.report.text import counted


def summary(report: Report, canvas: Canvas) -> list[str]:
    """One line of counts; a second one for what must not be overlooked."""
    lines = [_counts(report, canvas)]
    if report.faults:
        text = f"{counted(report.faults, 'internal fault')}: please report this; no verdict was made of it."
        lines.append(paint(text, "unexpected", canvas.color))
    if report.interrupted:
        lines.append(paint("Interrupted: the claims that were not finished are missing.", "unexpected", canvas.color))
    return lines


def _counts(report: Report, canvas: Canvas) -> str:
    dot = " · " if canvas.unicode else " - "
    verdicts = [
        paint(f"{report.count(verdict)} {verdict}", verdict, canvas.color)
        for verdict in VERDICTS
        if report.count(verdict)
    ]
    parts = [f"{counted(report.total, 'claim')}: {', '.join(verdicts)}" if verdicts else "no claims"]
    if report.total:
        good = report.as_expected == report.total and not report.broken_files
        expected = f"{report.as_expected} of {report.total} as expected"
        parts.append(paint(expected, "good" if good else "unexpected", canvas.color))
    if report.broken_files:
        parts.append(paint(f"{counted(report.broken_files, 'file')} with errors", "unexpected", canvas.color))
    parts.append(f"{report.seconds:.2f} s")
    return dot.join(parts)
