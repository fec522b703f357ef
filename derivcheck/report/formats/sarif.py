"""SARIF 2.1.0, the format of code scanning: a result for each claim or question that is not as it should be."""

from __future__ import annotations

import json
from typing import Any

from derivcheck.grading.result import ClassReport
from derivcheck.report.grading import WORDS, details, notes
from derivcheck.report.model import Canvas, Format, Report
from derivcheck.report.text import brief, plain

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, canvas: Canvas) -> str:
    """What is not as expected, at its place."""
    found = [_result("error", e.message, file.name, e.line, e.column) for file in report.files for e in file.errors]
    for result in report.results:
        if not result.as_expected:
            message = f"{result.id}: {result.verdict}, {result.expectation}. {brief(result)}"
            found.append(_result(result.verdict, message, result.file, result.line, result.column))
    return _document(found)


def grades(report: ClassReport, canvas: Canvas) -> str:
    """What has lost points or needs a person, at its place."""
    found = []
    for submission in report.submissions:
        found += [_result("unreadable", text, submission.file, 1, 1) for text in notes(submission)]
        for grade in () if submission.errors else submission.questions:
            if grade.status != "right":
                message = "; ".join([f"{grade.question.id}: {WORDS[grade.status]}", *details(grade)])
                found.append(_result(grade.status, message, submission.file, grade.line or 1, 1))
    return _document(found)


def _result(rule: str, message: str, file: str, line: int, column: int) -> dict[str, Any]:
    level = "warning" if rule in ("unknown", "review") else "error"
    place = {
        "artifactLocation": {"uri": _uri(file)},
        "region": {"startLine": line, "startColumn": column},
    }
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": plain(message)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file.encode("utf-8", "surrogateescape"))


def _document(results: list[dict[str, Any]]) -> str:
    rules = [{"id": rule} for rule in sorted({result["ruleId"] for result in results})]
    run = {"tool": {"driver": {"name": "derivcheck", "rules": rules}}, "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


FORMAT = Format("sarif", "SARIF 2.1.0, for code scanning", render, grades, "student")
