"""Grades in the formats of platforms: read back as the platforms read them, with text of strangers in every place."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction

import pytest
from junitparser import JUnitXml

from derivcheck.engine.result import Located
from derivcheck.grading.result import Asked, ClassReport, QuestionGrade, Remark, StepGrade, SubmissionGrade
from derivcheck.report.formats import format_named, format_names
from derivcheck.report.model import Canvas

EVIL = "::error::x\n::set-output name=a::b\r\x1b[31m<script>@all](http://x)`*|%0A,=1+1"
OPEN = Asked("open", "An open one", Fraction(3))
HALF = Asked("half", None, Fraction(5, 2))
HIDDEN = Asked("secret", "A hidden one", Fraction(1), "hidden")


def _grades(student: str) -> SubmissionGrade:
    questions = (
        QuestionGrade(OPEN, "review", Fraction(1), Fraction(2), 3, (Remark(EVIL, 3),), (StepGrade(EVIL, "idle", 3),)),
        QuestionGrade(HALF, "wrong", Fraction(0), Fraction(0), 4, (Remark(EVIL),), (), ("sign",)),
        QuestionGrade(HIDDEN, "right", Fraction(1)),
    )
    return SubmissionGrade(f"in/../{EVIL}.yaml", student, questions, (), (Located(EVIL, 1, 1, 2, EVIL),))


BROKEN = SubmissionGrade(EVIL, EVIL, tuple(QuestionGrade(q, "missing", Fraction(0)) for q in (OPEN, HALF, HIDDEN)),
                         (Located(EVIL, 1, 1, 2, EVIL),))  # fmt: skip
REPORT = ClassReport("a.yaml", EVIL, (OPEN, HALF, HIDDEN), (_grades(EVIL), BROKEN), (EVIL,))


def written(name: str, report: ClassReport = REPORT) -> str:
    form = format_named(name)
    assert form.grades is not None
    shown = report.for_students() if form.audience == "student" else report
    return form.grades(shown, Canvas(100))


@pytest.mark.parametrize("name", format_names())
def test_no_text_steers_a_terminal_or_a_workflow(name: str) -> None:
    text = written(name)
    assert "\x1b" not in text
    assert "\r" not in text
    for line in text.split("\n"):
        assert not line.lstrip().startswith("::set-output")
        if line.lstrip().startswith("::"):
            assert name == "github"
            assert re.fullmatch(r"::(error|warning) file=[^,:\s]*[^,:]*,line=\d+,col=\d+,title=[^,:]*::.*", line), line


@pytest.mark.parametrize("name", ["github", "junit", "classroom50", "sarif"])
def test_formats_for_students_do_not_know_hidden_questions(name: str) -> None:
    assert "secret" not in written(name)
    assert "hidden one" not in written(name)


def test_markdown_shows_text_as_text() -> None:
    text = written("markdown")
    assert "<script>" not in text
    assert "@all" not in text
    assert "](http" not in text.replace("\\](", "").replace("\\]\\(", "")


def test_junit_is_read_back() -> None:
    found = JUnitXml.fromstring(written("junit").encode())
    assert (found.tests, found.failures, found.errors, found.skipped) == (3, 1, 1, 1)
    suites = list(found)
    assert len(suites) == 2
    assert {p.name: p.value for p in suites[0].properties()} == {"points": "1", "possible": "5.5", "pending": "2"}


def test_gradescope() -> None:
    found = json.loads(written("gradescope"))
    tests = found["tests"]
    assert [t["visibility"] for t in tests] == ["visible", "visible", "hidden"]
    assert "score" not in tests[0]  # neither zero nor full
    assert (tests[1]["score"], tests[1]["max_score"], tests[1]["status"]) == (0.0, 2.5, "failed")
    assert (tests[2]["score"], tests[2]["status"]) == (1.0, "passed")
    assert all(t["output_format"] == "text" for t in tests)


def test_gradescope_of_a_file_that_could_not_be_read() -> None:
    broken = ClassReport("a.yaml", None, REPORT.questions, (BROKEN,))
    found = json.loads(written("gradescope", broken))
    assert found["score"] == 0
    assert found["output"]
    assert json.loads(written("gradescope", ClassReport("a.yaml", None, (), ())))["score"] == 0


def test_classroom50_has_whole_points() -> None:
    found = json.loads(written("classroom50"))
    assert found["schema"] == "classroom50/result/v1"
    assert (found["score"], found["max-score"]) == (2, 11)  # halves are doubled
    assert [(t["score"], t["max-score"], t["passed"]) for t in found["tests"]] == [(2, 6, False), (0, 5, False)]


def test_csv_holds_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(written("csv"))))
    assert rows[0][6:] == ["open", "half", "secret"]
    assert rows[1][2:] == ["2", "6.5", "2", "yes", "", "0", "1"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_sarif_points_at_lines() -> None:
    run = json.loads(written("sarif"))["runs"][0]
    assert {r["ruleId"] for r in run["results"]} == {"review", "wrong", "unreadable"}
    assert all(r["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1 for r in run["results"])


def test_nothing_is_said_to_be_complete_while_something_is_hidden() -> None:
    right = SubmissionGrade("a", "a", tuple(QuestionGrade(q, "right", q.points) for q in REPORT.questions))
    report = ClassReport("a.yaml", None, REPORT.questions, (right,))
    assert "all checks passed" in written("full", report)
    assert "all visible checks passed" in written("full", report.for_students())
