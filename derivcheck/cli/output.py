"""Where a report goes: the terminal, a pipe or a file, and what can be shown there."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from derivcheck.cli.failure import Failure, suggestion
from derivcheck.report.model import Canvas, Format

COLORS = ["auto", "always", "never"]
_NARROW, _WIDE = 40, 200


def canvas(color: str, stream: TextIO | None) -> Canvas:
    """What can be drawn on a stream, or in a file if there is none."""
    width = min(max(shutil.get_terminal_size((80, 24)).columns, _NARROW), _WIDE)
    if stream is None:
        return Canvas(width, color == "always", True)
    return Canvas(width, _colored(color, stream), _has_marks(stream.encoding))


def _colored(color: str, stream: TextIO) -> bool:
    if color != "auto":
        return color == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _has_marks(encoding: str | None) -> bool:
    try:
        "✓✗│·…∂".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def tolerate_encodings() -> None:
    """Write characters that the terminal's encoding lacks as escapes, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def print_out(text: str) -> None:
    """Write to standard output; a reader that has gone away, as ``head`` does, is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would fail once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Failure(f"cannot write the report: {error.strerror}") from error


def chosen_format(name: str) -> Format:
    """The format with this name; `Failure` with the names of all formats if there is none."""
    from derivcheck.report.formats import UnknownFormat, format_named, format_names

    try:
        return format_named(name)
    except UnknownFormat:
        raise Failure(f"there is no output format `{name}`", suggestion(name, format_names())) from None


def checked_target(target: str | None, inputs: Iterable[Path | None]) -> Path | None:
    """The file that a report goes into, examined before any work is done. `Failure` if it cannot be written."""
    if target is None:
        return None
    path = Path(target)
    if path.is_dir():
        raise Failure(f"`-o {target}` is a directory; name a file")
    if not path.parent.is_dir():
        raise Failure(f"`-o {target}`: the directory `{path.parent}` does not exist")
    if any(item is not None and item.absolute() == path.absolute() for item in inputs):
        raise Failure(f"`-o {target}` would overwrite a problem file that is to be checked")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise Failure(f"`-o {target}`: permission denied")
    return path


def write_file(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"`-o {path}`: {error.strerror}") from error
