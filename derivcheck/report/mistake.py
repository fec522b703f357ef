"""What ``derivcheck explain KIND`` shows of a kind of mistake."""

from __future__ import annotations

from typing import Protocol

from derivcheck.report.layout import hanging, labelled
from derivcheck.report.model import Canvas
from derivcheck.report.style import paint


class Kind(Protocol):
    """A kind of mistake as it is documented."""

    @property
    def kind(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def examples(self) -> tuple[tuple[str, str], ...]: ...


def render(kind: Kind, canvas: Canvas) -> str:
    """Its name, what it is, why it happens, and examples."""
    lines = [paint(kind.kind, "title", canvas.color), ""]
    for paragraph in kind.about.split("\n\n"):
        lines += [*hanging("", 0, " ".join(paragraph.split()), canvas), ""]
    lines += [*labelled("why", kind.why, 0, canvas), ""]
    for wrong, right in kind.examples:
        lines += labelled("wrong", wrong, 0, canvas)
        lines += labelled("right", right, 0, canvas, "good")
    return "\n".join(lines) + "\n"
