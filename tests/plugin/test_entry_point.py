"""The plugin as pytest finds it by itself: through its entry point, under xdist, and where there is nothing for it."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from test_pytest_plugin import FILE, ROOT

#: What an ordinary test session must not have loaded because of the plugin.
_HEAVY = "('sympy', 'flint', 'mpmath', 'z3', 'numpy', 'yaml', 'derivcheck.engine', 'derivcheck.language', 'typer')"


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Pytest with the distribution's own metadata on its path, as an installation has it."""
    metadata = place / "installed" / "derivcheck-0.dist-info"
    metadata.mkdir(parents=True, exist_ok=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: derivcheck\nVersion: 0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text("[pytest11]\nderivcheck = derivcheck.pytest_plugin\n", encoding="utf-8")
    path = os.pathsep.join([str(metadata.parent), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--rootdir", str(place), "-p", "no:cacheprovider", *arguments],
        cwd=place,
        env=os.environ | {"PYTHONPATH": path, "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "notes.deriv.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_it_is_found(place: Path) -> None:
    done = run(place, "-q")
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    assert "1 passed" in run(place, "-q", "notes.deriv.yaml::expected").stdout


def test_it_works_under_xdist(place: Path) -> None:
    pytest.importorskip("xdist")
    done = run(place, "-q", "-n", "2", "--junitxml", "out.xml")
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    found = {
        case.get("name"): [p.get("value") for p in case.iter("property") if p.get("name") == "verdict"]
        for case in ElementTree.parse(place / "out.xml").iter("testcase")
    }
    assert found == {"right": ["proved"], "wrong": ["refuted"], "expected": ["refuted"]}


def test_other_sessions_load_nothing_of_it(tmp_path: Path) -> None:
    text = f"""
import sys


def test_nothing():
    assert "derivcheck.pytest_plugin" in sys.modules
    assert [m for m in {_HEAVY} if m in sys.modules] == []
"""
    (tmp_path / "test_plain.py").write_text(text, encoding="utf-8")
    done = run(tmp_path, "-q", "-p", "no:hypothesispytest", "-p", "no:benchmark")
    assert "1 passed" in done.stdout, done.stdout + done.stderr
