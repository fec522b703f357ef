"""Every claim on the page of known gaps is still unknown: when a gap closes, it has to leave the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from docs_blocks import ROOT, blocks

GAPS = blocks(ROOT / "docs" / "gaps.md", "yaml")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    place = tmp_path_factory.mktemp("gaps")
    for number, block in enumerate(GAPS):
        (place / f"{number:02}.yaml").write_text(block.text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "derivcheck", "verify", str(place), "--output-format", "json", "--timeout", "4"],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_there_are_gaps(report: dict[str, Any]) -> None:
    assert not report["errors"]
    assert len(report["results"]) >= len(GAPS) > 5


def test_gaps_are_unknown(report: dict[str, Any]) -> None:
    verdicts = {result["id"]: result["verdict"] for result in report["results"]}
    closed = {name: verdict for name, verdict in verdicts.items() if verdict != "unknown"}
    assert not closed, "these no longer belong in docs/gaps.md"


def test_gaps_say_what_is_right(report: dict[str, Any]) -> None:
    assert {result["expected"] for result in report["results"]} == {"proved", "refuted"}


def test_gaps_are_ordinary(report: dict[str, Any]) -> None:
    """A gap is something that is not done yet, not a bug."""
    assert not [r["id"] for r in report["results"] if r["fault"] or "internal error" in (r["reason"] or "")]


def test_names_of_gaps_are_told_apart() -> None:
    names = [line for block in GAPS for line in block.text.splitlines() if line.startswith("  - id:")]
    assert len(names) == len(set(names))
