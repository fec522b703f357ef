"""Options as they are after command line, project file and defaults have been put together and examined."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from derivcheck.cli.configuration import Configuration, configuration
from derivcheck.cli.failure import Failure, suggestion
from derivcheck.cli.output import COLORS
from derivcheck.engine.running.settings import Settings

if TYPE_CHECKING:
    from derivcheck.engine.running.cache import Cache

T = TypeVar("T")

FAIL_ON = ["unexpected", "never"]
_MOST_JOBS = 1024
_LEAST_MEMORY = 64  # megabytes; the solver's library alone needs most of it


def project() -> Configuration:
    """What the pyproject.toml that governs the working directory says."""
    try:
        return configuration(Path.cwd())
    except FileNotFoundError:
        raise Failure("the working directory does not exist any more") from None


def first(*values: T | None, otherwise: T) -> T:
    """The first value that was given."""
    return next((value for value in values if value is not None), otherwise)


def settings(timeout: float | None, memory: int | None, jobs: int | None, given: Configuration) -> Settings:
    """The limits of this run. `Failure` for values that make no sense."""
    default = Settings()
    found = Settings(
        timeout=first(timeout, given.timeout, otherwise=default.timeout),
        memory=first(memory, given.memory, otherwise=default.memory),
        jobs=first(jobs, given.jobs, otherwise=default.jobs),
    )
    if not math.isfinite(found.timeout) or found.timeout <= 0:
        raise Failure(f"--timeout {found.timeout:g}: the time limit must be more than 0 seconds")
    if found.timeout > 1e6:
        raise Failure(f"--timeout {found.timeout:g}: the time limit can be at most a million seconds")
    if not _LEAST_MEMORY <= found.memory <= 1 << 30:
        limits = f"at least {_LEAST_MEMORY} MB and at most 2**30 MB"
        raise Failure(f"--memory {found.memory}: the memory limit must be {limits}")
    if not 1 <= found.jobs <= _MOST_JOBS:
        raise Failure(f"--jobs {found.jobs}: the number of processes must be from 1 to {_MOST_JOBS}")
    return found


def cache(no_cache: bool, directory: str | None, given: Configuration) -> Cache | None:
    """The cache of this run, None if there is to be none."""
    if no_cache or given.no_cache:
        return None
    from derivcheck.engine.running.cache import Cache
    from derivcheck.engine.running.cache import directory as usual

    return Cache(usual(first(directory, given.cache_dir, otherwise="") or None))


def choice(option: str, value: str, known: list[str]) -> str:
    """The value if it is one of the known ones, `Failure` if not."""
    if value not in known:
        raise Failure(f"{option} cannot be `{value}`", suggestion(value, known))
    return value


def color(value: str | None, given: Configuration) -> str:
    return choice("--color", first(value, given.color, otherwise="auto"), COLORS)
