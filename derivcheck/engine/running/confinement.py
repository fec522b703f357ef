"""What a worker process does to itself before it touches a claim: limits on memory and time, and silence."""

from __future__ import annotations

import faulthandler
import gc
import math
import os
import signal
import sys
from contextlib import suppress

from derivcheck.engine.running.settings import Settings

try:
    import resource
except ImportError:  # no such limits on this platform: the parent's clock is what remains
    resource = None  # type: ignore[assignment]

_MEGABYTE = 1 << 20
_ALLOCATIONS = 20_000  # between two looks for garbage in cycles, of which there is little
_LARGEST_FILE = 16 * _MEGABYTE  # nothing here writes files; this is for what a library may print


class Confinement:
    """The limits of one worker process, renewed for every task so that no task pays for an earlier one."""

    def __init__(self, settings: Settings) -> None:
        self.allowance = settings.memory * _MEGABYTE
        self.cpu_seconds = settings.timeout
        self.mapped_at_start = _mapped()

    @staticmethod
    def enter(stderr: int | None) -> None:
        """Leave the terminal to the parent: no signals from its keyboard, no output into its report, no core files."""
        gc.enable()
        gc.set_threshold(_ALLOCATIONS, 20, 50)
        faulthandler.disable()  # a crash is the parent's to report
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _redirect(stderr)
        if resource is not None:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            _limit(resource.RLIMIT_FSIZE, _LARGEST_FILE)

    def begin(self) -> None:
        """Allow the next task its memory on top of what is mapped already, and some processor time.

        The limit is on processor time, so that a busy machine does not change what becomes of a claim. A task that
        waits for ever is stopped by the parent's clock.
        """
        if resource is None:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_AS, _mapped() + self.allowance)
        _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + self.cpu_seconds))

    def end(self) -> None:
        """Lift the memory limit, so that an answer can be sent by a worker that is full."""
        if resource is not None:
            _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)

    @property
    def spent(self) -> bool:
        """Whether earlier tasks left so much behind that a fresh process should go on."""
        return _mapped() - self.mapped_at_start > self.allowance // 2


def _limit(kind: int, value: int) -> None:
    """Set a soft limit, as far as the hard one that somebody else may have set allows."""
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY and (value == resource.RLIM_INFINITY or value > hard):
        value = hard
    with suppress(ValueError, OSError):  # a platform may know the limit and not support it
        resource.setrlimit(kind, (value, hard))


def _mapped() -> int:
    """Bytes of address space in use, which is what the limit counts; the peak of real memory where unknown."""
    try:
        with open("/proc/self/statm", "rb") as statistics:
            return int(statistics.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError, AttributeError):
        pass
    if resource is None:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _redirect(stderr: int | None) -> None:
    """Send standard output nowhere and standard error into the parent's file, if it wants to read it."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.dup2(nowhere if stderr is None else stderr, 2)
