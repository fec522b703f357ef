"""The command line as a process of its own, in an empty directory, under a limit on time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 120  # far beyond what any of these may take; a hang then is a failure and no hanging suite


@dataclass(frozen=True)
class Outcome:
    """What a command printed, its exit code, and how many seconds the processor was busy with it."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def report(self) -> dict[str, Any]:
        """What `--output-format json` printed."""
        report: dict[str, Any] = json.loads(self.out)
        return report

    @property
    def results(self) -> dict[str, dict[str, Any]]:
        return {result["id"]: result for result in self.report["results"]}


Run = Callable[..., Outcome]


def run(directory: Path, *arguments: str, stdin: bytes = b"", **environment: str) -> Outcome:
    before = os.times()
    process = subprocess.run(
        [sys.executable, "-m", "derivcheck", *arguments],
        cwd=directory,
        input=stdin,
        capture_output=True,
        timeout=SECONDS,
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **environment},
    )
    after = os.times()
    seconds = after.children_user - before.children_user + after.children_system - before.children_system
    outcome = Outcome(process.returncode, process.stdout.decode(), process.stderr.decode(), seconds)
    assert "Traceback" not in outcome.out + outcome.err
    return outcome


def problem(claims: Mapping[str, str], declare: Iterable[str] = ()) -> str:
    """A problem file with these claims by their ids; every text stands in quotes."""
    lines = ["declare:", *(f"  {line}" for line in declare)] if declare else []
    lines.append("claims:")
    for name, text in claims.items():
        lines += [f"  - id: {json.dumps(name)}", f"    claim: {json.dumps(text)}"]
    return "\n".join(lines) + "\n"
