"""Where a piece of text comes from: sources, spans, and the errors that point into them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of character offsets ``start:end`` into the text of a whole file."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name under which its positions are reported (a path, or ``<command line>``)."""

    name: str
    text: str

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, the column in characters."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1), without its line break."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 1 <= number <= len(lines) else ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong with a text: what, where, and what to do about it."""

    message: str
    span: Span
    hint: str | None = None


class LanguageError(Exception):
    """A text that says nothing checkable; carries every complaint that was found, in order."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__("; ".join(c.message for c in complaints))
        self.complaints = complaints
