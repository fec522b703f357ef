"""Grading in this process, for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from derivcheck.cli.grade import checked_assignment
from derivcheck.engine.running.settings import Settings
from derivcheck.grading.grade import grade
from derivcheck.grading.result import QuestionGrade, SubmissionGrade
from derivcheck.grading.submission import submission
from derivcheck.language.source import Source

SETTINGS = Settings(jobs=1, timeout=20)
Grader = Callable[..., SubmissionGrade]


@pytest.fixture
def graded(tmp_path: Path) -> Grader:
    """Grades one submission, given as text, by an assignment, given as text."""

    def run(assignment: str, text: str, markdown: bool = False) -> SubmissionGrade:
        file = tmp_path / "assignment.yaml"
        file.write_text(assignment, encoding="utf-8")
        known = checked_assignment(str(file), SETTINGS, None)
        handed_in = submission(Source("answers", text), markdown, known.known)
        return grade(known, [handed_in], SETTINGS).submissions[0]

    return run


@pytest.fixture
def answered(graded: Grader) -> Callable[[str, str], QuestionGrade]:
    """The grade of one answer to one question, called ``q``."""

    def run(question: str, answer: str) -> QuestionGrade:
        lines = "\n".join(f"    {line}" for line in answer.splitlines())
        return graded(question, f"answers:\n  q: |\n{lines}\n").questions[0]

    return run


def points(grade: SubmissionGrade) -> Mapping[str, str]:
    """Points by question."""
    return {q.question.id: str(q.points) for q in grade.questions}
