"""What was decided before: a small database on disk, from all that a decision depends on to its result as JSON.

The key holds the texts, the limits, and the program itself (its files and the libraries that decide), so that nothing
outlives a change of any of them. Only what is decided is kept, or was given up long before its time was over: that
would be found again. A database that cannot be used is as good as an empty one.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from derivcheck.engine.result import Result
from derivcheck.engine.running.record import from_json, to_json
from derivcheck.engine.running.settings import Settings
from derivcheck.language.entries import Pair

T = TypeVar("T")

#: All that a decision depends on, as nested tuples and lists of texts and numbers.
Key = tuple[Any, ...]

_ENVIRONMENT = "DERIVCHECK_CACHE_DIR"
_PACKAGE = Path(__file__).parents[2]
_LIBRARIES = ("python-flint", "sympy", "z3-solver")
_MOST_ENTRIES = 200_000
_AT_ONCE = 500
_PATIENCE = 2.0  # seconds for another process to finish writing
_SHARE_OF_TIME = 0.1
_UNUSABLE = (sqlite3.Error, OSError)


class Cache:
    """The database of a directory, which is made when something is first put into it."""

    def __init__(self, directory: Path) -> None:
        self.file = directory / "decisions.sqlite3"

    def get(self, keys: Sequence[Key], kind: type[T]) -> dict[int, T]:
        """What is known, by the places of the keys."""
        digests = [_digest(key) for key in keys]
        try:
            known = self._read(digests) if self.file.exists() else {}
        except _UNUSABLE:
            return {}
        found = {}
        for place, digest in enumerate(digests):
            if digest in known:
                try:
                    found[place] = from_json(kind, json.loads(known[digest]))
                except (ValueError, TypeError, KeyError):
                    continue  # not what was written: decided anew
        return found

    def put(self, values: Sequence[tuple[Key, object]]) -> None:
        """Keep values under their keys."""
        if not values:
            return
        rows = [(_digest(key), json.dumps(to_json(value))) for key, value in values]
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as database, database:
                database.execute("CREATE TABLE IF NOT EXISTS decisions (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
                (count,) = database.execute("SELECT COUNT(*) FROM decisions").fetchone()
                if count > _MOST_ENTRIES:
                    database.execute("DELETE FROM decisions")
                database.executemany("INSERT OR REPLACE INTO decisions VALUES (?, ?)", rows)
        except _UNUSABLE:
            return

    def _read(self, digests: Sequence[str]) -> dict[str, str]:
        known: dict[str, str] = {}
        with self._open() as database:
            for start in range(0, len(digests), _AT_ONCE):
                part = digests[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                known.update(database.execute(f"SELECT key, value FROM decisions WHERE key IN ({marks})", part))
        return known

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as database:
            yield database


def directory(wanted: str | None = None) -> Path:
    """Where the database is: as wanted, as the environment says, or where the system keeps such files."""
    chosen = wanted or os.environ.get(_ENVIRONMENT)
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("derivcheck"))


def texts_of(pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    """Declarations or definitions as plain texts."""
    return [(key.text, value.text) for key, value in pairs]


def lasts(result: Result, settings: Settings) -> bool:
    """Whether a result would be the same on any machine."""
    steps = [result, *result.links, *(() if result.whole is None else (result.whole,))]
    decided = all(step.verdict in ("proved", "refuted") for step in steps)
    return result.fault is None and not result.errors and (decided or early(result.seconds, settings))


def early(seconds: float, settings: Settings) -> bool:
    """Whether nothing can have been given up for want of time."""
    return 0 < seconds < _SHARE_OF_TIME * settings.timeout


def _digest(key: Key) -> str:
    return hashlib.sha256(repr((program(), key)).encode("utf-8", "backslashreplace")).hexdigest()


@cache
def program() -> str:
    """What decides: the files of this package and the versions of the libraries."""
    known = hashlib.sha256()
    for file in sources():
        stat = file.stat()
        known.update(repr((file.relative_to(_PACKAGE).as_posix(), stat.st_size, stat.st_mtime_ns)).encode())
    for name in _LIBRARIES:
        known.update(f"{name} {_version(name)}".encode())
    return known.hexdigest()


def sources() -> list[Path]:
    """Every file of the whole package, not only of the engine: all of it decides."""
    return sorted(_PACKAGE.rglob("*.py"))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
