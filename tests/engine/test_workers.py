"""Workers against tasks that hang, crash, eat memory, raise and lie: each costs itself only."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from derivcheck.engine.running import process
from derivcheck.engine.running.process import Lost
from derivcheck.engine.running.settings import Settings
from derivcheck.engine.running.workers import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the limits are those of POSIX systems")


def perform(task: str) -> Any:
    """Does what the task says, good or bad."""
    kind, _, value = task.partition(":")
    match kind:
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(float(value))
        case "signal":
            os.kill(os.getpid(), int(value))
        case "list":
            return len([0] * (1 << 30))
        case "native":
            import flint

            return str(flint.fmpz(9) ** (9**10))[:3]
        case "allocate":
            kept.append(bytearray(int(value) << 20))
        case "exit":
            os._exit(int(value))
        case "raise":
            return 1 // 0
        case "recursion":
            return perform(task)
        case "interrupt":
            raise KeyboardInterrupt
        case "print":
            os.write(1, b"noise")
            os.write(2, b"noise")
        case "unpicklable":
            return lambda: None
        case "pid":
            return os.getpid()
    return task


kept: list[bytearray] = []


def collect(tasks: list[str], **limits: Any) -> list[Any]:
    """The answers in the order of the tasks, each delivered exactly once."""
    answers: dict[int, Any] = {}

    def deliver(number: int, answer: Any) -> None:
        assert number not in answers
        answers[number] = answer

    run(perform, tasks, Settings(**{"timeout": 20, "memory": 200, "jobs": 2, **limits}), deliver)
    return [answers[number] for number in range(len(tasks))]


_STOPPED = Lost("stopped after 0.4 s")
_OF_PATIENCE = Lost("stopped after 2 s on the clock, on a busy machine")


@pytest.mark.parametrize(
    ("bad", "lost"),
    [
        ("hang", _STOPPED),
        ("sleep:60", _OF_PATIENCE),
        (f"signal:{signal.SIGSEGV}", Lost(f"the worker process died (signal {signal.SIGSEGV})", fault=True)),
        (f"signal:{signal.SIGABRT}", Lost(f"the worker process died (signal {signal.SIGABRT})", fault=True)),
        ("list", Lost("ran out of memory (200 MB)")),
        ("native", Lost("ran out of memory (200 MB)")),
        ("exit:0", Lost("the worker process ended early (status 0)", fault=True)),
        ("exit:5", Lost("the worker process ended early (status 5)", fault=True)),
        ("recursion", Lost("nested too deeply")),
    ],
)
def test_a_bad_task_costs_only_itself(bad: str, lost: Lost) -> None:
    good = [f"good:{n}" for n in range(20)]
    answers = collect([*good[:5], bad, *good[5:]], timeout=0.4 if bad in ("hang", "sleep:60") else 20)
    busy = bad == "hang" and answers[5] == _OF_PATIENCE  # where others take the processor
    assert answers.pop(5) == (_OF_PATIENCE if busy else lost)
    assert answers == good


def test_waiting_for_the_processor_does_not_count() -> None:
    assert collect(["sleep:0.8"], timeout=0.4) == ["sleep:0.8"]


def test_the_system_may_kill_a_worker() -> None:
    (lost,) = collect([f"signal:{signal.SIGKILL}"])
    assert "signal 9" in lost.reason
    assert not lost.fault


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("raise", r"internal error: ZeroDivisionError: .*\(test_workers.py:\d+\)"),
        ("interrupt", r"internal error: KeyboardInterrupt"),
        ("unpicklable", r"internal error: .*pickle"),
    ],
)
def test_an_exception_is_a_fault(bad: str, message: str) -> None:
    before, lost, after = collect(["good", bad, "good"])
    assert isinstance(lost, Lost)
    assert lost.fault
    assert re.match(message, lost.reason)
    assert before == after == "good"


def test_many_bad_tasks_at_once() -> None:
    tasks = ["hang", "list", "exit:1", "good", f"signal:{signal.SIGSEGV}"] * 3
    answers = collect(tasks, jobs=4, timeout=0.5)
    assert [isinstance(answer, Lost) for answer in answers] == [task != "good" for task in tasks]


def test_memory_is_counted_for_each_task_anew() -> None:
    """A task may use what the limit allows, whatever was left behind by earlier ones."""
    assert not any(isinstance(answer, Lost) for answer in collect(["allocate:150"] * 6, jobs=1))
    assert isinstance(collect(["allocate:250"], jobs=1)[0], Lost)


def test_what_the_parent_has_mapped_does_not_count() -> None:
    ballast = bytearray(300 << 20)
    assert collect(["allocate:150"], jobs=1) == ["allocate:150"]
    assert len(ballast) == 300 << 20


def test_a_worker_serves_many_tasks() -> None:
    assert len(set(collect(["pid"] * 40, jobs=2))) <= 2


def test_a_worker_can_be_started_before_its_tasks() -> None:
    process.prepare("decimal")
    assert process.is_prepared()
    assert collect(["good", "hang", "raise", "pid"], jobs=1, timeout=0.4)[0] == "good"
    assert not process.is_prepared()


def test_a_prepared_worker_does_not_depend_on_the_module() -> None:
    process.prepare("no_such_module")
    assert collect(["good", "good"], jobs=1) == ["good", "good"]


def test_a_prepared_worker_that_died_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.import_module", lambda name: os._exit(1))
    process.prepare("decimal")
    time.sleep(0.3)
    assert collect(["good", "good"], jobs=1) == ["good", "good"]


def test_a_prepared_worker_may_go_unused() -> None:
    process.prepare("decimal")
    process.dismiss_prepared()
    process.dismiss_prepared()
    assert not process.is_prepared()


def test_no_more_workers_than_jobs_and_tasks() -> None:
    assert collect([], jobs=3) == []
    assert collect(["good"], jobs=100) == ["good"]


def test_output_of_a_task_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    collect(["print"])
    assert capfd.readouterr() == ("", "")


def test_ticks_while_waiting() -> None:
    ticks = []
    run(perform, ["sleep:0.35"], Settings(timeout=2), lambda number, answer: None, lambda: ticks.append(1))
    assert len(ticks) >= 3


def test_an_interrupted_run_kills_its_workers() -> None:
    pids = []

    def deliver(number: int, answer: Any) -> None:
        pids.append(answer)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(perform, ["pid", "hang", "hang"], Settings(timeout=60, jobs=1), deliver)
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Any) -> None:
    script = (
        "import os, time\n"
        "from derivcheck.engine.running.settings import Settings\n"
        "from derivcheck.engine.running.workers import run\n"
        "def task(path):\n"
        "    open(path, 'w').write(str(os.getpid()))\n"
        "    time.sleep(1)\n"
        f"run(task, [{str(tmp_path / 'a')!r}, {str(tmp_path / 'b')!r}], Settings(jobs=2), print)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    files = [tmp_path / "a", tmp_path / "b"]
    _wait_until(lambda: all(file.exists() and file.read_text() for file in files))
    parent.kill()
    parent.wait()
    pids = [int(file.read_text()) for file in files]
    _wait_until(lambda: not any(_runs(pid) for pid in pids))


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _wait_until(condition: Any) -> None:
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
