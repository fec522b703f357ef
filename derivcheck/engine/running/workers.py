"""Worker processes that can be killed: one task that hangs, crashes or eats memory costs no other task anything.

Workers are forked after the tasks exist, so a task reaches its worker as a number, not as a pickled
copy, and whatever a worker has imported or cached serves its later tasks. The parent watches the
clock and kills; nothing that runs inside a worker is trusted to stop by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from derivcheck.engine.running.process import Lost, Worker, out_of_patience
from derivcheck.engine.running.settings import Settings

T = TypeVar("T")
R = TypeVar("R")

#: How long an interval may pass without the caller being told that the run is alive.
_TICK = 0.1


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
        self.workers: list[Worker[T, R]] = []

    def work(self, tick: Callable[[], None] | None) -> None:
        for _ in range(min(self.settings.jobs, len(self.tasks))):
            self._employ()
        while self.workers:
            patience = max(0.0, min(worker.deadline for worker in self.workers) - time.monotonic())
            connections = [worker.connection for worker in self.workers]
            ready = set(wait(connections, min(patience, _TICK) if tick else patience))
            for worker in tuple(self.workers):
                if worker.connection in ready:
                    self._receive(worker)
                elif time.monotonic() >= worker.deadline:
                    self._lose(worker, out_of_patience(self.settings))
            if tick:
                tick()

    def close(self) -> None:
        while self.workers:
            self.workers.pop().end()

    def _employ(self) -> None:
        """Start a worker on the next task, if there is one."""
        if self.next < len(self.tasks):
            siblings = [worker.connection for worker in self.workers]
            worker = Worker(self.function, self.tasks, self.settings, siblings)
            self.workers.append(worker)
            self._assign(worker)

    def _assign(self, worker: Worker[T, R]) -> None:
        """Give a worker the next task, or its leave; one that died while idle is replaced."""
        if self.next == len(self.tasks):
            self._dismiss(worker)
        elif worker.begin(self.next):
            self.next += 1
        else:
            self._dismiss(worker)
            self._employ()

    def _dismiss(self, worker: Worker[T, R]) -> None:
        self.workers.remove(worker)
        worker.end()

    def _receive(self, worker: Worker[T, R]) -> None:
        try:
            answer, spent = worker.connection.recv()
        except (EOFError, OSError):
            self._lose(worker, worker.autopsy())
            return
        self._hand_over(worker, answer)
        if spent:
            self._dismiss(worker)
            self._employ()
        else:
            self._assign(worker)

    def _lose(self, worker: Worker[T, R], lost: Lost) -> None:
        """Report the task in hand as lost and put a fresh worker in the place of this one."""
        self._hand_over(worker, lost)
        self._dismiss(worker)
        self._employ()

    def _hand_over(self, worker: Worker[T, R], answer: R | Lost) -> None:
        if worker.task is not None:
            task, worker.task = worker.task, None
            self.deliver(task, answer)
