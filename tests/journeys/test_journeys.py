"""Whole visits to the command line, told in the .txt files beside this one and compared to the letter.

A story has prose, files that are written, and commands with what they print and their exit codes; times are written
as N. DERIVCHECK_UPDATE_SNAPSHOTS=1 writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

STORIES = sorted(Path(__file__).parent.glob("*.txt"))
_STEP = re.compile(r"^--- (.*)\n", re.MULTILINE)
_SECONDS = re.compile(r"\b\d+(\.\d+)? s\b")


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_story(story: Path, tmp_path: Path) -> None:
    told = story.read_text(encoding="utf-8")
    happened = "".join(_retold(told, tmp_path))
    if os.environ.get("DERIVCHECK_UPDATE_SNAPSHOTS"):
        story.write_text(happened, encoding="utf-8")
    assert happened == story.read_text(encoding="utf-8")


def test_one_screen_tells_which_step_broke_why_and_what_is_right() -> None:
    story = (Path(__file__).parent / "sign-slip.txt").read_text(encoding="utf-8")
    screen = story.partition("--- $ derivcheck explain gradient.yaml::ce-gradient\n")[2].splitlines()[:24]
    assert all(len(line) <= 80 for line in screen)
    text = re.sub(r"\s+", " ", " ".join(screen))
    assert "3 ✗ the first wrong step" in text
    assert "mistake a wrong sign: `Sum(y[i], i)*yhat[k]` is subtracted where it should be added" in text
    assert "why a minus sign got lost or was added, as happens where brackets are opened" in text
    assert "correct -y[k] + Sum(y[i], i)*yhat[k]" in text


def _retold(story: str, directory: Path) -> Iterator[str]:
    """The story with what its commands print now."""
    prose, *parts = _STEP.split(story)
    yield prose
    for step, body in zip(parts[::2], parts[1::2], strict=True):
        yield f"--- {step}\n"
        kind, _, rest = step.partition(" ")
        if kind == "$":
            yield from _printed(rest, directory)
            continue
        if kind == "write":
            path = directory / rest
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        else:
            assert kind == "then", f"a step begins with $, write or then: {step}"
        yield body


def _printed(command: str, directory: Path) -> Iterator[str]:
    program, *arguments = shlex.split(command)
    assert program == "derivcheck"
    process = subprocess.run(
        [sys.executable, "-m", "derivcheck", *arguments],
        cwd=directory,
        capture_output=True,
        timeout=60,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
    )
    for text in (process.stdout.decode(), process.stderr.decode()):
        yield _SECONDS.sub("N s", text)
    yield f"[exit {process.returncode}]\n"


def test_there_are_stories() -> None:
    assert len(STORIES) >= 4
