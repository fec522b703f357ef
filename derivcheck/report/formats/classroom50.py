"""Classroom 50's ``result.json``: whole points, a test for each question that is not concealed.

Points are multiplied by their common denominator if an assignment has fractions of a point.
"""

from __future__ import annotations

import json
from math import floor, lcm

from derivcheck.grading.result import ClassReport
from derivcheck.report.grading import WORDS, details, notes
from derivcheck.report.model import Canvas, Format


def grades(report: ClassReport, canvas: Canvas) -> str:
    """The results of the first submission: there is one repository for each student."""
    scale = lcm(*(q.points.denominator for q in report.questions)) if report.questions else 1
    graded = report.submissions[0] if report.submissions else None
    tests = []
    for question in graded.questions if graded is not None else ():
        assert graded is not None, "it has questions"
        said = "; ".join(notes(graded)[:1] if graded.errors else details(question)[:3])
        tests.append(
            {
                "test-name": question.question.title or question.question.id,
                "passed": question.status == "right",
                "score": floor(question.points * scale),
                "max-score": int(question.question.points * scale),
                "output": f"{'unreadable' if graded.errors else WORDS[question.status]}{': ' + said if said else ''}",
            }
        )
    document = {
        "schema": "classroom50/result/v1",
        "score": sum(int(str(test["score"])) for test in tests),
        "max-score": int(sum((q.points for q in report.questions), start=0 * scale) * scale),
        "tests": tests,
    }
    return json.dumps(document, indent=1) + "\n"


FORMAT = Format("classroom50", "result.json of Classroom 50", grades=grades, audience="student")
