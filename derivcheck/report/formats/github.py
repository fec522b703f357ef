"""Annotations of GitHub's workflows: ``::error file=…,line=…::message``, which stand beside the line they are about.

What strangers wrote is escaped: no text can begin a command of its own.
"""

from __future__ import annotations

from derivcheck.engine.result import Located, Result
from derivcheck.grading.result import ClassReport, QuestionGrade, SubmissionGrade
from derivcheck.report.grading import WORDS, details, notes, score_of, total_of, verdict
from derivcheck.report.model import Canvas, Format, Report
from derivcheck.report.text import brief, clip, counted, plain

_LONGEST = 1000


def render(report: Report, canvas: Canvas) -> str:
    """An annotation for each claim that is not as expected and for each error of a file."""
    lines = [_of_error(file.name, error) for file in report.files for error in file.errors]
    lines += [_of_result(result) for result in report.results if not result.as_expected]
    lines.append(f"derivcheck: {counted(report.total, 'claim')}, {report.as_expected} as expected")
    return "\n".join(lines) + "\n"


def grades(report: ClassReport, canvas: Canvas) -> str:
    """An annotation for each question that has lost points, and a line of points for each submission."""
    lines = [line for grade in report.submissions for line in _of_submission(grade)]
    for grade in report.submissions:
        said = verdict(report, grade)
        lines.append(f"derivcheck: {_one_line(grade.file)}: {total_of(grade)}" + (f", {said}" if said else ""))
    return "\n".join(lines) + "\n"


def _of_result(result: Result) -> str:
    message = f"{result.verdict}, {result.expectation}: {brief(result)}"
    level = "warning" if result.verdict == "unknown" else "error"
    return _command(level, result.file, result.line, result.column, result.id, message)


def _of_error(file: str, error: Located) -> str:
    return _command("error", file, error.line, error.column, "error", error.message)


def _of_submission(grade: SubmissionGrade) -> list[str]:
    lines = [_command("error", grade.file, 1, 1, "submission", text) for text in notes(grade)]
    if grade.errors:
        return lines
    return [*lines, *(_of_question(grade.file, q) for q in grade.questions if q.status != "right")]


def _of_question(file: str, grade: QuestionGrade) -> str:
    level = "warning" if grade.status == "review" else "error"
    message = "\n".join([f"{score_of(grade)} {WORDS[grade.status]}", *details(grade)])
    return _command(level, file, grade.line or 1, 1, grade.question.id, message)


def _command(level: str, file: str, line: int, column: int, title: str, message: str) -> str:
    properties = f"file={_property(file)},line={line},col={column},title={_property(title)}"
    return f"::{level} {properties}::{_data(clip(message, _LONGEST))}"


def _data(text: str) -> str:
    lines = [plain(line) for line in text.split("\n")]
    return "\n".join(lines).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")


def _one_line(text: str) -> str:
    """A name within a line that is no command."""
    return plain(text).replace("::", ": :").replace("##[", "## [")


FORMAT = Format("github", "annotations of GitHub's workflows", render, grades, "student")
