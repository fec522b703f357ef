"""Phrases about grades that the formats share; all that students wrote comes out as one safe line."""

from __future__ import annotations

from collections import Counter

from derivcheck.grading.result import STATUSES, ClassReport, QuestionGrade, Remark, StepGrade, SubmissionGrade, number
from derivcheck.report.text import clip, counterexample_text, plain

_LONGEST_REMARK = 400
_LONGEST_NAME = 60

#: What a status is called beside points.
WORDS = {
    "right": "right",
    "partial": "partly right",
    "wrong": "wrong",
    "form": "not in the form asked for",
    "review": "needs a person",
    "unreadable": "unreadable",
    "missing": "missing",
}

_MARKS = {"right": "✓", "wrong": "✗", "unknown": "?", "idle": "·", "large": "!", "omitted": "…"}
_PLAIN_MARKS = {"right": "+", "wrong": "x", "unknown": "?", "idle": ".", "large": "!", "omitted": "-"}


def name(grade: SubmissionGrade) -> str:
    """Who handed it in."""
    return clip(plain(grade.student), _LONGEST_NAME)


def score_of(grade: QuestionGrade) -> str:
    """``3/4``, and what is pending."""
    pending = f" + up to {number(grade.pending)}" if grade.pending else ""
    return f"{number(grade.points)}{pending}/{number(grade.question.points)}"


def total_of(grade: SubmissionGrade) -> str:
    """``7/10``, and what is pending."""
    pending = f" + up to {number(grade.pending)}" if grade.pending else ""
    return f"{number(grade.points)}{pending}/{number(grade.possible)}"


def remark_text(remark: Remark) -> str:
    """A remark in one line, with its place and the point at which something fails."""
    place = f"line {remark.line}: " if remark.line is not None else ""
    where = counterexample_text(remark.counterexample) if remark.counterexample is not None else ""
    return clip(place + plain(remark.text) + (f" {where}" if where else "") + _hint(remark.hint), _LONGEST_REMARK)


def _hint(hint: str | None) -> str:
    return f" ({plain(hint)})" if hint else ""


def step_text(number: int, step: StepGrade, unicode: bool) -> str:
    """A step with its mark."""
    marks = _MARKS if unicode else _PLAIN_MARKS
    return clip(f"{number} {marks[step.status]} {plain(step.text)}", _LONGEST_REMARK)


def details(grade: QuestionGrade, unicode: bool = True) -> list[str]:
    """All that is to be said about a question that is not simply right."""
    steps = [step_text(k, step, unicode) for k, step in enumerate(grade.steps, 1)] if grade.status != "right" else []
    return [*steps, *(remark_text(remark) for remark in grade.remarks)]


def notes(grade: SubmissionGrade) -> list[str]:
    """What is wrong with a file, and what in it was not heeded."""
    found = [f"cannot be graded: line {e.line}: {plain(e.message)}{_hint(e.hint)}" for e in grade.errors]
    found += [f"line {n.line}: {plain(n.message)}" for n in grade.notices]
    return [clip(text, _LONGEST_REMARK) for text in found]


def verdict(report: ClassReport, grade: SubmissionGrade) -> str:
    """What may be said to a student about the whole."""
    if grade.errors:
        return "the file could not be read"
    if grade.needs_person:
        return "some points are given by a person"
    if grade.points == grade.possible:
        return "all visible checks passed; others are not shown" if report.concealed else "all checks passed"
    return ""


def histogram(report: ClassReport) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each question, how often which status came about, and which mistakes have a name."""
    found = []
    for place, question in enumerate(report.questions):
        grades = [s.questions[place] for s in report.submissions if not s.errors and place < len(s.questions)]
        statuses = Counter(g.status for g in grades)
        mistakes = Counter(mistake for g in grades for mistake in g.mistakes)
        counts = [(WORDS[status], statuses[status]) for status in STATUSES if statuses[status]]
        counts += [(f"mistake: {kind}", count) for kind, count in sorted(mistakes.items(), key=lambda m: (-m[1], m[0]))]
        found.append((question.id, counts))
    return found
