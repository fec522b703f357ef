"""What was handed in: the files of a class, each read with care, as strangers wrote and named them.

Links are not followed, devices not opened; whatever is wrong with a file is kept for the report.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from derivcheck.cli.failure import Failure
from derivcheck.cli.inputs import Unreadable, decode
from derivcheck.engine.result import Located
from derivcheck.grading.submission import Submission, submission
from derivcheck.language.source import Source

_MARKDOWN = (".md", ".markdown")
_YAML = (".yaml", ".yml")
_MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file and the name by which reports call it."""

    name: str
    path: Path


def find(patterns: Sequence[str], without: Set[str]) -> list[HandedIn]:
    """The files that are meant, each once; in folders all that are not hidden. `Failure` where there is none."""
    left_out = {os.path.abspath(path) for path in without}
    found: dict[str, HandedIn] = {}
    for pattern in patterns:
        if not pattern or "\0" in pattern:
            raise Failure("the name of a submission is empty or holds a NUL character")
        places = [pattern] if os.path.lexists(pattern) else sorted(glob.glob(pattern, recursive=True))
        if not places:
            raise Failure(f"`{pattern}` does not exist", "name files, folders, or a pattern such as 'in/*.md'")
        for place in places:
            inside = _files(place) if os.path.isdir(place) and not os.path.islink(place) else [place]
            for name in inside:
                if os.path.abspath(name) not in left_out:
                    found.setdefault(os.path.abspath(name), HandedIn(Path(name).as_posix(), Path(name)))
    if not found:
        raise Failure("nothing was handed in", "submissions are files that end in .yaml, .yml or .md")
    return list(found.values())


def _files(folder: str) -> list[str]:
    found = []
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [os.path.join(parent, name) for name in files if not name.startswith(".")]
    return sorted(found, key=lambda name: Path(name).parts)


def read(item: HandedIn, known: frozenset[str]) -> Submission:
    """The submission in a file; never raises for what is wrong with it."""
    suffix = item.path.suffix.lower()
    try:
        if suffix not in (*_MARKDOWN, *_YAML):
            raise Unreadable(Located("is neither YAML nor Markdown", 1, 1, 2, "", "hand in a .yaml or .md file"))
        text = decode(_content(item.path))
    except Unreadable as unreadable:
        return Submission(Source(item.name, ""), errors=(unreadable.error,))
    try:
        return submission(Source(item.name, text), suffix in _MARKDOWN, known)
    except (RecursionError, MemoryError):
        return Submission(Source(item.name, ""), errors=(Located("is too large or too deep", 1, 1, 2, ""),))


def _behind_link(path: Path) -> bool:
    """Whether a folder on the way is a link: but for the first, which the teacher chose, strangers may have made it."""
    parts = [part for part in path.parts[:-1] if part not in ("/", "..", ".")]
    folders = list(path.parents)[: max(0, len(parts) - 1)]
    return any(folder.is_symlink() for folder in folders)


def _content(path: Path) -> bytes:
    """The bytes of a regular file. `Unreadable` for links, devices, and files that are too large."""
    if _behind_link(path):
        hint = "name the folder itself, not a link to it"
        raise Unreadable(Located("lies behind a link, which is not followed", 1, 1, 2, "", hint))
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        reason = "is a link, which is not followed" if path.is_symlink() else f"cannot be read: {error.strerror}"
        raise Unreadable(Located(reason, 1, 1, 2, "", "hand in a file of its own")) from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unreadable(Located("is no ordinary file", 1, 1, 2, ""))
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise Unreadable(Located(f"is larger than {_MOST_BYTES >> 20} MiB", 1, 1, 2, ""))
    return data
