"""The pytest plugin, in runs of pytest of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = """
title: Claims
declare: {x: real}
claims:
  - {id: right, claim: x + x == 2*x}
  - {id: wrong, claim: x + x == 3*x}
  - {id: expected, claim: sqrt(x**2) == x, expect: refuted}
"""


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Pytest with the plugin, whether or not its entry point is installed."""
    program = "import sys, pytest, derivcheck.pytest_plugin as p; sys.exit(pytest.main(sys.argv[1:], plugins=[p]))"
    options = ["-p", "no:derivcheck", "-p", "no:cacheprovider", "--rootdir", str(place)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""}
    return subprocess.run(
        [sys.executable, "-c", program, *options, *arguments],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "notes.deriv.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("not: ours", encoding="utf-8")
    return tmp_path


def test_one_item_for_each_claim(place: Path) -> None:
    done = run(place, "-q")
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    assert "wrong: refuted, expected proved" in done.stdout
    assert "x = 1" in done.stdout
    assert "Traceback" not in done.stdout


def test_selection(place: Path) -> None:
    assert "1 passed" in run(place, "-q", "notes.deriv.yaml::right").stdout
    assert "1 passed, 2 deselected" in run(place, "-q", "-k", "expected").stdout


def test_junit_holds_the_verdict(place: Path) -> None:
    run(place, "--junitxml", "out.xml")
    cases = {c.get("name"): c for c in ElementTree.parse(place / "out.xml").iter("testcase")}
    assert {name: case.find("properties/property").get("value") for name, case in cases.items()} == {
        "right": "proved",
        "wrong": "refuted",
        "expected": "refuted",
    }


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.deriv.yaml").write_text("claims:\n  - {id: a, claim: x, clam: y}\n", encoding="utf-8")
    done = run(tmp_path, "-q")
    assert done.returncode == 2
    assert "broken.deriv.yaml:2:" in done.stdout
    assert "is not a key here" in done.stdout
