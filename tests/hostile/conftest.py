"""The command line in an empty directory."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_runs import Outcome, Run, run


@pytest.fixture
def derivcheck(tmp_path: Path) -> Run:
    def call(*arguments: str, stdin: bytes = b"", **environment: str) -> Outcome:
        return run(tmp_path, *arguments, stdin=stdin, **environment)

    return call
