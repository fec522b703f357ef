"""The fenced blocks of the documentation: problem files, and commands with what they print.

A ```yaml block whose first line is a comment with a file name is a file; a ```console block holds commands, each
after ``$ ``, with their output below. `console_output` runs them; ``python tests/docs/docs_blocks.py`` writes the
outputs of today into the pages, to be read before they are committed.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Pages with commands that are not ours to run: the benchmarks take minutes, and their times are not repeatable.
_EXCLUDED = frozenset(("benchmarks.md",))
_FAULT = 3
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE_NAME = re.compile(r"# ([\w./-]+\.\w+)\n")
_SECONDS = re.compile(r"\b\d+\.\d+ s\b|(?<=\"seconds\": )[\d.e-]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and where the text begins in the page."""

    language: str
    text: str
    start: int

    @property
    def file_name(self) -> str | None:
        """The name in the comment on its first line."""
        found = _FILE_NAME.match(self.text)
        return found.group(1) if found else None


def pages() -> list[Path]:
    """The README and the pages in docs that are to be checked."""
    return [ROOT / "README.md", *(p for p in sorted((ROOT / "docs").glob("*.md")) if p.name not in _EXCLUDED)]


def blocks(page: Path, language: str) -> list[Block]:
    """The page's blocks in this language, in order."""
    text = page.read_text(encoding="utf-8")
    return [Block(m[1], m[2], m.start(2)) for m in _FENCE.finditer(text) if m[1] == language]


def write_files(page: Path, place: Path) -> None:
    """The problem files that the page shows."""
    for block in (*blocks(page, "yaml"), *blocks(page, "yml")):
        if block.file_name is not None:
            (place / block.file_name).write_text(block.text, encoding="utf-8")


def commands(block: Block) -> list[str]:
    """The commands of a console block, as typed."""
    return [line[2:] for line in block.text.splitlines() if line.startswith("$ ")]


def console_output(block: Block, place: Path) -> str:
    """The block as it should be: each command with what it prints in ``place``."""
    shown, code = "", 0
    for command in commands(block):
        output, code = _run(command, place, code)
        shown += f"$ {command}\n{output}"
    return shown


def without_times(text: str) -> str:
    """The text with every duration replaced, as no two runs take the same time."""
    return _SECONDS.sub("T s", text)


def _run(command: str, place: Path, last_code: int) -> tuple[str, int]:
    if command == "echo $?":
        return f"{last_code}\n", 0
    program, *arguments = shlex.split(command)
    if program != "derivcheck":
        raise ValueError(f"only derivcheck is run here, not {program}")
    environment = {k: v for k, v in os.environ.items() if k != "FORCE_COLOR"}
    environment |= {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "derivcheck", *arguments],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    if done.returncode == _FAULT:
        raise RuntimeError(f"an internal fault of `{command}`: {done.stdout}")
    return done.stdout, done.returncode


def _update(page: Path) -> bool:
    """Write today's outputs into the page; whether more than times has changed."""
    text = old = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        write_files(page, place)
        fresh = [(block, console_output(block, place)) for block in blocks(page, "console")]
    for block, output in reversed(fresh):
        if without_times(output) != without_times(block.text):
            text = text[: block.start] + output + text[block.start + len(block.text) :]
    page.write_text(text, encoding="utf-8")
    return text != old


if __name__ == "__main__":
    for changed in filter(_update, pages()):
        print(f"updated {changed.relative_to(ROOT)}")
