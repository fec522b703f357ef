"""What ``derivcheck explain`` shows: one claim with all that is needed to follow it."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.engine.result import Result, Shown
from derivcheck.report.block import counterexample, facts, mistakes
from derivcheck.report.excerpt import excerpts
from derivcheck.report.layout import cells, hanging, labelled
from derivcheck.report.model import Canvas
from derivcheck.report.plot import Plot, drawn
from derivcheck.report.steps import Chapter, chapters
from derivcheck.report.style import paint
from derivcheck.report.text import clip, plain, shown, statement_lines

_TRUST = {
    "exact": "exactly, by derivcheck's own algebra",
    "solver": "by a solver, whose answer is trusted",
    "cas": "by an algorithm of SymPy's, whose answer is trusted",
}

_MARGIN = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """The claim in two dimensions; None for what is too large to be drawn or could not be understood."""

    statement: str | None = None
    hypotheses: tuple[str | None, ...] = ()
    links: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Worked:
    """A part of a side and its value at the counterexample; ``depth`` 0 for the side itself."""

    side: str
    depth: int
    text: str
    value: Shown


@dataclass(frozen=True, slots=True)
class Noted:
    """A step of a proof: what it is to the step above, the statement, and how it is shown.

    ``picture``: the statement in two dimensions; empty if it is too large. ``latex``: for Markdown.
    """

    depth: int
    label: str
    statement: str
    said: str
    picture: tuple[str, ...] = ()
    latex: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A claim, its result and what its words mean, all of it as typed but for the drawing."""

    result: Result
    drawing: Drawing
    title: str | None = None
    note: str | None = None
    given: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    worked: tuple[Worked, ...] = ()
    plot: Plot | None = None
    notes: tuple[Noted, ...] = ()

    @property
    def title_of_chapters(self) -> str:
        return "What is right" if self.result.verdict == "refuted" else "Derivation"


def render(explanation: Explanation, canvas: Canvas) -> str:
    """The explanation for a person at a terminal of the canvas's width."""
    result, drawing = explanation.result, explanation.drawing
    lines = _heading(explanation, canvas)
    lines += _section("Claim", _statement(explanation, canvas), canvas)
    if explanation.given:
        lines += _section("Given", _drawn(explanation.given, drawing.hypotheses, canvas), canvas)
    lines += _section("Declared", _typed(explanation.declared, canvas), canvas)
    lines += _section("Defined", _typed(explanation.defined, canvas), canvas)
    lines += _section("Result", _found(result, canvas), canvas)
    lines += _section("Worked out there", _worked(explanation.worked, canvas), canvas)
    if explanation.plot is not None:
        lines += _section("Both sides nearby", drawn(explanation.plot, 4, canvas), canvas)
    lines += _section(explanation.title_of_chapters, chapters(explanation.chapters, canvas), canvas)
    lines += _section("How it is proved", _noted(explanation.notes, canvas), canvas)
    return "\n".join(lines) + "\n"


def _noted(notes: tuple[Noted, ...], canvas: Canvas) -> list[str]:
    """Steps indented below what they belong to: label and statement, then how it is shown."""
    lines: list[str] = []
    for note in notes:
        indent = _MARGIN + 2 * note.depth
        label = f"{plain(note.label)}: " if note.label and note.statement else plain(note.label)
        if len(note.picture) > 1:
            lines += [*[""][: len(lines)], *(hanging(" " * indent, indent, label.strip(), canvas) if label else [])]
            lines += [(" " * (indent + 2) + row).rstrip() for row in note.picture]
        else:
            statement = note.picture[0] if note.picture else plain(note.statement)
            lines += hanging(" " * indent, indent, label + statement, canvas)
        if note.said:
            lines += hanging(" " * (indent + 2), indent + 2, plain(note.said), canvas, "label")
    return lines


def _heading(explanation: Explanation, canvas: Canvas) -> list[str]:
    result = explanation.result
    place = f"{plain(result.file)}:{result.line}:{result.column}"
    lines = [f"{paint(plain(result.id), 'title', canvas.color)}  {paint(place, 'label', canvas.color)}"]
    for text in (explanation.title, explanation.note):
        if text:
            lines += hanging("", 0, plain(text), canvas)
    return lines


def _section(title: str, body: list[str], canvas: Canvas) -> list[str]:
    return ["", paint(title, "title", canvas.color), *body] if body else []


def _statement(explanation: Explanation, canvas: Canvas) -> list[str]:
    """The text as typed, then the drawing; a derivation link by link."""
    lines = _indented(statement_lines(explanation.result.claim), canvas)
    drawings = explanation.drawing.links or (explanation.drawing.statement,)
    for picture in drawings:
        if picture is not None:
            lines += ["", *(f"    {row}".rstrip() for row in picture.split("\n"))]
    return lines


def _worked(values: tuple[Worked, ...], canvas: Canvas) -> list[str]:
    """The sides with their parts indented below them, values in a column of their own."""
    texts = [(f"{v.side:<7}" if not v.depth else " " * 7) + "  " * v.depth + plain(clip(v.text, 60)) for v in values]
    column = max(map(cells, texts), default=0) + 3
    lines = []
    for text, v in zip(texts, values, strict=True):
        head = " " * 4 + text + " " * (column - cells(text))
        style = "title" if not v.depth and canvas.color else None
        lines += hanging(head, 4 + column, shown(v.value), canvas, style)
    return lines


def _drawn(texts: tuple[str, ...], pictures: tuple[str | None, ...], canvas: Canvas) -> list[str]:
    """Each text in two dimensions if it has more than one row there, otherwise as typed."""
    lines = []
    for place, text in enumerate(texts):
        picture = pictures[place] if place < len(pictures) else None
        rows = picture.split("\n") if picture is not None else []
        lines += [f"    {row}".rstrip() for row in rows] if len(rows) > 1 else _indented(statement_lines(text), canvas)
    return lines


def _typed(texts: tuple[str, ...], canvas: Canvas) -> list[str]:
    return _indented([plain(clip(text, 500)) for text in texts], canvas)


def _indented(texts: list[str], canvas: Canvas) -> list[str]:
    return [line for text in texts for line in hanging("    ", 4, text, canvas)]


def _found(result: Result, canvas: Canvas) -> list[str]:
    """The verdict, what it rests on, and for what is false the point at which it is."""
    style = result.verdict if result.as_expected else "unexpected"
    expected = "as expected" if result.as_expected else result.expectation
    how = f" {_TRUST[result.trust]}" if result.trust is not None else ""
    if result.verdict == "refuted":
        how = " by a counterexample"
    lines = [f"    {paint(result.verdict, style, canvas.color)}{how} ({expected})"]
    lines += excerpts(result.file, result.errors, 4, canvas)
    if result.counterexample is not None:
        lines += counterexample(result.counterexample, 4, canvas)
    for label, text, look in facts(result):
        if label != "method":
            lines += labelled(label, clip(plain(text), 1500), 4, canvas, look)
    if result.method:
        lines += labelled("method", plain(result.method), 4, canvas)
    if result.links:
        lines += _steps(result, canvas)
    return lines


def _steps(result: Result, canvas: Canvas) -> list[str]:
    lines = []
    for link in result.links:
        wrong = " (the first wrong step)" if link.number == result.first_wrong_step else ""
        lines += labelled(f"step {link.number}", f"{link.verdict}{wrong}", 4, canvas)
        for label, text, look in mistakes(link.diagnosis):
            lines += labelled(label, clip(plain(text), 1500), 6, canvas, look)
    return lines
