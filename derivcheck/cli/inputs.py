"""Which files to check, and their text: paths, directories and standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from derivcheck.cli.failure import Failure, suggestion
from derivcheck.engine.result import Located
from derivcheck.language.source import Source

STDIN = "-"
_SUFFIXES = (".yaml", ".yml")
_MOST_BYTES = 16 << 20  # far beyond what a problem file may have; keeps a device file from filling memory
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, or standard input, and the name by which reports call it."""

    name: str
    path: Path | None


class Unreadable(Exception):
    """A file whose text cannot be had; says why and, for a bad byte, where."""

    def __init__(self, error: Located) -> None:
        super().__init__(error.message)
        self.error = error


def find(paths: Sequence[str], stdin_name: str | None = None) -> list[Input]:
    """The files meant by paths, in their order; directories are searched for problem files and sorted.

    Names that begin with a dot are passed over inside directories. `Failure` for a path that does not exist
    and for a directory without problem files.
    """
    if stdin_name is not None and STDIN not in paths:
        raise Failure("--stdin-filename names standard input, which is not read here", "add `-` to the paths")
    found: dict[str, Input] = {}
    for path in paths:
        for item in _expand(path, stdin_name):
            found.setdefault(item.name if item.path is None else str(item.path.absolute()), item)
    return list(found.values())


def _expand(path: str, stdin_name: str | None) -> list[Input]:
    if path == STDIN:
        return [Input(stdin_name or "<stdin>", None)]
    if not path:
        raise Failure("a path is empty")
    if "\0" in path:
        raise Failure("a path cannot contain a NUL character")
    place = Path(path)
    if os.path.isdir(place):
        inside = _problem_files(place)
        if not inside:
            raise Failure(f"no problem files in `{path}`", "problem files end in .yaml or .yml; name others explicitly")
        return [Input(file.as_posix(), file) for file in inside]
    if not os.path.lexists(place):
        raise Failure(f"`{path}` does not exist", _neighbour(place))
    return [Input(place.as_posix(), place)]


def _problem_files(directory: Path) -> list[Path]:
    found = []
    for parent, directories, files in os.walk(directory):
        directories[:] = [name for name in directories if not name.startswith(".")]
        found += [Path(parent, f) for f in files if f.endswith(_SUFFIXES) and not f.startswith(".")]
    return sorted(found, key=lambda file: file.parts)


def _neighbour(path: Path) -> str | None:
    """A hint at the file that may have been meant."""
    try:
        names = sorted(os.listdir(path.parent))
    except OSError:
        return None
    hint = suggestion(path.name, names)
    return hint if hint and hint.startswith("did") else "name problem files or directories that contain them"


def read(item: Input) -> Source:
    """The text of an input; `Unreadable` if it cannot be opened or is not UTF-8."""
    try:
        if item.path is None:
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with open(item.path, "rb") as file:
                data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(Located(f"cannot be read: {error.strerror or error}", 1, 1, 2, "")) from error
    if len(data) > _MOST_BYTES:
        raise Unreadable(Located(f"is larger than {_MOST_BYTES >> 20} MiB", 1, 1, 2, ""))
    return Source(item.name, decode(data))


def decode(data: bytes) -> str:
    """UTF-8 text; `Unreadable` points at the first byte that is none."""
    if data.startswith(_UTF16_MARKS):
        raise Unreadable(Located("is not UTF-8 text but UTF-16", 1, 1, 2, "", "save the file as UTF-8"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        beginning = before.rpartition("\n")[2]
        rest = data[error.start :].split(b"\n", 1)[0].decode("utf-8", "backslashreplace")
        column = len(beginning) + 1
        raise Unreadable(
            Located(
                f"is not UTF-8 text: byte 0x{data[error.start]:02x}",
                before.count("\n") + 1,
                column,
                column + 4,
                beginning + rest,
                "save the file as UTF-8",
            )
        ) from error
