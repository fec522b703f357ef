"""The folder for Gradescope, run as Gradescope runs it; only the installation is replaced by the one under test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "integrations" / "gradescope"
ASSIGNMENT = """
declare: {x: real}
questions:
  - {id: slope, title: A slope, ask: "D(x**2, x)", answer: 2*x, points: 2}
  - {id: secret, ask: "D(x**3, x)", answer: 3*x**2, points: 3, visibility: hidden}
"""


@pytest.fixture
def autograder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "source")
    (tmp_path / "source" / "assignment.yaml").write_text(ASSIGNMENT, encoding="utf-8")
    commands = tmp_path / "source" / "venv" / "bin"
    commands.mkdir(parents=True)
    (commands / "derivcheck").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m derivcheck "$@"\n', encoding="utf-8")
    (commands / "derivcheck").chmod(0o755)
    (tmp_path / "submission").mkdir()
    return tmp_path


def results(autograder: Path, script: Path = FOLDER / "run_autograder") -> dict[str, Any]:
    environment = os.environ | {"AUTOGRADER": str(autograder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", str(script)], env=environment, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads((autograder / "results" / "results.json").read_text(encoding="utf-8"))
    return found


def hand_in(autograder: Path, name: str, text: str) -> None:
    (autograder / "submission" / name).write_text(text, encoding="utf-8")


def test_points_come_out_question_by_question(autograder: Path) -> None:
    hand_in(autograder, "my answers.yaml", "answers: {slope: x + x, secret: x**2}\n")
    found = results(autograder)
    assert [(t["name"], t["score"], t["max_score"], t["visibility"]) for t in found["tests"]] == [
        ("A slope", 2.0, 2.0, "visible"),
        ("secret", 0.0, 3.0, "hidden"),
    ]
    assert "score" not in found
    assert found["output"] == "all visible checks passed; others are not shown"


def test_what_cannot_be_read_has_no_points_and_says_why(autograder: Path) -> None:
    hand_in(autograder, "answers.yaml", "answers: [\n")
    found = results(autograder)
    assert found["score"] == 0
    assert "cannot be graded: line" in found["output"]
    assert "hand it in again" in found["output"]
    assert all(t["score"] == 0 for t in found["tests"])
    assert "secret" not in json.dumps(found)


def test_nothing_at_all_is_answered(autograder: Path) -> None:
    found = results(autograder)
    assert found["score"] == 0
    assert ".yaml" in found["output"]


def test_a_broken_assignment_is_the_teachers_affair(autograder: Path) -> None:
    (autograder / "source" / "assignment.yaml").write_text(
        ASSIGNMENT.replace("2*x, points", "3*x, points"), encoding="utf-8"
    )
    hand_in(autograder, "answers.yaml", "answers: {slope: x + x}\n")
    found = results(autograder)
    assert found["score"] == 0
    assert "tell your teacher" in found["output"]
    assert "3*x" not in json.dumps(found)


def test_what_nobody_can_decide_has_no_score(autograder: Path) -> None:
    script = FOLDER / "run_autograder"
    (autograder / "source" / "run_autograder").write_text(
        script.read_text(encoding="utf-8").replace("--no-cache", "--no-cache --submission-timeout 0.000001"),
        encoding="utf-8",
    )
    hand_in(autograder, "answers.yaml", "answers: {slope: x + x}\n")
    found = results(autograder, autograder / "source" / "run_autograder")
    test = found["tests"][0]
    assert "score" not in test
    assert "a person decides" in test["output"]
    assert "Some points are given by a person." in found["output"]


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_scripts_are_sound_bash_and_executable(script: str) -> None:
    subprocess.run(["bash", "-n", str(FOLDER / script)], check=True)
    assert (FOLDER / script).stat().st_mode & 0o111


def test_an_old_python_is_replaced(tmp_path: Path) -> None:
    """On a system whose Python is too old, a newer one is installed, and the environment is made with that."""
    commands = tmp_path / "bin"
    commands.mkdir()
    log = tmp_path / "log"
    for name in ("python3.14", "python3.13", "python3.11", "python3"):
        (commands / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    installs = f'#!/bin/sh\necho "$(basename "$0") $*" >> {log}\n'
    new = f'#!/bin/sh\\necho "python3.12 $*" >> {log}\\n'
    (commands / "add-apt-repository").write_text(installs, encoding="utf-8")
    (commands / "apt-get").write_text(
        installs + f"case \"$*\" in *python3.12*) printf '{new}' > {commands}/python3.12; "
        f"chmod +x {commands}/python3.12;; esac\n",
        encoding="utf-8",
    )
    (commands / "python3.12").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    pip = tmp_path / "source" / "venv" / "bin" / "pip"
    pip.parent.mkdir(parents=True)
    pip.write_text(installs, encoding="utf-8")
    for file in (*commands.iterdir(), pip):
        file.chmod(0o755)
    environment = os.environ | {"AUTOGRADER": str(tmp_path), "PATH": f"{commands}:{os.environ['PATH']}"}
    subprocess.run(["bash", str(FOLDER / "setup.sh")], env=environment, check=True, capture_output=True)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("apt-get install") and "python3.12-venv" in line for line in lines)
    assert any(line.startswith(f"python3.12 -m venv {tmp_path}/source/venv") for line in lines)
    assert lines[-1] == "pip install --quiet derivcheck"
