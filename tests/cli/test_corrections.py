"""A claim `<id>-corrected` beside a wrong one is its correction, if it is proved."""

from __future__ import annotations

from typing import cast

import pytest

from derivcheck.cli.diagnosis import corrected
from derivcheck.engine.result import Result, VerdictName
from derivcheck.report.model import FileReport


def result(id: str, verdict: str, correct: str | None = None) -> Result:
    return Result("f", 1, 1, id, f"claim of {id}", cast(VerdictName, verdict), "proved", correct=correct)


@pytest.mark.parametrize(
    ("wrong", "correction", "due"),
    [
        (result("a", "refuted"), result("a-corrected", "proved"), "claim of a-corrected"),
        (result("a", "error"), result("a-corrected", "proved"), "claim of a-corrected"),
        (result("a", "refuted"), result("a-corrected", "unknown"), None),
        (result("a", "refuted"), result("b-corrected", "proved"), None),
        (result("a", "unknown"), result("a-corrected", "proved"), None),
        (result("a", "refuted", "2*x"), result("a-corrected", "proved"), "2*x"),
    ],
)
def test_the_correction_is_the_proved_claim_of_its_name(wrong: Result, correction: Result, due: str | None) -> None:
    (file,) = corrected([FileReport("f", results=(wrong, correction))])
    assert [r.correct for r in file.results] == [due, None]


def test_files_do_not_correct_each_other() -> None:
    wrong, right = result("a", "refuted"), result("a-corrected", "proved")
    files = [FileReport("f", results=(wrong,)), FileReport("g", results=(right,))]
    assert all(r.correct is None for file in corrected(files) for r in file.results)
