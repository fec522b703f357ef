"""Worker processes that can be killed: one task that hangs, crashes or eats memory costs no other task anything.

Workers are forked after the tasks exist, so a task reaches its worker as a number, not as a pickled
copy, and whatever a worker has imported or cached serves its later tasks. The parent watches the
clock and kills; nothing that runs inside a worker is trusted to stop by itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import IO, Any, Generic, NoReturn, TypeVar

from derivcheck.engine.confinement import Confinement
from derivcheck.engine.settings import Settings

T = TypeVar("T")
R = TypeVar("R")

#: How long an interval may pass without the caller being told that the run is alive.
_TICK = 0.1

#: What native libraries print on stderr before they abort for want of memory.
_OUT_OF_MEMORY = (b"memory", b"alloc")


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a task has no answer; ``fault`` unless it merely met one of its limits."""

    reason: str
    fault: bool = False


def run(
    function: Callable[[T], R],
    tasks: Sequence[T],
    settings: Settings,
    deliver: Callable[[int, R | Lost], None],
    tick: Callable[[], None] | None = None,
) -> None:
    """Call ``function`` on every task in worker processes and ``deliver`` each answer under its task's number.

    Answers arrive as they are ready, exactly one for each task. ``tick`` is called a few times a second while
    waiting. If the caller is interrupted, the workers are killed and the exception goes on.
    """
    pool = _Pool(function, tasks, settings, deliver)
    try:
        pool.work(tick)
    finally:
        pool.close()


def short_seconds(seconds: float) -> str:
    """A duration as the command line takes it: ``10 s``, ``0.5 s``."""
    return f"{seconds:g} s"


class _Worker(Generic[T, R]):
    """One worker process as the parent sees it: its pipe, what it says on stderr, and the task in hand."""

    def __init__(
        self, function: Callable[[T], R], tasks: Sequence[T], settings: Settings, siblings: Sequence[_Worker[T, R]]
    ) -> None:
        context = _context()
        forked = context.get_start_method() == "fork"
        self.connection, far_end = context.Pipe()
        self.complaints: IO[bytes] | None = tempfile.TemporaryFile() if forked else None  # noqa: SIM115
        self.task: int | None = None
        self.deadline = 0.0
        inherited = [self.connection, *(s.connection for s in siblings)] if forked else []
        stderr = self.complaints.fileno() if self.complaints else None
        self.process: BaseProcess = context.Process(
            target=_serve, args=(function, tasks, settings, far_end, inherited, stderr), daemon=True
        )
        self.process.start()
        far_end.close()

    def begin(self, task: int, timeout: float) -> bool:
        """Send a task; False if the worker has died since its last one."""
        try:
            self.connection.send(task)
        except OSError:
            return False
        self.task, self.deadline = task, time.monotonic() + timeout
        return True

    def end(self) -> None:
        """Kill the process and release what belongs to it."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        if self.complaints is not None:
            self.complaints.close()

    def autopsy(self, settings: Settings) -> Lost:
        """Why the process ended by itself."""
        self.process.join(timeout=1)
        status = self.process.exitcode
        if status is None:
            return Lost("the worker process stopped answering", fault=True)
        if status >= 0:
            return Lost(f"the worker process ended early (status {status})", fault=True)
        if -status == signal.SIGABRT and any(word in self._last_words() for word in _OUT_OF_MEMORY):
            return out_of_memory(settings)
        if -status == signal.SIGKILL:
            return Lost("the system killed the worker process (signal 9), probably because memory ran out")
        if -status == getattr(signal, "SIGXCPU", None):
            return Lost(f"stopped after {short_seconds(settings.timeout)}")
        return Lost(f"the worker process died (signal {-status})", fault=True)

    def _last_words(self) -> bytes:
        if self.complaints is None:
            return b""
        size = self.complaints.seek(0, os.SEEK_END)
        self.complaints.seek(max(0, size - 4096))
        return self.complaints.read().lower()


class _Pool(Generic[T, R]):
    """The workers of one run and the tasks that are still to be handed out."""

    def __init__(
        self,
        function: Callable[[T], R],
        tasks: Sequence[T],
        settings: Settings,
        deliver: Callable[[int, R | Lost], None],
    ) -> None:
        self.function = function
        self.tasks = tasks
        self.settings = settings
        self.deliver = deliver
        self.next = 0
        self.workers: list[_Worker[T, R]] = []

    def work(self, tick: Callable[[], None] | None) -> None:
        for _ in range(min(self.settings.jobs, len(self.tasks))):
            self._employ()
        while self.workers:
            patience = max(0.0, min(w.deadline for w in self.workers) - time.monotonic())
            ready = set(wait([w.connection for w in self.workers], min(patience, _TICK) if tick else patience))
            for worker in tuple(self.workers):
                if worker.connection in ready:
                    self._receive(worker)
                elif time.monotonic() >= worker.deadline:
                    self._lose(worker, Lost(f"stopped after {short_seconds(self.settings.timeout)}"))
            if tick:
                tick()

    def close(self) -> None:
        while self.workers:
            self.workers.pop().end()

    def _employ(self) -> None:
        """Start a worker on the next task, if there is one."""
        if self.next < len(self.tasks):
            worker = _Worker(self.function, self.tasks, self.settings, self.workers)
            self.workers.append(worker)
            self._assign(worker)

    def _assign(self, worker: _Worker[T, R]) -> None:
        """Give a worker the next task, or its leave; one that died while idle is replaced."""
        if self.next == len(self.tasks):
            self._dismiss(worker)
        elif worker.begin(self.next, self.settings.timeout):
            self.next += 1
        else:
            self._dismiss(worker)
            self._employ()

    def _dismiss(self, worker: _Worker[T, R]) -> None:
        self.workers.remove(worker)
        worker.end()

    def _receive(self, worker: _Worker[T, R]) -> None:
        try:
            answer, spent = worker.connection.recv()
        except (EOFError, OSError):
            self._lose(worker, worker.autopsy(self.settings))
            return
        self._hand_over(worker, answer)
        if spent:
            self._dismiss(worker)
            self._employ()
        else:
            self._assign(worker)

    def _lose(self, worker: _Worker[T, R], lost: Lost) -> None:
        """Report the task in hand as lost and put a fresh worker in the place of this one."""
        self._hand_over(worker, lost)
        self._dismiss(worker)
        self._employ()

    def _hand_over(self, worker: _Worker[T, R], answer: R | Lost) -> None:
        if worker.task is not None:
            task, worker.task = worker.task, None
            self.deliver(task, answer)


def out_of_memory(settings: Settings) -> Lost:
    return Lost(f"ran out of memory ({settings.memory} MB)")


def _context() -> Any:
    """Fork where there is fork: the tasks need no pickling and start-up is a few milliseconds."""
    return multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


def _serve(
    function: Callable[[T], R],
    tasks: Sequence[T],
    settings: Settings,
    connection: Connection,
    inherited: Sequence[Connection],
    stderr: int | None,
) -> NoReturn:
    """The life of a worker: answer one task after the other until the parent hangs up.

    The inherited ends are the parent's: while a child holds them, nobody would notice that the parent is gone.
    """
    for other in inherited:
        other.close()
    confinement = Confinement(settings)
    confinement.enter(stderr)
    try:
        while True:
            confinement.begin()
            answer = _attempt(function, tasks[connection.recv()], settings)
            confinement.end()
            spent = confinement.spent or isinstance(answer, Lost)
            _reply(connection, answer, spent)
    except (EOFError, OSError):
        pass
    finally:
        os._exit(0)  # no clean-up of what was inherited from the parent


def _attempt(function: Callable[[T], R], task: T, settings: Settings) -> R | Lost:
    """The function's answer; whatever it raises becomes a `Lost`, and a fault unless it is a limit."""
    try:
        return function(task)
    except MemoryError:
        return out_of_memory(settings)
    except RecursionError:
        return Lost("nested too deeply")
    except BaseException as error:
        return Lost(f"internal error: {_description(error)}", fault=True)


def _reply(connection: Connection, answer: object, spent: bool) -> None:
    try:
        connection.send((answer, spent))
    except OSError:
        raise
    except Exception as error:  # an answer that cannot be pickled is our own mistake
        connection.send((Lost(f"internal error: {_description(error)}", fault=True), True))


def _description(error: BaseException) -> str:
    """Kind, message and place of an exception, in one line for a bug report."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})" if trace else ""
    message = str(error).split("\n", 1)[0][:300]
    return f"{type(error).__name__}{': ' if message else ''}{message}{place}"
