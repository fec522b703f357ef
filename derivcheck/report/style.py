"""The colours of a report, for rich and for the formats that do without it, and the marks in front of a claim."""

from __future__ import annotations

from derivcheck.engine.result import Result
from derivcheck.report.model import Canvas

#: What a word means → how it looks, in rich's names for styles.
STYLES = {
    "proved": "green",
    "refuted": "cyan",
    "unknown": "yellow",
    "error": "magenta",
    "unexpected": "bold red",
    "good": "bold green",
    "label": "dim",
    "title": "bold",
}

_CODES = {"green": "32", "cyan": "36", "yellow": "33", "magenta": "35", "red": "31", "bold": "1", "dim": "2"}


def paint(text: str, style: str, color: bool) -> str:
    """The text between the escape codes of a style, or as it is where no colours are wanted."""
    if not color:
        return text
    codes = ";".join(_CODES[word] for word in STYLES[style].split())
    return f"\x1b[{codes}m{text}\x1b[0m"


def mark(result: Result, canvas: Canvas) -> str:
    """One character that says whether a claim came out as its writer expected."""
    if result.as_expected:
        return "✓" if canvas.unicode else "+"
    return "✗" if canvas.unicode else "x"
