"""The fenced ``derivcheck`` blocks of a Markdown file, by the rules of CommonMark for fences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derivcheck.language.located import Located
from derivcheck.language.source import Source

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)")
_LANGUAGE = "derivcheck"


@dataclass(frozen=True, slots=True)
class Block:
    """A block's text; ``name`` is the question that its first line names, empty for a block of YAML."""

    name: str
    text: Located
    at: int


def blocks(source: Source) -> list[Block]:
    """The blocks of derivcheck in their order; one that is not closed goes on to the end of the file."""
    found: list[Block] = []
    fence, name, start, opened = "", "", 0, 0
    at = 0
    for line in source.text.splitlines(keepends=True):
        match = _FENCE.match(line.rstrip("\r\n"))
        if not fence and match and not (match["fence"][0] == "`" and "`" in match["info"]):
            fence, words = match["fence"], match["info"].split(maxsplit=1)
            name = words[1].strip() if words[1:] else ""
            mine, start, opened = words[:1] == [_LANGUAGE], at + len(line), at
        elif fence and match and not match["info"].strip() and match["fence"].startswith(fence):
            if mine:
                found.append(_block(source, name, start, at, opened))
            fence = ""
        at += len(line)
    if fence and mine:
        found.append(_block(source, name, start, len(source.text), opened))
    return found


def _block(source: Source, name: str, start: int, end: int, opened: int) -> Block:
    start = min(start, end)
    return Block(name, Located.contiguous(source.text[start:end], start), opened)
