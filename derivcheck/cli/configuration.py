"""Defaults from ``[tool.derivcheck]`` in the nearest pyproject.toml that has this table.

The keys are the names of ``verify``'s options: ``paths``, ``jobs``, ``timeout``, ``memory``, ``output-format``,
``fail-on``, ``color``, ``no-cache``, ``cache-dir``. Paths are relative to the pyproject.toml.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derivcheck.cli.failure import Failure, suggestion

_MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the project's file says; None where it says nothing."""

    paths: list[str] | None = None
    jobs: int | None = None
    timeout: float | None = None
    memory: int | None = None
    output_format: str | None = None
    fail_on: str | None = None
    color: str | None = None
    no_cache: bool | None = None
    diagnose: str | None = None
    cache_dir: str | None = None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


_KEYS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "paths": (_is_texts, "a list of paths"),
    "jobs": (_is_integer, "an integer"),
    "timeout": (_is_number, "a number of seconds"),
    "memory": (_is_integer, "a number of megabytes"),
    "output-format": (_is_text, "the name of a format in quotes"),
    "fail-on": (_is_text, '"unexpected" or "never"'),
    "color": (_is_text, '"auto", "always" or "never"'),
    "diagnose": (_is_text, '"unexpected", "all" or "never"'),
    "cache-dir": (_is_text, "a directory in quotes"),
    "no-cache": (lambda value: isinstance(value, bool), "true or false"),
}


def configuration(start: Path) -> Configuration:
    """The configuration that holds in a directory; empty if no parent has one. `Failure` if it is wrong."""
    for directory in (start, *start.parents):
        file = directory / "pyproject.toml"
        table = _table(file)
        if table is not None:
            return _checked(table, file)
    return Configuration()


def _table(file: Path) -> object:
    """The table of a pyproject.toml, or None; a file without the word is not even parsed."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(_MOST_BYTES)
    except OSError:
        return None
    if not _may_hold_table(data):
        return None
    import tomllib

    try:
        document: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Failure(f"{file}: not valid TOML: {error}") from error
    tool = document.get("tool")
    return tool.get("derivcheck") if isinstance(tool, dict) else None


def _may_hold_table(data: bytes) -> bool:
    """False for most files, which then need not be parsed: that would cost every start some milliseconds."""
    dense = data.translate(None, b" \t\"'")
    return b"derivcheck" in dense and any(text in dense for text in (b"tool.derivcheck", b"[tool]", b"tool="))


def _checked(table: object, file: Path) -> Configuration:
    if not isinstance(table, dict):
        raise Failure(f"{file}: [tool.derivcheck] must be a table")
    for key, value in table.items():
        if key not in _KEYS:
            raise Failure(f"{file}: [tool.derivcheck] has no option `{key}`", suggestion(key, list(_KEYS)))
        fits, wanted = _KEYS[key]
        if not fits(value):
            raise Failure(f"{file}: `{key}` in [tool.derivcheck] must be {wanted}")
    values = {key.replace("-", "_"): value for key, value in table.items()}
    if "paths" in values:
        values["paths"] = [os.path.relpath(file.parent / path) for path in values["paths"]]
    return Configuration(**values)
