"""Grades for people at a terminal: submission by submission, then the class at a glance."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.grading.result import ClassReport, QuestionGrade, SubmissionGrade, number
from derivcheck.report.excerpt import excerpts
from derivcheck.report.grading import WORDS, details, histogram, name, notes, score_of, total_of, verdict
from derivcheck.report.layout import cells, hanging
from derivcheck.report.model import Canvas
from derivcheck.report.style import paint
from derivcheck.report.text import counted, plain, without_commands

_BAR = 24
_STYLES = {"right": "proved", "partial": "unknown", "review": "unknown", "form": "unknown"}


def full(report: ClassReport, canvas: Canvas) -> str:
    """Every submission with its reasons, and an overview if there are several."""
    lines = _head(report, canvas)
    for submission in report.submissions:
        lines += [*_submission(report, submission, canvas), ""]
    if len(report.submissions) > 1:
        lines += _overview(report, canvas)
    return without_commands("\n".join([*lines, *_summary(report, canvas)]) + "\n")


def concise(report: ClassReport, canvas: Canvas) -> str:
    """One line for each question of each submission."""
    lines = []
    for submission in report.submissions:
        lines += [f"{plain(submission.file)}:1: {text}" for text in notes(submission)]
        for grade in submission.questions:
            said = "; ".join(details(grade)[-2:])
            place = f"{plain(submission.file)}:{grade.line or 1}: {score_of(grade)}"
            lines.append(f"{place} {plain(grade.question.id)} {WORDS[grade.status]}: {said}".rstrip(": "))
        if report.concealed and (said := verdict(report, submission)):
            lines.append(f"{plain(submission.file)}:1: {said}")
    return without_commands("\n".join([*lines, *_summary(report, canvas)]) + "\n")


def _head(report: ClassReport, canvas: Canvas) -> list[str]:
    head = paint(plain(report.file), "title", canvas.color) + "  "
    lines = hanging(head, cells(plain(report.file)) + 2, plain(report.title or ""), canvas)
    lines += [paint(f"  warning: {plain(text)}", "unexpected", canvas.color) for text in report.warnings]
    return [*lines, ""]


def _submission(report: ClassReport, grade: SubmissionGrade, canvas: Canvas) -> list[str]:
    title = paint(name(grade), "title", canvas.color)
    lines = [f"{title}  {total_of(grade)}  {paint(plain(grade.file), 'label', canvas.color)}"]
    lines += excerpts(grade.file, grade.errors, 2, canvas)
    lines += [line for text in notes(grade)[len(grade.errors) :] for line in hanging("  note: ", 8, text, canvas)]
    for question in () if grade.errors else grade.questions:
        lines += _question(question, canvas)
    said = verdict(report, grade)
    return [*lines, f"  {said}"] if said and not grade.errors else lines


def _question(grade: QuestionGrade, canvas: Canvas) -> list[str]:
    good = grade.status == "right"
    mark = ("✓" if canvas.unicode else "+") if good else ("✗" if canvas.unicode else "x")
    style = _STYLES.get(grade.status, "unexpected")
    words = "" if good else f"  {WORDS[grade.status]}"
    head = f"  {paint(mark, style, canvas.color)} {score_of(grade).ljust(7)} {plain(grade.question.id)}"
    lines = [head + paint(words, style, canvas.color) if words else head]
    for text in details(grade, canvas.unicode):
        lines += hanging(" " * 12, 12, text, canvas)
    return lines


def _overview(report: ClassReport, canvas: Canvas) -> list[str]:
    width = max((cells(name(s)) for s in report.submissions), default=0)
    lines = [paint("The class", "title", canvas.color)]
    for grade in report.submissions:
        share = float(grade.points / grade.possible) if grade.possible else 0.0
        bar = _bar(share, canvas)
        lines.append(f"  {name(grade) + ' ' * (width - cells(name(grade)))}  {bar}  {total_of(grade)}")
    lines += ["", paint("The questions", "title", canvas.color)]
    most = max(1, len(report.submissions))
    for question, counts in histogram(report):
        lines.append(f"  {plain(question)}")
        for word, count in counts:
            lines.append(f"    {word.ljust(26)} {_bar(count / most, canvas)}  {count}")
    return [*lines, ""]


def _bar(share: float, canvas: Canvas) -> str:
    filled = round(_BAR * min(1.0, max(0.0, share)))
    return ("█" if canvas.unicode else "#") * filled + ("·" if canvas.unicode else ".") * (_BAR - filled)


def _summary(report: ClassReport, canvas: Canvas) -> list[str]:
    persons = sum(s.needs_person for s in report.submissions)
    possible = sum((q.points for q in report.questions), Fraction(0))
    parts = [counted(len(report.submissions), "submission"), f"{number(possible)} points possible"]
    if persons:
        parts.append(f"{persons} need{'s' if persons == 1 else ''} a person")
    parts.append(f"{report.seconds:.2f} s")
    return [(" · " if canvas.unicode else " - ").join(parts)]
