"""What ``derivcheck explain RULE`` shows of a rule of calculation."""

from __future__ import annotations

from typing import Protocol

from derivcheck.report.layout import hanging, labelled
from derivcheck.report.model import Canvas
from derivcheck.report.style import paint


class Rule(Protocol):
    """A rule as it is documented."""

    @property
    def name(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def formula(self) -> str: ...
    @property
    def examples(self) -> tuple[tuple[str, str], ...]: ...


def render(rule: Rule, canvas: Canvas) -> str:
    """Its name, what it says, in words and as a formula, and examples."""
    lines = [paint(rule.name, "title", canvas.color), ""]
    for paragraph in rule.about.split("\n\n"):
        lines += [*hanging("", 0, " ".join(paragraph.split()), canvas), ""]
    lines = lines if rule.formula else lines[:-1]
    lines += labelled("rule", rule.formula, 0, canvas) if rule.formula else []
    for before, after in rule.examples:
        lines += ["", *labelled("before", before, 0, canvas), *labelled("after", after, 0, canvas, "good")]
    return "\n".join(lines) + "\n"
