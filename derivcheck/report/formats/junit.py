"""JUnit's XML, which every CI reads: a test case for each claim, or for each question of each submission."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from xml.etree.ElementTree import Element, SubElement

from derivcheck.engine.result import Result
from derivcheck.grading.result import ClassReport, QuestionGrade, SubmissionGrade, number
from derivcheck.report.block import block
from derivcheck.report.grading import WORDS, details, name, notes
from derivcheck.report.model import Canvas, FileReport, Format, Report
from derivcheck.report.text import brief, plain, without_commands

_PLAIN = Canvas(100, False, True)


def render(report: Report, canvas: Canvas) -> str:
    """A suite for each file: failures are claims that are not as expected, errors what cannot be checked."""
    root = Element("testsuites", name="derivcheck")
    for file in report.files:
        suite = SubElement(root, "testsuite", name=plain(file.name))
        for result in file.results:
            _case(suite, result)
        _broken(suite, file)
        _count(suite, sum(result.seconds for result in file.results))
    return _text(root, report.seconds)


def grades(report: ClassReport, canvas: Canvas) -> str:
    """A suite for each submission; points stand in the properties of the cases, what needs a person is skipped."""
    root = Element("testsuites", name="derivcheck")
    for grade in report.submissions:
        suite = SubElement(root, "testsuite", name=name(grade))
        properties = SubElement(suite, "properties")
        for key, value in (("points", grade.points), ("possible", grade.possible), ("pending", grade.pending)):
            SubElement(properties, "property", name=key, value=number(value))
        if grade.errors:
            case = SubElement(suite, "testcase", name="submission", classname=plain(grade.file), time="0")
            SubElement(case, "error", message="the file could not be read").text = "\n".join(notes(grade))
        else:
            for question in grade.questions:
                _question(suite, grade, question)
        _count(suite, 0.0)
    return _text(root, report.seconds)


def _case(suite: Element, result: Result) -> None:
    case = SubElement(suite, "testcase", name=plain(result.id), classname=plain(result.file))
    case.set("file", plain(result.file))
    case.set("line", str(result.line))
    case.set("time", f"{result.seconds:.3f}")
    properties = SubElement(case, "properties")
    SubElement(properties, "property", name="verdict", value=result.verdict)
    if result.as_expected:
        return
    kind = "error" if result.verdict == "error" or result.fault else "failure"
    child = SubElement(case, kind, message=plain(f"{result.verdict}, {result.expectation}: {brief(result)}"))
    child.text = "\n".join(block(result, result.file, 0, _PLAIN))


def _broken(suite: Element, file: FileReport) -> None:
    if file.errors:
        case = SubElement(suite, "testcase", name="file", classname=plain(file.name), time="0")
        lines = [f"{e.line}:{e.column}: {plain(e.message)}" for e in file.errors]
        SubElement(case, "error", message=lines[0]).text = "\n".join(lines)


def _question(suite: Element, submission: SubmissionGrade, grade: QuestionGrade) -> None:
    case = SubElement(suite, "testcase", name=plain(grade.question.id), classname=name(submission))
    case.set("file", plain(submission.file))
    case.set("line", str(grade.line or 1))
    case.set("time", "0")
    properties = SubElement(case, "properties")
    for key, value in (("points", grade.points), ("possible", grade.question.points), ("pending", grade.pending)):
        SubElement(properties, "property", name=key, value=number(value))
    if grade.status == "review":
        SubElement(case, "skipped", message="needs a person")
    elif grade.status != "right":
        child = SubElement(case, "failure", message=WORDS[grade.status])
        child.text = "\n".join(details(grade))


def _count(suite: Element, seconds: float) -> None:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", f"{seconds:.3f}")


def _text(root: Element, seconds: float) -> str:
    suites = root.findall("testsuite")
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.set("time", f"{seconds:.3f}")
    ElementTree.indent(root)
    text = without_commands(ElementTree.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


FORMAT = Format("junit", "JUnit's XML, for CI", render, grades, "student")
