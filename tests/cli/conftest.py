"""A command line that decides by a claim's own words, so that the engine cannot disturb these tests."""

from __future__ import annotations

import os
import signal
import sys
import time
import types
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from derivcheck import cli
from derivcheck.engine.result import Counterexample, Located, Result


def fake_check(problem: Any, claim: Any, source: Any, deadline_seconds: float) -> Result:
    """Does what the claim says: `proved == 1`, `hang == 1`, and so on."""
    line, column = source.position(claim.span.start)
    blank = Result(source.name, line, column, claim.id, claim.text, "unknown", claim.expect)
    match claim.text.split()[0]:
        case "hang":
            time.sleep(60)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "greedy":
            return replace(blank, reason=str(len([0] * (1 << 30))))
        case "bug":
            raise AssertionError("a bug")
        case "fault":
            return replace(blank, fault="prover and evaluation disagree", reason="internal fault")
        case "refuted":
            point = Counterexample({"x": "-1"}, "1", "-1", "2")
            return replace(blank, verdict="refuted", counterexample=point, trust="exact", correct="Abs(x)")
        case "wrong":
            place = Located("`wrong` is not declared", line, column + 7, column + 12, source.line(line), "declare it")
            return replace(blank, verdict="error", errors=(place,))
        case "unknown":
            return replace(blank, reason="no prover applies")
        case "slow":
            time.sleep(0.3)
    return replace(blank, verdict="proved", trust="exact", method="normal form", conditions=("x != 0",))


@dataclass
class Outcome:
    """What a command line printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("derivcheck.engine.check")
    module.check_claim = fake_check  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "derivcheck.engine.check", module)
    monkeypatch.setattr("derivcheck.language.problem.check_environment", lambda problem: None)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and a terminal of 80 columns without colours."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def derivcheck(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs a command line in this process."""

    def call(*arguments: str) -> Outcome:
        code = cli.run(arguments)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def write(place: Path) -> Callable[..., Path]:
    """Writes a problem file whose claims have the ids a, b, … and the given texts and expectations."""

    def file(name: str, *claims: str, title: str = "Test") -> Path:
        lines = [f"title: {title}", "declare:", "  x: real", "claims:"]
        for number, claim in enumerate(claims):
            text, _, expect = claim.partition(" expect ")
            lines += [f"  - id: {chr(97 + number)}", f"    claim: {text}"]
            lines += [f"    expect: {expect}"] if expect else []
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return file
