"""The reports as a reader sees them; DERIVCHECK_UPDATE_SNAPSHOTS=1 writes the expected texts anew."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import DERIVATION, ERROR, EVERYTHING, FAULT, GOOD, PROVED, REFUTED, result

from derivcheck.engine.result import Counterexample, Located
from derivcheck.report.formats import UnknownFormat, format_named, format_names
from derivcheck.report.layout import cells
from derivcheck.report.model import Canvas, FileReport, Report

SNAPSHOTS = Path(__file__).parent / "snapshots"
HOSTILE = "\x1b[31m[red]\x9b2J\u202e\r\x00[/red]\ud800"


def rendered(report: Report, name: str = "full", width: int = 80, color: bool = False, unicode: bool = True) -> str:
    return format_named(name).render(report, Canvas(width, color, unicode))


def one(found: object, **more: object) -> Report:
    return Report((FileReport("a.yaml", None, (found,)),), 0.1, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["full", "concise", "json"])
@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("color", [False, True])
def test_looks_as_before(name: str, width: int, color: bool) -> None:
    text = rendered(EVERYTHING, name, width, color)
    file = SNAPSHOTS / f"{name}-{width}-{'color' if color else 'plain'}.txt"
    if os.environ.get("DERIVCHECK_UPDATE_SNAPSHOTS"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_every_format_is_found_by_its_name() -> None:
    formats = ["classroom50", "concise", "csv", "full", "github", "gradescope", "json", "junit", "markdown", "sarif"]
    assert format_names() == formats
    assert [format_named(name).name for name in format_names()] == format_names()
    assert all(format_named(name).summary for name in format_names())
    with pytest.raises(UnknownFormat):
        format_named("__init__")


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    single = [one(found, single=True) for found in EVERYTHING.results]
    for report in [replace(EVERYTHING, files=EVERYTHING.files[:1]), *single]:
        lines = rendered(report, width=width).split("\n")
        too_long = [line for line in lines if cells(line) > width]
        assert not [line for line in too_long if " " in line.strip() and line.strip()[0] not in "✓✗1"]


def test_lines_do_not_end_in_spaces() -> None:
    for name in ("full", "concise"):
        assert not [line for line in rendered(EVERYTHING, name).split("\n") if line != line.rstrip()]


@pytest.mark.parametrize("name", ["full", "concise"])
def test_without_unicode_everything_is_ascii(name: str) -> None:
    assert rendered(EVERYTHING, name, unicode=False).isascii()


@pytest.mark.parametrize("name", ["full", "concise", "json"])
def test_what_others_wrote_cannot_steer_the_terminal(name: str) -> None:
    located = Located(HOSTILE, 1, 1, 5, HOSTILE, HOSTILE)
    hostile = result(
        HOSTILE,
        HOSTILE,
        "refuted",
        conditions=(HOSTILE,),
        remarks=(HOSTILE,),
        counterexample=Counterexample({HOSTILE: [HOSTILE]}, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        diagnosis=({"kind": HOSTILE, "message": HOSTILE, "correct": HOSTILE},),
        method=HOSTILE,
        reason=HOSTILE,
        errors=(located,),
        fault=HOSTILE,
        correct=HOSTILE,
    )
    report = Report((FileReport(HOSTILE, HOSTILE, (hostile,), (located,)),), 0.1)
    text = rendered(report, name)
    assert not [c for c in text if c != "\n" and not c.isprintable()]
    assert name == "json" or "[red]" in text


@pytest.mark.parametrize("color", [False, True])
def test_colors_only_where_wanted(color: bool) -> None:
    assert ("\x1b[" in rendered(EVERYTHING, color=color)) is color
    assert "\x1b" not in rendered(EVERYTHING, "json", color=color)


def test_json_has_the_keys_of_the_contract() -> None:
    document = json.loads(rendered(EVERYTHING, "json"))
    assert document["version"] == 1
    assert document["summary"] == {
        "proved": 4, "refuted": 4, "unknown": 3, "error": 2, "as_expected": 6, "total": 13,
        "faults": 1, "interrupted": False, "seconds": 0.34,
    }  # fmt: skip
    keys = {
        "file", "line", "column", "id", "claim", "verdict", "expected", "as_expected", "conditions", "trust",
        "counterexample", "diagnosis", "first_wrong_step", "method", "reason", "seconds",
    }  # fmt: skip
    assert all(keys <= set(found) for found in document["results"])
    refuted = next(found for found in document["results"] if found["id"] == "gradient")
    assert refuted["counterexample"] == {
        "point": {"C": "2", "k": "1", "z": ["0", "0"], "y": ["1", "0"]}, "left": "-0.5", "right": "1.5",
        "difference": "2",
    }  # fmt: skip
    assert document["errors"][0]["file"] == "problems/empty.yaml"


def test_a_single_statement_is_always_told_in_full() -> None:
    text = rendered(one(PROVED, single=True))
    assert text.startswith("proved\n  D(yhat")
    assert "a.yaml" not in text
    text = rendered(one(ERROR, single=True))
    assert "29" not in text
    assert "^^^^" in text


def test_a_caret_stands_under_what_is_meant() -> None:
    error = Located("wide", 7, 6, 8, "名前 = äb\u0301c", None)
    lines = rendered(one(result("x", "x", "error", errors=(error,)))).split("\n")
    row = next(n for n, line in enumerate(lines) if "名前" in line)
    assert cells(lines[row][: lines[row].index("ä")]) == lines[row + 1].index("^")


def test_a_caret_in_a_very_long_line_is_seen() -> None:
    line = "a + " * 250_000 + "b^c" + " + d" * 250_000
    error = Located("write `**`", 7, 1_000_002, 1_000_003, line)
    text = rendered(one(result("x", line, "error", errors=(error,))))
    assert len(text) < 6000
    rows = text.split("\n")
    row = next(n for n, line in enumerate(rows) if "b^c" in line)
    assert rows[row].index("^") == rows[row + 1].index("^")
    assert max(cells(line) for line in rows) <= 80


def test_huge_values_are_clipped() -> None:
    digits = "9" * 100_000
    text = rendered(
        one(result("x", "x", "refuted", counterexample=Counterexample({"x": digits}, digits, digits, digits)))
    )
    assert len(text) < 3000
    assert "more characters" in text


def test_the_summary_says_what_must_not_be_overlooked() -> None:
    assert "as expected" in rendered(GOOD)
    assert "please report this" in rendered(one(FAULT))
    assert "Interrupted" in rendered(replace(GOOD, interrupted=True))
    assert "1 file with errors" in rendered(EVERYTHING)
    assert rendered(Report((), 0.0)).startswith("no claims")


def test_the_first_wrong_step_is_named_once() -> None:
    text = rendered(one(DERIVATION))
    assert text.count("the first wrong step (line 33)") == 1
    assert text.count("difference") == 1


def test_correct_right_hand_side_is_shown() -> None:
    assert "yhat[k] - y[k]" in rendered(one(REFUTED))
