"""Gradescope's ``results.json``: a test for each question, hidden where the assignment says so.

A question that a person has to grade has no ``score``: it is neither zero nor full.
"""

from __future__ import annotations

import json
from typing import Any

from derivcheck.grading.result import ClassReport, QuestionGrade, SubmissionGrade, number
from derivcheck.report.grading import WORDS, details, notes, score_of
from derivcheck.report.model import Canvas, Format


def grades(report: ClassReport, canvas: Canvas) -> str:
    """The results of the first submission: Gradescope runs once for each."""
    if not report.submissions:
        document: dict[str, Any] = {"score": 0, "output": "nothing was handed in"}
    else:
        document = _document(report.submissions[0])
        others = len(report.submissions) - 1
        if others:
            document["output"] += f"\nOnly one file is graded; {others} more were handed in."
    return json.dumps(document, indent=1) + "\n"


def _document(grade: SubmissionGrade) -> dict[str, Any]:
    lines = notes(grade)
    shown = [q for q in grade.questions if not q.concealed]
    if grade.errors:
        # As for a program that does not compile: no points, but the reason at once, and another try.
        lines.append("Nothing was graded. Correct this and hand it in again.")
        tests = [_test(q) | {"output": "the file could not be read"} for q in shown]
        return {"score": 0, "output": "\n".join(lines), "output_format": "text", "tests": tests}
    if any(q.pending for q in grade.questions):
        lines.append("Some points are given by a person.")
    elif all(q.points == q.question.points for q in shown):
        others = len(shown) < len(grade.questions)
        lines.append("all visible checks passed; others are not shown" if others else "all checks passed")
    return {
        "output": "\n".join(lines),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(question) for question in grade.questions],
    }


def _test(grade: QuestionGrade) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": grade.question.title or grade.question.id,
        "number": grade.question.id,
        "max_score": float(grade.question.points),
        "status": "passed" if grade.status == "right" else "failed",
        "output": "\n".join([f"{score_of(grade)}: {WORDS[grade.status]}", *details(grade)]),
        "output_format": "text",
        "visibility": grade.question.visibility,
    }
    if not grade.pending:
        test["score"] = float(number(grade.points))
    else:
        test.pop("status")
        test["output"] += f"\n{number(grade.points)} points are certain; a person decides on the rest."
    return test


FORMAT = Format("gradescope", "results.json of Gradescope", grades=grades)
