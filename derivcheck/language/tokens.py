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


_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_COMMENT = re.compile(r"#[^\n]*")
_OPERATOR = re.compile(r"<=>|\*\*|//|==|!=|<=|>=|=>|~=|->|:=|\.\.|<<|>>|&&|\|\||.", re.DOTALL)


def normal(name: str) -> str:
    """The one spelling of a name: Python, too, reads ``µ`` (micro) and ``μ`` (mu) as the same name."""
    return name if name.isascii() else normalize("NFKC", name)


def _name_end(text: str, start: int) -> int:
    ascii_part = _NAME.match(text, start)
    end = ascii_part.end() if ascii_part else start
    if ascii_part is None and not text[start].isidentifier():
        return start
    while end < len(text) and ("a" + text[end]).isidentifier():
        end += 1
    return end


def tokens(text: str) -> Iterator[Token]:
    """The tokens of ``text``; every character that starts no other token is an operator of its own."""
    at = 0
    while at < len(text):
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        token = _token(text, at)
        yield token
        at = token.end


def _token(text: str, at: int) -> Token:
    for mark, pattern in ((Mark.NUMBER, _NUMBER), (Mark.QUOTED, _QUOTED), (Mark.COMMENT, _COMMENT)):
        found = pattern.match(text, at)
        if found:
            return Token(mark, found.group(), at, found.end())
    end = _name_end(text, at)
    if end > at:
        return Token(Mark.NAME, normal(text[at:end]), at, end)
    operator = _OPERATOR.match(text, at)
    end = operator.end() if operator else at + 1
    return Token(Mark.OPERATOR, text[at:end], at, end)
