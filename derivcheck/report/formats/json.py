"""Machine-readable: one JSON object, version 1, whose keys stay."""

from __future__ import annotations

import json
from typing import Any

from derivcheck.engine.result import Counterexample, LinkResult, Located, Result
from derivcheck.grading.result import ClassReport, QuestionGrade, SubmissionGrade, number
from derivcheck.report import explained
from derivcheck.report.explanation import Explanation
from derivcheck.report.model import VERDICTS, Canvas, Format, Report


def render(report: Report, canvas: Canvas) -> str:
    """The report as JSON in ASCII, which survives every encoding and holds no control characters."""
    return json.dumps(document(report), indent=1) + "\n"


def document(report: Report) -> dict[str, Any]:
    """The report as plain lists, dictionaries, strings and numbers."""
    return {
        "version": 1,
        "summary": {verdict: report.count(verdict) for verdict in VERDICTS}
        | {
            "as_expected": report.as_expected,
            "total": report.total,
            "faults": report.faults,
            "interrupted": report.interrupted,
            "seconds": round(report.seconds, 3),
        },
        "errors": [{"file": file.name, **_located(error)} for file in report.files for error in file.errors],
        "results": [_result(result) for result in report.results],
    }


def grades(report: ClassReport, canvas: Canvas) -> str:
    """The grades as JSON in ASCII; points are exact, as decimals or fractions in strings."""
    return json.dumps(class_document(report), indent=1) + "\n"


def explanations(explanation: Explanation, canvas: Canvas) -> str:
    """One claim with its result and its derivation."""
    data = {"version": 1, "result": _result(explanation.result)} | explained.document(explanation)
    return json.dumps(data, indent=1) + "\n"


def class_document(report: ClassReport) -> dict[str, Any]:
    """The grades as plain lists, dictionaries, strings and numbers."""
    return {
        "version": 1,
        "assignment": report.file,
        "title": report.title,
        "concealed": report.concealed,
        "warnings": list(report.warnings),
        "questions": [
            {"id": q.id, "title": q.title, "points": number(q.points), "visibility": q.visibility}
            for q in report.questions
        ],
        "submissions": [_submission(s) for s in report.submissions],
        "seconds": round(report.seconds, 3),
    }


def _submission(grade: SubmissionGrade) -> dict[str, Any]:
    return {
        "file": grade.file,
        "student": grade.student,
        "points": number(grade.points),
        "pending": number(grade.pending),
        "possible": number(grade.possible),
        "needs_person": grade.needs_person,
        "errors": [_located(error) for error in grade.errors],
        "notices": [_located(notice) for notice in grade.notices],
        "questions": [_question(q) for q in grade.questions],
    }


def _question(grade: QuestionGrade) -> dict[str, Any]:
    return {
        "id": grade.question.id,
        "status": grade.status,
        "points": number(grade.points),
        "pending": number(grade.pending),
        "possible": number(grade.question.points),
        "line": grade.line,
        "mistakes": list(grade.mistakes),
        "remarks": [
            {
                "text": r.text,
                "line": r.line,
                "column": r.column,
                "hint": r.hint,
                "counterexample": _counterexample(r.counterexample),
            }
            for r in grade.remarks
        ],
        "steps": [{"text": s.text, "status": s.status, "line": s.line, "reason": s.reason} for s in grade.steps],
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "file": result.file,
        "line": result.line,
        "column": result.column,
        "id": result.id,
        "claim": result.claim,
        "verdict": result.verdict,
        "expected": result.expected,
        "as_expected": result.as_expected,
        "conditions": list(result.conditions),
        "remarks": list(result.remarks),
        "trust": result.trust,
        "counterexample": _counterexample(result.counterexample),
        "diagnosis": [_mistake(item) for item in result.diagnosis],
        "correct": result.correct,
        "links": [_link(link) for link in result.links],
        "first_wrong_step": result.first_wrong_step,
        "undone_by": result.undone_by,
        "whole": None if result.whole is None else _whole(result.whole),
        "method": result.method,
        "reason": result.reason,
        "errors": [_located(error) for error in result.errors],
        "fault": result.fault,
        "seconds": round(result.seconds, 4),
    }


def _mistake(item: dict[str, str]) -> dict[str, Any]:
    """One that was named; the kinds of several at once as a list."""
    return item | {"kinds": item["kinds"].split()} if "kinds" in item else dict(item)


def _counterexample(example: Counterexample | None) -> dict[str, Any] | None:
    if example is None:
        return None
    facts = {
        "left": example.left,
        "right": example.right,
        "difference": example.difference,
        "reason": example.reason,
    }
    return {"point": example.point} | {key: value for key, value in facts.items() if value is not None}


def _link(link: LinkResult) -> dict[str, Any]:
    return {
        "number": link.number,
        "text": link.text,
        "line": link.line,
        "verdict": link.verdict,
        "conditions": list(link.conditions),
        "counterexample": _counterexample(link.counterexample),
        "diagnosis": [_mistake(item) for item in link.diagnosis],
        "premises": list(link.premises),
        "restates": link.restates,
        "remarks": list(link.remarks),
        "note": link.note,
        "reason": link.reason,
    }


def _whole(whole: LinkResult) -> dict[str, Any]:
    return {
        "text": whole.text,
        "verdict": whole.verdict,
        "conditions": list(whole.conditions),
        "counterexample": _counterexample(whole.counterexample),
        "diagnosis": [_mistake(item) for item in whole.diagnosis],
        "reason": whole.reason,
    }


def _located(error: Located) -> dict[str, Any]:
    return {
        "line": error.line,
        "column": error.column,
        "end_column": error.end_column,
        "message": error.message,
        "hint": error.hint,
    }


FORMAT = Format("json", "one JSON object, for programs", render, grades, explanations=explanations)
