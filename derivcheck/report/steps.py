"""Derivations as reports show them: lines in two dimensions, each with the rule that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivcheck.report.layout import cells, hanging, wrap
from derivcheck.report.model import Canvas
from derivcheck.report.style import paint
from derivcheck.report.text import plain

_MARGIN = 4
_GAP = 4
_NARROWEST = 20  # columns of what is said beside a line
_SHARE = 0.65  # of the width, beyond which no column of reasons begins


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a derivation.

    ``relation``: what joins it to the line before, as it is typed; nothing for the first. ``text``: in the claim
    language. ``picture``: in two dimensions with its relation, row number ``base`` of which is the base line; empty if
    it is too large. ``latex``: for Markdown. ``rules``: what leads to it. ``beside``: what is said of it instead, in
    the style ``look``.
    """

    relation: str
    text: str
    rules: tuple[str, ...] = ()
    picture: tuple[str, ...] = ()
    base: int = 0
    latex: str | None = None
    beside: str = ""
    look: str = "label"


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lines that hang together, and what they show."""

    title: str
    steps: tuple[Step, ...]


def chapters(found: Sequence[Chapter], canvas: Canvas, apart: bool = True) -> list[str]:
    """The lines of all chapters; ``apart``: a blank line between any two steps."""
    lines: list[str] = []
    for chapter in found:
        if chapter.title:
            lines += [*[""][: len(lines)], *hanging(" " * _MARGIN, _MARGIN, plain(chapter.title), canvas)]
        column = _column(chapter.steps, canvas)
        for step in chapter.steps:
            lines += [*[""][: len(lines) * apart], *_step(step, column, canvas)]
    return lines


def _column(steps: Sequence[Step], canvas: Canvas) -> int:
    """Where the reasons begin: right of every picture that is not too wide."""
    widths = [max(map(cells, _rows(step))) for step in steps]
    fitting = [w for w in widths if w <= canvas.width * _SHARE]
    return _MARGIN + max(fitting, default=0) + _GAP


def _rows(step: Step) -> tuple[str, ...]:
    return step.picture or (f"  {step.relation} {plain(step.text)}" if step.relation else plain(step.text),)


def _step(step: Step, column: int, canvas: Canvas) -> list[str]:
    rows = [(" " * _MARGIN + row).rstrip() for row in _rows(step)]
    reason = plain(step.beside or ", ".join(step.rules))
    if not reason:
        return _fitted(step, rows, canvas)
    start = max(column, max(map(cells, rows)) + _GAP)
    if start + cells(reason) > canvas.width and (not step.beside or canvas.width - start < _NARROWEST):
        above = reason if step.beside else f"by {reason}:"
        return [*hanging(" " * _MARGIN, _MARGIN, above, canvas, step.look), *_fitted(step, rows, canvas)]
    base = step.base if step.picture else 0
    said = wrap(reason, canvas.width - start)
    rows += [""] * (base + len(said) - len(rows))
    for place, text in enumerate(said, start=base):
        rows[place] += " " * (start - cells(rows[place])) + paint(text, step.look, canvas.color)
    return rows


def _fitted(step: Step, rows: list[str], canvas: Canvas) -> list[str]:
    """What has no picture is wrapped."""
    if step.picture:
        return rows
    return hanging(" " * _MARGIN, _MARGIN, _rows(step)[0].strip(), canvas)
