"""Lines that fit their columns: display widths, wrapping, and labelled blocks with a hanging indent.

Works on text that is already safe to print and knows no markup, so nothing a claim contains can be taken for it.
"""

from __future__ import annotations

import unicodedata

from derivcheck.report.model import Canvas
from derivcheck.report.style import paint

_LABEL = 12  # columns for "difference" and two spaces
_NARROWEST = 20  # below this, a text does not stand beside its head
_BELOW = 8  # but under it, with this margin


def cells(text: str) -> int:
    """The number of terminal columns that a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns, broken at spaces, inside a word only where one is too long."""
    width = max(width, _NARROWEST)
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cells(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while cells(word) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line or not lines else lines


def _head(word: str, width: int) -> str:
    """The longest beginning of a word that fits, at least one character."""
    used = 0
    for place, character in enumerate(word):
        used += _cells_of(character)
        if used > width:
            return word[: max(1, place)]
    return word


def hanging(head: str, head_cells: int, text: str, canvas: Canvas, style: str | None = None) -> list[str]:
    """A painted head, then the text beside it, wrapped; further lines stand under the text's beginning."""
    room = canvas.width - head_cells
    beside = room >= min(_NARROWEST, cells(text))
    margin = head_cells if beside else min(head_cells, _BELOW)
    lines = wrap(text, canvas.width - margin)
    if style is not None:
        lines = [paint(line, style, canvas.color) for line in lines]
    rest = [" " * margin + line for line in lines]
    return [(head + lines[0]).rstrip(), *rest[1:]] if beside else [head.rstrip(), *rest]


def labelled(label: str, text: str, indent: int, canvas: Canvas, style: str | None = None) -> list[str]:
    """``label  text`` in the two columns of an expanded claim."""
    head = " " * indent + paint(label.ljust(_LABEL), "label", canvas.color)
    return hanging(head, indent + _LABEL, text, canvas, style)
