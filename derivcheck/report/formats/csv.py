"""Comma-separated values for spreadsheets: one line a submission, or one line a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from derivcheck.grading.result import ClassReport, number
from derivcheck.report.model import Canvas, Format, Report
from derivcheck.report.text import brief, plain, without_commands

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report, canvas: Canvas) -> str:
    """File, claim, verdict, what was expected, and what there is to say."""
    rows = [
        [r.file, str(r.line), r.id, r.verdict, r.expected, "yes" if r.as_expected else "no", brief(r)]
        for r in report.results
    ]
    return _table(["file", "line", "id", "verdict", "expected", "as expected", "detail"], rows)


def grades(report: ClassReport, canvas: Canvas) -> str:
    """Who, how many points in all and for each question, and what a person has to look at."""
    head = ["student", "file", "points", "possible", "pending", "needs person", *(q.id for q in report.questions)]
    rows = [
        [
            s.student,
            s.file,
            "" if s.errors else number(s.points),
            number(s.possible),
            number(s.pending),
            "yes" if s.needs_person else "no",
            *("" if s.errors or q.status == "review" else number(q.points) for q in s.questions),
        ]
        for s in report.submissions
    ]
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_safe(cell) for cell in row] for row in (head, *rows))
    return out.getvalue()


def _safe(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = without_commands(plain(cell))
    return f"'{text}" if text.startswith(_FORMULA) else text


FORMAT = Format("csv", "comma-separated, for spreadsheets", render, grades)
