"""What only a process of its own can show: signals, pipes and encodings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]

_ROOT = Path(__file__).parent.parent.parent
_START = (
    "import sys\n"
    f"sys.path[:0] = [{str(_ROOT)!r}, {str(Path(__file__).parent)!r}]\n"
    "import signal, types, conftest\n"
    # A shell that starts the tests in the background has interrupts ignored.
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "module = types.ModuleType('derivcheck.engine.check')\n"
    "module.check_claim = conftest.fake_check\n"
    "sys.modules['derivcheck.engine.check'] = module\n"
    "import derivcheck.language.problem as problem\n"
    "problem.check_environment = lambda file: None\n"
    "from derivcheck.cli import main\n"
    "main()\n"
)


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _START, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "80", **environment},
        start_new_session=True,
    )


def _wait_for_workers(process: subprocess.Popen[bytes]) -> None:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + 10
    while len(children.read_text().split()) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(1.5)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs to see the workers")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_ends_cleanly(write: Write, number: int, code: int) -> None:
    write("problems/a.yaml", "proved == 1", "hang == 1", "hang == 2")
    process = start("verify", "--jobs", "2")
    _wait_for_workers(process)
    begin = time.monotonic()
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=10)
    assert time.monotonic() - begin < 60
    assert process.returncode == code
    assert err == b""
    if number == signal.SIGINT:
        assert "✓ proved   a" in out.decode()
        assert "Interrupted" in out.decode()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_reader_that_goes_away_is_no_error(write: Write) -> None:
    write("problems/a.yaml", *["proved == 1"] * 26)
    process = start("verify")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait() == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_other_encodings(write: Write, encoding: str) -> None:
    write("problems/a.yaml", "proved == 1", title="Ableitung für λ ✓")
    out, err = start("verify", PYTHONIOENCODING=encoding, PYTHONUTF8="0").communicate()
    assert err == b""
    text = out.decode(encoding)
    assert "+ proved   a" in text
    assert "\\u03bb" in text


def test_same_input_same_output(write: Write) -> None:
    write("problems/a.yaml", "slow == 1", "refuted == 1", "proved == 1", "unknown == 1")
    texts = {start("verify", "--jobs", jobs).communicate()[0].rpartition(b" ")[0].rpartition(b" ")[0] for jobs in "124"}
    assert len(texts) == 1
