"""How much a run may spend: time and memory for each claim, and the number of worker processes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

_PATIENCE = 5


def available_cpus() -> int:
    """The processors this process may use, which a container or ``taskset`` can make fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """The limits of a run; each applies to one claim at a time, not to the whole."""

    timeout: float = 10.0  # seconds of processor time after which a claim is stopped
    memory: int = 1024  # megabytes that a claim may allocate
    jobs: int = field(default_factory=available_cpus)

    @property
    def patience(self) -> float:
        """Seconds on the clock after which a claim is stopped even if it had no processor for most of them."""
        return _PATIENCE * self.timeout

    @property
    def deadline(self) -> float:
        """Processor seconds after which a claim should give up by itself, so that it can still say what was tried."""
        return 0.9 * self.timeout
