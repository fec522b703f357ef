"""One worker process: the loop that it runs, and what the parent sees of it.

A worker is forked with its tasks, or ahead of them: `prepare` starts one that imports what it will need
while the parent still reads its command line, which on two processors hides most of the time of a start.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Generic, NoReturn, TypeVar

from derivcheck.engine.running.confinement import Confinement
from derivcheck.engine.running.settings import Settings

T = TypeVar("T")
R = TypeVar("R")

#: What native libraries print on stderr before they abort for want of memory.
_OUT_OF_MEMORY = (b"memory", b"alloc")


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a task has no answer; ``fault`` unless it merely met one of its limits."""

    reason: str
    fault: bool = False


def timed_out(settings: Settings) -> Lost:
    return Lost(f"stopped after {settings.timeout:g} s")


def out_of_patience(settings: Settings) -> Lost:
    return Lost(f"stopped after {settings.patience:g} s on the clock, on a busy machine")


def out_of_memory(settings: Settings) -> Lost:
    return Lost(f"ran out of memory ({settings.memory} MB)")


def description(error: BaseException) -> str:
    """Kind, message and place of an exception, in one line for a bug report."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})" if trace else ""
    message = str(error).split("\n", 1)[0][:300]
    return f"{type(error).__name__}{': ' if message else ''}{message}{place}"


def _context() -> Any:
    """Fork where there is fork: the tasks need no pickling and start-up is a few milliseconds."""
    return multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")


class _Process:
    """A running process, the pipe to it, and the file that collects what it says on stderr."""

    def __init__(self, body: Callable[..., None], arguments: tuple[Any, ...], siblings: Sequence[Connection]) -> None:
        context = _context()
        forked = context.get_start_method() == "fork"
        self.connection: Connection
        self.connection, far_end = context.Pipe()
        self.words = os.memfd_create("stderr") if forked and hasattr(os, "memfd_create") else None
        inherited = [self.connection, *siblings] if forked else []
        self.handle = context.Process(
            target=_begin, args=(body, arguments, far_end, inherited, self.words), daemon=True
        )
        self.handle.start()
        far_end.close()

    def end(self) -> None:
        """Kill the process and release what belongs to it."""
        self.handle.kill()
        self.handle.join()
        self.connection.close()
        if self.words is not None:
            os.close(self.words)

    def last_words(self) -> bytes:
        if self.words is None:
            return b""
        end = os.lseek(self.words, 0, os.SEEK_END)
        return os.pread(self.words, 4096, max(0, end - 4096)).lower()


_prepared: _Process | None = None


def prepare(module: str) -> None:
    """Start a worker before its tasks are known; it imports ``module`` while it waits for them."""
    global _prepared
    if _context().get_start_method() == "fork":
        _prepared = _Process(_wait_for_tasks, (module,), [])


def dismiss_prepared() -> None:
    """End a prepared worker that was not needed."""
    prepared = _take_prepared()
    if prepared is not None:
        prepared.end()


def is_prepared() -> bool:
    """Whether a worker is waiting that imports by itself what the tasks need."""
    return _prepared is not None


def _take_prepared() -> _Process | None:
    global _prepared
    prepared, _prepared = _prepared, None
    return prepared


class Worker(Generic[T, R]):
    """One worker as its employer sees it: the process and the task in hand."""

    def __init__(
        self, function: Callable[[T], R], tasks: Sequence[T], settings: Settings, siblings: Sequence[Connection]
    ) -> None:
        self.settings = settings
        self.task: int | None = None
        self.deadline = 0.0
        prepared = _take_prepared()
        self.process = prepared or _Process(_serve, (function, tasks, settings), siblings)
        if prepared is not None:
            with suppress(OSError):  # it has died: the first task will find that out
                prepared.connection.send((function, tasks, settings))

    @property
    def connection(self) -> Connection:
        return self.process.connection

    def begin(self, task: int) -> bool:
        """Send a task; False if the worker has died since its last one."""
        try:
            self.connection.send(task)
        except OSError:
            return False
        self.task, self.deadline = task, time.monotonic() + self.settings.patience
        return True

    def end(self) -> None:
        self.process.end()

    def autopsy(self) -> Lost:
        """Why the process ended by itself."""
        self.process.handle.join(timeout=1)
        status = self.process.handle.exitcode
        if status is None:
            return Lost("the worker process stopped answering", fault=True)
        if status >= 0:
            return Lost(f"the worker process ended early (status {status})", fault=True)
        if -status == signal.SIGABRT and any(word in self.process.last_words() for word in _OUT_OF_MEMORY):
            return out_of_memory(self.settings)
        if -status == signal.SIGKILL:
            return Lost("the system killed the worker process (signal 9), probably because memory ran out")
        if -status == getattr(signal, "SIGXCPU", None):
            return timed_out(self.settings)
        return Lost(f"the worker process died (signal {-status})", fault=True)


def _begin(
    body: Callable[..., None],
    arguments: tuple[Any, ...],
    connection: Connection,
    inherited: Sequence[Connection],
    words: int | None,
) -> NoReturn:
    """The beginning and the end of every worker.

    The inherited ends of pipes are the parent's: while a child holds them, nobody notices that the parent is gone.
    """
    try:
        for other in inherited:
            other.close()
        Confinement.enter(words)
        body(connection, *arguments)
    except (EOFError, OSError):
        pass  # the parent has hung up
    finally:
        os._exit(0)  # no clean-up of what was inherited from the parent


def _wait_for_tasks(connection: Connection, module: str) -> None:
    with suppress(Exception):  # a task that needs the module will say better what is wrong with it
        importlib.import_module(module)
    function, tasks, settings = connection.recv()
    _serve(connection, function, tasks, settings)


def _serve(connection: Connection, function: Callable[[T], R], tasks: Sequence[T], settings: Settings) -> None:
    """Answer one task after the other until the parent hangs up."""
    confinement = Confinement(settings)
    while True:
        task = tasks[connection.recv()]
        confinement.begin()
        answer = _attempt(function, task, settings)
        confinement.end()
        _reply(connection, answer, confinement.spent or isinstance(answer, Lost))


def _attempt(function: Callable[[T], R], task: T, settings: Settings) -> R | Lost:
    """The function's answer; whatever it raises becomes a `Lost`, and a fault unless it is a limit."""
    try:
        return function(task)
    except MemoryError:
        return out_of_memory(settings)
    except RecursionError:
        return Lost("nested too deeply")
    except BaseException as error:
        return Lost(f"internal error: {description(error)}", fault=True)


def _reply(connection: Connection, answer: object, spent: bool) -> None:
    """Send an answer, and whether a fresh process should take over."""
    try:
        connection.send((answer, spent))
    except OSError:
        raise
    except Exception as error:  # an answer that cannot be pickled is our own mistake
        connection.send((Lost(f"internal error: {description(error)}", fault=True), True))
