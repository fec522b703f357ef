"""Text that somebody wrote, together with the place of each of its characters in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivcheck.language.source import Span

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Located:
    """``text``, whose character number k stands at ``offsets[k]`` of the file; the last offset is that of its end.

    The offsets of a text that stands in one piece are a `range`, so that most texts cost nothing to place.
    """

    text: str
    offsets: Sequence[int]

    @staticmethod
    def contiguous(text: str, start: int) -> Located:
        return Located(text, range(start, start + len(text) + 1))

    def span(self, start: int, end: int) -> Span:
        """Where the characters ``start:end`` stand."""
        if not self.text:
            return Span(self.offsets[0], self.offsets[0])
        if start >= end:
            at = self.offsets[min(start, len(self.text))]
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    @property
    def whole(self) -> Span:
        return self.span(0, len(self.text))

    def part(self, start: int, end: int) -> Located:
        """The characters ``start:end`` without white space around them."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Located(self.text[start:end], self.offsets[start : end + 1])

    def stripped(self) -> Located:
        return self.part(0, len(self.text))


def quoted(text: str) -> str:
    """A piece of a user's text as messages show it: in backquotes, on one line, not too long."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_QUOTE:
        line = line[: _LONGEST_QUOTE - 1] + "…"
    return f"`{line}`"
