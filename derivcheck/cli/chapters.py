"""Derivations drawn: from the lines that were found to the steps that reports show."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.explanation.derive import Part
from derivcheck.explanation.display import meaning
from derivcheck.explanation.lines import Line
from derivcheck.explanation.proof import Note
from derivcheck.explanation.scene import Scene
from derivcheck.explanation.tell import Told
from derivcheck.language.writing import SIGNS, written
from derivcheck.report.explanation import Noted, Worked
from derivcheck.report.latex import latex
from derivcheck.report.mathematics import continued
from derivcheck.report.plot import Map, Plot
from derivcheck.report.steps import Chapter, Step


@dataclass(frozen=True, slots=True)
class Story:
    """What a worker sends back."""

    chapters: tuple[Chapter, ...] = ()
    worked: tuple[Worked, ...] = ()
    plot: Plot | None = None
    notes: tuple[Noted, ...] = ()
    plane: Map | None = None


def story(told: Told, width: int, unicode: bool) -> Story:
    """All that was found out, drawn for a width."""
    worked = tuple(Worked(v.side, v.depth, written(v.tree), v.value) for v in told.values)
    curves = told.curves
    plot = None if curves is None else Plot(curves.variable, curves.at, curves.points, curves.difference)
    region = told.region
    plane = None if region is None else Map(region.variables, region.at, region.reach, region.rows)
    notes = tuple(_noted(note, width, unicode) for note in told.notes)
    return Story(tuple(chapter(part, width, unicode) for part in told.parts), worked, plot, notes, plane)


def _noted(note: Note, width: int, unicode: bool) -> Noted:
    if note.formula is None:
        return Noted(note.depth, note.label, note.statement, note.said)
    drawn = continued("", note.formula, width - 2 * note.depth - 2, unicode)
    rows = () if drawn is None else drawn.rows
    return Noted(note.depth, note.label, note.statement, note.said, rows, latex(note.formula))


def chapter(part: Part, width: int, unicode: bool) -> Chapter:
    """One part of an explanation, its lines as text and as pictures."""
    steps = [step(line, number > 0, part.scene, width, unicode) for number, line in enumerate(part.lines)]
    return Chapter(part.title, tuple(steps))


def step(line: Line, joined: bool, scene: Scene, width: int, unicode: bool) -> Step:
    """One line as text, as a picture and in LaTeX; ``joined``: with the sign of its relation."""
    relation = line.relation if joined else ""
    sign, text = SIGNS.get(relation, ""), written(line.tree)
    expr = meaning(line.tree, scene)
    if expr is None:
        return Step(sign, text, line.said)
    tex = latex(expr)
    drawn = continued(relation, expr, width, unicode)
    if drawn is None:
        return Step(sign, text, line.said, latex=tex)
    return Step(sign, text, line.said, drawn.rows, drawn.base, tex)
