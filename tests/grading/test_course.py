"""The course in examples, graded point by point."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOSSES = ("softmax", "cross-entropy", "squared-error", "update", "slope", "shift")
OPTIMISATION = ("l2-gradient", "l2-step", "momentum", "contraction", "rate")

GRADES = {
    ("losses", "ada"): "4 right, 6 right, 3 right, 2 right, 3 right, 2 right",
    ("losses", "ben"): "4 right, 6 right, 3 right, 2 right, 3 right, 0 form",
    ("losses", "cleo"): "4 right, 6 right, 3 right, 2 right, 3 right, 2 right",
    ("losses", "dan"): "0 wrong, 6 right, 0 wrong, 2 right, 1 partial, 0 missing",
    ("losses", "eve"): "0 wrong, 4 partial, 0 wrong, 2 right, 1 partial, 0 wrong",
    ("losses", "finn"): "0 form, 0 unreadable, 0 form, 0 unreadable, 0 wrong, 0 form",
    ("losses", "ivan"): "0 unreadable, 0 unreadable, 0 unreadable, 0 unreadable, 0 review, 0 missing",
    ("losses", "jo"): "4 right, 0 missing, 3 right, 0 missing, 0 missing, 0 missing",
    ("optimisation", "ada"): "2 right, 2 right, 3 right, 4 right, 2 right",
    ("optimisation", "ben"): "2 right, 2 right, 3 right, 4 right, 2 right",
    ("optimisation", "dan"): "0 wrong, 2 right, 0 wrong, 2 partial, 0 missing",
    ("optimisation", "kim"): "2 right, 0 wrong, 0 form, 4 right, 0 missing",
    ("optimisation", "lee"): "0 review, 0 wrong, 0 form, 0 missing, 0 missing",
}


@cache
def report(name: str) -> Any:
    course = f"examples/course/{name}"
    command = ["grade", f"{course}.yaml", course, "--output-format", "json", "--timeout", "30"]
    done = subprocess.run(
        [sys.executable, "-m", "derivcheck", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr  # some need a person
    return json.loads(done.stdout)


def submissions(name: str) -> dict[str, Any]:
    return {Path(s["file"]).stem: s for s in report(name)["submissions"]}


@pytest.mark.parametrize(("assignment", "student"), GRADES)
def test_points(assignment: str, student: str) -> None:
    found = submissions(assignment)[student]["questions"]
    assert ", ".join(f"{q['points']} {q['status']}" for q in found) == GRADES[assignment, student]


def test_all_are_there() -> None:
    names = {(name, student) for name in ("losses", "optimisation") for student in submissions(name)}
    assert names == GRADES.keys() | {("losses", "gus"), ("losses", "hana")}
    assert tuple(q["id"] for q in report("losses")["questions"]) == LOSSES
    assert tuple(q["id"] for q in report("optimisation")["questions"]) == OPTIMISATION


@pytest.mark.parametrize("student", ["gus", "hana"])
def test_what_cannot_be_read_is_told(student: str) -> None:
    found = submissions("losses")[student]
    assert found["errors"]
    assert found["needs_person"]


def test_nothing_was_executed() -> None:
    report("losses")
    assert not Path("/tmp/derivcheck-was-here").exists()


def test_the_cheater_is_told_what_was_not_heeded() -> None:
    notices = " ".join(n["message"] for n in submissions("losses")["finn"]["notices"])
    for key in ("declare", "define", "points"):
        assert f"`{key}` is not heeded" in notices
