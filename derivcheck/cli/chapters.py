"""Derivations drawn: from the lines that were found to the steps that reports show."""

from __future__ import annotations

from derivcheck.explanation.derive import Part
from derivcheck.explanation.display import meaning
from derivcheck.explanation.lines import Line
from derivcheck.explanation.scene import Scene
from derivcheck.language.writing import SIGNS, written
from derivcheck.report.mathematics import continued
from derivcheck.report.steps import Chapter, Step


def chapter(part: Part, width: int, unicode: bool) -> Chapter:
    """One part of an explanation, its lines as text and as pictures."""
    steps = [_step(line, number > 0, part.scene, width, unicode) for number, line in enumerate(part.lines)]
    return Chapter(part.title, tuple(steps))


def _step(line: Line, joined: bool, scene: Scene, width: int, unicode: bool) -> Step:
    relation = line.relation if joined else ""
    sign, text = SIGNS.get(relation, ""), written(line.tree)
    expr = meaning(line.tree, scene)
    drawn = None if expr is None else continued(relation, expr, width, unicode)
    if drawn is None:
        return Step(sign, text, line.said)
    return Step(sign, text, line.said, drawn.rows, drawn.base)
