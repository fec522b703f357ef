"""Cutting text into tokens: numbers, names, operators, quoted text and comments, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from unicodedata import normalize


class Mark(Enum):
    """The kinds of tokens."""

    NUMBER = "number"
    NAME = "name"
    OPERATOR = "operator"
    QUOTED = "quoted text"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Token:
    """Characters ``start:end`` of a text; the ``text`` of a name is in Unicode's normal form NFKC."""

    mark: Mark
    text: str
    start: int
    end: int


_PATTERN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>[A-Za-z_][A-Za-z_0-9]*)
    |(?P<quoted>'[^'\n]*'|"[^"\n]*")
    |(?P<comment>\#[^\n]*)
    |(?P<operator><=>|\*\*|//|==|!=|<=|>=|=>|~=|->|:=|\.\.|<<|>>|&&|\|\||.)""",
    re.VERBOSE | re.DOTALL,
)
_MARKS = {
    "number": Mark.NUMBER,
    "name": Mark.NAME,
    "quoted": Mark.QUOTED,
    "comment": Mark.COMMENT,
    "operator": Mark.OPERATOR,
}


def normal(name: str) -> str:
    """The one spelling of a name: Python, too, reads ``µ`` (micro) and ``μ`` (mu) as the same name."""
    return name if name.isascii() else normalize("NFKC", name)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of ``text``; every character that starts no other token is an operator of its own."""
    at = 0
    while at < len(text):
        found = _PATTERN.match(text, at)
        assert found is not None, "the last alternative takes any character"
        start, at = at, found.end()
        kind = found.lastgroup or ""
        if kind == "space":
            continue
        if not text[at - 1 : at + 1].isascii() and (kind == "name" or text[start].isidentifier()):
            kind, at = "name", _name_end(text, at)
        piece = text[start:at]
        yield Token(_MARKS[kind], normal(piece) if kind == "name" else piece, start, at)


def _name_end(text: str, end: int) -> int:
    """Where a name goes on to, by Python's rule for the letters of all scripts."""
    while end < len(text) and ("a" + text[end]).isidentifier():
        end += 1
    return end
