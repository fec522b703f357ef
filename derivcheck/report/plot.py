"""Two curves, or a part of a plane, in the characters of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from derivcheck.report.model import Canvas
from derivcheck.report.style import paint
from derivcheck.report.text import plain

_ROWS = 11
_FEWEST, _MOST = 21, 61  # columns


@dataclass(frozen=True, slots=True)
class Plot:
    """Two functions of a variable around a place; ``points`` are x and both values, None where there is none.

    ``difference``: they are the difference of two sides, and 0.
    """

    variable: str
    at: float
    points: tuple[tuple[float, float | None, float | None], ...]
    difference: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """Where a statement about two variables holds (y) and fails (n) around a place, as far as ``reach`` to each side.

    ``rows`` begin with the greatest value of the second variable.
    """

    variables: tuple[str, str]
    at: tuple[float, float]
    reach: tuple[float, float]
    rows: tuple[str, ...]


def drawn(plot: Plot, indent: int, canvas: Canvas) -> list[str]:
    """The curves with their scales: below them the counterexample's place, and which character is which side."""
    values = [v for _, *both in plot.points for v in both if v is not None]
    low, high = min(values), max(values)
    if high == low:
        low, high = low - 1, high + 1
    scale = [f"{high:.3g}", *[""] * (_ROWS - 2), f"{low:.3g}"]
    margin = max(map(len, scale))
    columns = max(_FEWEST, min(_MOST, len(plot.points), canvas.width - indent - margin - 3))
    left, right, both = ("●", "○", "◉") if canvas.unicode else ("*", "o", "@")
    cells = [[" "] * columns for _ in range(_ROWS)]
    for mark, side in ((left, 1), (right, 2)):
        for column, row in _places(plot, side, low, high, columns):
            cells[row][column] = both if cells[row][column] not in (" ", mark) else mark
    line, corner, flat = ("│", "└", "─") if canvas.unicode else ("|", "+", "-")
    pad = " " * indent
    colors = {left: "refuted", right: "unknown", both: "title"}
    lines = [
        f"{pad}{label.rjust(margin)} {line}{''.join(paint(c, colors[c], canvas.color) if c != ' ' else c for c in row)}"
        for label, row in zip(scale, cells, strict=True)
    ]
    lines.append(f"{pad}{' ' * margin} {corner}{flat * columns}")
    lines += [pad + " " * (margin + 2) + text for text in _axis(plot, columns)]
    sides = ("left side minus right side", "0") if plot.difference else ("left side", "right side")
    said = _legend(zip((left, right, both), (*sides, "both"), strict=True), colors, canvas)
    return [line.rstrip() for line in [*lines, pad + " " * (margin + 2) + said]]


def _legend(marks: Iterable[tuple[str, str]], colors: Mapping[str, str], canvas: Canvas) -> str:
    return "   ".join(f"{paint(mark, colors[mark], canvas.color)} {what}" for mark, what in marks)


def mapped(plane: Map, indent: int, canvas: Canvas) -> list[str]:
    """The part of the plane with its scales, the counterexample in its middle."""
    holds, fails, here = ("·", "●", "◉") if canvas.unicode else (".", "#", "@")
    colors = {holds: "label", fails: "refuted", here: "title"}
    line, corner, flat = ("│", "└", "─") if canvas.unicode else ("|", "+", "-")
    (x, y), (wide, high) = plane.at, plane.reach
    middle, count = len(plane.rows) // 2, len(plane.rows[0])
    scale = {0: y + high, middle: y, len(plane.rows) - 1: y - high}
    labels = [f"{scale[k]:.3g}" if k in scale else "" for k in range(len(plane.rows))]
    margin, pad = max(map(len, labels)), " " * indent
    name = plain(plane.variables[1])
    lines = [pad + " " * (margin + 1) + name]
    for k, (label, row) in enumerate(zip(labels, plane.rows, strict=True)):
        marks = [{"y": holds, "n": fails}.get(c, " ") for c in row]
        if k == middle:
            marks[count // 2] = here
        shown = "".join(paint(m, colors[m], canvas.color) if m != " " else m for m in marks)
        lines.append(f"{pad}{label.rjust(margin)} {line}{shown}")
    lines.append(f"{pad}{' ' * margin} {corner}{flat * count} {plain(plane.variables[0])}")
    ends = f"{x - wide:.3g}", f"{x:.3g}".center(count // 2), f"{x + wide:.3g}"
    axis = ends[0] + ends[1].center(count - len(ends[0]) - len(ends[2])) + ends[2]
    said = _legend(((holds, "holds"), (fails, "is false"), (here, "the counterexample")), colors, canvas)
    return [text.rstrip() for text in [*lines, *(pad + " " * (margin + 2) + t for t in (axis, said))]]


def _places(plot: Plot, side: int, low: float, high: float, columns: int) -> Sequence[tuple[int, int]]:
    found = []
    for k, point in enumerate(plot.points):
        value = point[side]
        if value is not None:
            row = round((high - value) / (high - low) * (_ROWS - 1))
            found.append((_column(k, len(plot.points), columns), row))
    return found


def _column(place: int, count: int, columns: int) -> int:
    return round(place * (columns - 1) / max(1, count - 1))


def _axis(plot: Plot, columns: int) -> list[str]:
    """The ends of the axis, and an arrow at the counterexample with its place."""
    nearest = min(range(len(plot.points)), key=lambda k: abs(plot.points[k][0] - plot.at))
    column = _column(nearest, len(plot.points), columns)
    first, last = f"{plot.points[0][0]:.3g}", f"{plot.points[-1][0]:.3g}"
    said = f"{plain(plot.variable)} = {plot.at:.3g}"
    start = max(0, min(column - len(said) // 2, columns - len(said)))
    ends = first + last.rjust(columns - len(first))
    return [" " * column + "^", " " * start + said, ends]
