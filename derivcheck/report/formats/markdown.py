"""Markdown, for job summaries and for handing back: tables, and the reasons below them."""

from __future__ import annotations

from derivcheck.grading.result import ClassReport, SubmissionGrade
from derivcheck.report.explained import markdown
from derivcheck.report.explanation import Explanation
from derivcheck.report.grading import WORDS, details, histogram, name, notes, score_of, total_of, verdict
from derivcheck.report.markup import escaped
from derivcheck.report.model import Canvas, FileReport, Format, Report
from derivcheck.report.text import brief, clip, counted

_MOST_BYTES = 1_000_000  # a job summary takes 1 MiB
_CUT = "\n\n*The rest of this report is left out: it is too long.*\n"
_LONGEST = 300


def render(report: Report, canvas: Canvas) -> str:
    """A table for each file; what is not as expected stands first in its row."""
    parts = [f"**{counted(report.total, 'claim')}, {report.as_expected} as expected**\n"]
    parts += [_file(file) for file in report.files]
    return _cut("\n".join(parts))


def _file(file: FileReport) -> str:
    lines = [f"### {escaped(file.name)}", ""]
    lines += [f"- line {e.line}: {escaped(e.message)}" for e in file.errors]
    if file.results:
        lines += ["", "| | claim | verdict | |", "| --- | --- | --- | --- |"]
    for result in file.results:
        mark = "✓" if result.as_expected else "✗"
        said = escaped(clip(brief(result), _LONGEST))
        wanted = "" if result.as_expected else f"{escaped(result.expectation)}; "
        lines.append(f"| {mark} | {escaped(result.id)} | {result.verdict} | {wanted}{said} |")
    return "\n".join([*lines, ""])


def grades(report: ClassReport, canvas: Canvas) -> str:
    """Every submission with its reasons; the class at a glance if there are several."""
    lines = [f"## {escaped(report.title or report.file)}", ""]
    lines += [f"> {escaped(text)}" for text in report.warnings]
    if len(report.submissions) > 1:
        lines += _overview(report)
    for grade in report.submissions:
        lines += [*_submission(report, grade), ""]
    return _cut("\n".join(lines) + "\n")


def _overview(report: ClassReport) -> list[str]:
    ids = [escaped(q.id) for q in report.questions]
    lines = ["| who | points | " + " | ".join(ids) + " |", "| --- | ---: |" + " --- |" * len(ids)]
    for grade in report.submissions:
        cells = [score_of(q) for q in grade.questions] if not grade.errors else ["unreadable"] * len(ids)
        lines.append(f"| {escaped(name(grade))} | {total_of(grade)} | " + " | ".join(cells) + " |")
    lines += ["", "| question | how it came out | how often |", "| --- | --- | --- |"]
    for question, counts in histogram(report):
        for word, count in counts:
            lines.append(f"| {escaped(question)} | {escaped(word)} | {'█' * min(count, 60)} {count} |")
    return [*lines, ""]


def _submission(report: ClassReport, grade: SubmissionGrade) -> list[str]:
    lines = [f"### {escaped(name(grade))}: {total_of(grade)}", ""]
    lines += [f"- {escaped(text)}" for text in notes(grade)]
    if not grade.errors:
        for question in grade.questions:
            title = question.question.title or question.question.id
            lines.append(f"- **{escaped(title)}** {score_of(question)} {WORDS[question.status]}")
            lines += [f"  - {escaped(text)}" for text in details(question)]
    said = verdict(report, grade)
    return [*lines, "", escaped(said)] if said else lines


def explanations(explanation: Explanation, canvas: Canvas) -> str:
    """One claim with its derivation in LaTeX."""
    return _cut(markdown(explanation))


def _cut(text: str) -> str:
    data = text.encode()
    if len(data) <= _MOST_BYTES:
        return text
    return data[:_MOST_BYTES].decode(errors="ignore").rpartition("\n")[0] + _CUT


FORMAT = Format("markdown", "tables, for job summaries and for handing back", render, grades, explanations=explanations)
