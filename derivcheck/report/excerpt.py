"""An error in its surroundings: place, message, the line of the file with a caret under the part that is meant."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.engine.result import Located
from derivcheck.report.layout import cells, hanging
from derivcheck.report.model import Canvas
from derivcheck.report.style import paint
from derivcheck.report.text import clip, counted, plain

_LONGEST_MESSAGE = 600
_MOST_ERRORS = 10


def excerpts(file: str | None, errors: Sequence[Located], indent: int, canvas: Canvas) -> list[str]:
    """The first errors of several; a broken file can have thousands."""
    lines = [line for error in errors[:_MOST_ERRORS] for line in excerpt(file, error, indent, canvas)]
    if len(errors) > _MOST_ERRORS:
        lines.append(f"{' ' * indent}and {counted(len(errors) - _MOST_ERRORS, 'more error')}")
    return lines


def excerpt(file: str | None, error: Located, indent: int, canvas: Canvas) -> list[str]:
    """The error as lines for a person, every line indented; without a file there are no numbers of lines either."""
    margin = " " * indent
    place = f"{plain(file)}:{error.line}:{error.column}: " if file is not None else "error: "
    head = margin + paint(place, "label", canvas.color)
    lines = hanging(head, indent + cells(place), clip(plain(error.message), _LONGEST_MESSAGE), canvas, "unexpected")
    if error.source_line.strip():
        lines += _marked(error, margin, str(error.line) + " " if file is not None else "", canvas)
    if error.hint:
        lines += hanging(f"{margin}hint: ", indent + 6, clip(plain(error.hint), _LONGEST_MESSAGE), canvas)
    return lines


def _marked(error: Located, margin: str, number: str, canvas: Canvas) -> list[str]:
    bar = "│" if canvas.unicode else "|"
    room = max(20, canvas.width - len(margin) - len(number) - 3)
    before, meant, after = _window(error, room)
    blank = " " * len(number)
    caret = " " * cells(before) + paint("^" * max(1, cells(meant)), "unexpected", canvas.color)
    return [
        f"{margin}{paint(f'{number}{bar}', 'label', canvas.color)} {before}{meant}{after}".rstrip(),
        f"{margin}{paint(f'{blank}{bar}', 'label', canvas.color)} {caret}",
    ]


def _window(error: Located, room: int) -> tuple[str, str, str]:
    """What stands before, in and after the marked part, shortened so that the marked part is seen."""
    line = error.source_line
    start = min(error.column - 1, len(line))
    end = max(start, min(error.end_column - 1, len(line)))
    # Far more than fits is cut first: a line may have millions of characters.
    before = plain(line[max(0, start - 4 * room) : start]).lstrip()
    meant = plain(line[start : min(end, start + 4 * room)])
    after = plain(line[end : end + 4 * room])
    if cells(meant) > room // 2:
        meant = _first(meant, room // 2)
    spare = room - cells(meant)
    if cells(before) > spare * 2 // 3:
        before = "…" + _last(before, spare * 2 // 3 - 1)
    return before, meant, _first(after, spare - cells(before))


def _first(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text + "…"


def _last(text: str, width: int) -> str:
    while text and cells(text) > width:
        text = text[1:]
    return text
