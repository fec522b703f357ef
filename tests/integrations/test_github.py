"""The GitHub action: its steps run by hand, its files read as GitHub reads them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
RIGHT = "claims:\n  - {id: right, declare: {x: real}, claim: 'D(sin(x), x) == cos(x)'}\n"
WRONG = "claims:\n  - {id: slip, declare: {x: real}, claim: 'D(cos(x), x) == sin(x)'}\n"
ANNOTATION = re.compile(r"^::(error|warning|notice) file=[^,]+,line=\d+,col=\d+,title=[^:]+::.+$")


@pytest.fixture
def run(tmp_path: Path) -> Any:
    commands = tmp_path / "commands"
    commands.mkdir()
    (commands / "derivcheck").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m derivcheck "$@"\n', encoding="utf-8")
    (commands / "derivcheck").chmod(0o755)

    def inner(**variables: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "PATH": f"{commands}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            "RUNNER_TEMP": str(tmp_path),
            **variables,
        }
        script = ROOT / "integrations" / "github" / "run"
        return subprocess.run(
            ["bash", str(script)], cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
        )

    return inner


def test_verify_annotates_what_is_wrong(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a claim.yaml").write_text(WRONG, encoding="utf-8")
    (tmp_path / "right.yaml").write_text(RIGHT, encoding="utf-8")
    done = run(COMMAND="verify", PATHS="a claim.yaml\nright.yaml\n")
    assert done.returncode == 1
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert len(commands) == 1
    assert ANNOTATION.match(commands[0])
    assert "slip" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert run(COMMAND="verify", PATHS="right.yaml").returncode == 0


def test_grade_is_for_students_unless_told(run: Any, tmp_path: Path) -> None:
    (tmp_path / "assignment.yaml").write_text(
        "declare: {x: real}\nquestions:\n  - {id: a, ask: 'D(x**2, x)', answer: 2*x}\n"
        "  - {id: b, ask: 'D(x**3, x)', answer: 3*x**2, visibility: hidden}\n",
        encoding="utf-8",
    )
    (tmp_path / "answers.yaml").write_text("answers: {a: 3*x, b: x}\n", encoding="utf-8")
    said = {"COMMAND": "grade", "ASSIGNMENT": "assignment.yaml", "PATHS": "answers.yaml"}
    done = run(**said, FAIL_ON="wrong")
    assert done.returncode == 1
    assert "title=b" not in done.stdout
    assert "title=a" in done.stdout
    assert "title=b" in run(**said, AUDIENCE="teacher").stdout
    assert run(**said, FAIL_ON="never").returncode == 0


def test_the_script_has_what_the_action_hands_over() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    step = action["runs"]["steps"][-1]
    used = set(re.findall(r"inputs\.([\w-]+)", " ".join(step["env"].values())))
    assert used == set(action["inputs"])
    script = (ROOT / "integrations" / "github" / "run").read_text(encoding="utf-8")
    assert all(name in script for name in step["env"])
    assert "$GITHUB_ACTION_PATH/integrations/github/run" in step["run"]


def test_the_workflow_names_inputs_of_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    workflow = yaml.safe_load((ROOT / "examples" / "workflows" / "grade.yml").read_text(encoding="utf-8"))
    own = next(s for s in workflow["jobs"]["grade"]["steps"] if "derivcheck" in s["uses"])
    assert set(own["with"]) <= set(action["inputs"])


def test_the_hook_is_one_that_pre_commit_can_read() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert re.search(hook["files"], "notes/chapter.deriv.yaml")
    assert not re.search(hook["files"], "config.yaml")
