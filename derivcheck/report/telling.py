"""An explanation for a person at a terminal: first what was found, then why, then what the names mean."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from derivcheck.engine.result import LinkResult, Result
from derivcheck.report.block import LINK_MARKS, counterexample, facts, mistakes
from derivcheck.report.excerpt import excerpts
from derivcheck.report.explanation import Explanation, Noted, Worked
from derivcheck.report.layout import cells, hanging, labelled
from derivcheck.report.model import Canvas
from derivcheck.report.plot import drawn, mapped
from derivcheck.report.steps import Chapter, chapters
from derivcheck.report.style import paint
from derivcheck.report.text import clip, plain, point_text, shown, statement_lines

_MARGIN = 4
_LONGEST = 1500
_LONGEST_PART = 200
_VALUE = 20  # columns for a value
_TRUST = {
    "exact": "exactly, by derivcheck's own algebra",
    "solver": "by a solver, whose answer is trusted",
    "cas": "by an algorithm of SymPy's, whose answer is trusted",
}


def render(explanation: Explanation, canvas: Canvas) -> str:
    """The explanation for a person at a terminal of the canvas's width."""
    drawing = explanation.drawing
    lines = _heading(explanation, canvas)
    lines += _section("Claim", _statement(explanation, canvas), canvas)
    hypotheses = () if _is_broken(explanation) else drawing.hypotheses
    lines += _section("Given", _drawn(explanation.given, hypotheses, canvas), canvas)
    lines += _section("Result", _found(explanation, canvas), canvas)
    lines += _section("Worked out there", _worked(explanation.worked, canvas), canvas)
    if explanation.plot is not None:
        lines += _section("Both sides nearby", drawn(explanation.plot, _MARGIN, canvas), canvas)
    if explanation.plane is not None:
        lines += _section("Where it holds nearby", mapped(explanation.plane, _MARGIN, canvas), canvas)
    if _is_broken(explanation):
        lines += _section("In two dimensions", chapters((_judged(explanation, canvas),), canvas), canvas)
    lines += _section(explanation.title_of_chapters, chapters(explanation.chapters, canvas), canvas)
    lines += _section("How it is proved", _noted(explanation.notes, canvas), canvas)
    pictures = tuple(drawing.defined.get(text.partition(":")[0].replace(" ", "")) for text in explanation.defined)
    lines += _section("Defined", _drawn(explanation.defined, pictures, canvas), canvas)
    lines += _section("Declared", _typed(explanation.declared, canvas), canvas)
    return "\n".join(lines) + "\n"


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
    """The text as typed, then the drawing; a derivation as one chain, each line with what was found of it.

    A derivation with a wrong step stands there as it was typed, so that one screen holds it and what is wrong with it.
    """
    drawing = explanation.drawing
    if _is_drawn(explanation):
        chain = _judged(explanation, canvas)
        if _is_broken(explanation):
            chain = replace(chain, steps=tuple(replace(step, picture=()) for step in chain.steps))
        return chapters((chain,), canvas, apart=not _is_broken(explanation))
    lines = _indented(statement_lines(explanation.result.claim), canvas)
    for picture in drawing.links or (drawing.statement,):
        if picture is not None and not (picture.count("\n") == 0 and len(lines) == 1 and picture == lines[0].strip()):
            lines += ["", *(f"    {row}".rstrip() for row in picture.split("\n"))]
    return lines


def _is_drawn(explanation: Explanation) -> bool:
    """Whether a derivation is drawn as one chain, in which the verdicts of its steps stand."""
    chain = explanation.drawing.chain
    return bool(chain) and all(line.picture for line in chain)


def _is_broken(explanation: Explanation) -> bool:
    """Whether a step of a derivation that is drawn as one chain is wrong."""
    return _is_drawn(explanation) and explanation.result.first_wrong_step is not None


def _judged(explanation: Explanation, canvas: Canvas) -> Chapter:
    start, *rest = explanation.drawing.chain
    pairs = zip_longest(rest, explanation.result.links[: len(rest)])
    found = [
        replace(line, beside=_judgement(link, explanation.result, canvas), look=_look(link)) for line, link in pairs
    ]
    return Chapter("", (start, *found))


def _look(link: LinkResult | None) -> str:
    return "label" if link is None or link.verdict == "proved" else "unexpected"


def _judgement(link: LinkResult | None, result: Result, canvas: Canvas) -> str:
    if link is None:
        return ""
    sign = LINK_MARKS[link.verdict][0 if canvas.unicode else 1]
    said = [link.note] if link.note else []
    if link.number == result.first_wrong_step:
        said.insert(0, "the first wrong step")
    elif link.number == result.undone_by:
        said.insert(0, f"undoes step {result.first_wrong_step}")
    return f"{link.number} {sign}  {'; '.join(said)}".rstrip()


def _drawn(texts: tuple[str, ...], pictures: tuple[str | None, ...], canvas: Canvas) -> list[str]:
    """Each text in two dimensions if it has more than one row there, otherwise as typed."""
    lines: list[str] = []
    for place, text in enumerate(texts):
        picture = pictures[place] if place < len(pictures) else None
        rows = picture.split("\n") if picture is not None else []
        tall = len(rows) > 1
        lines += [*[""][: len(lines) * tall]]
        lines += (
            [f"    {row}".rstrip() for row in rows] if tall else _indented(statement_lines(clip(text, 500)), canvas)
        )
    return lines


def _typed(texts: tuple[str, ...], canvas: Canvas) -> list[str]:
    return _indented([plain(clip(text, 500)) for text in texts], canvas)


def _indented(texts: list[str], canvas: Canvas) -> list[str]:
    return [line for text in texts for line in hanging("    ", 4, text, canvas)]


def _found(explanation: Explanation, canvas: Canvas) -> list[str]:
    """The verdict, what it rests on, and for what is false the point at which it is."""
    result = explanation.result
    style = result.verdict if result.as_expected else "unexpected"
    expected = "as expected" if result.as_expected else result.expectation
    how = f" {_TRUST[result.trust]}" if result.trust is not None else ""
    if result.verdict == "refuted":
        how = " by a counterexample"
    lines = [f"    {paint(result.verdict, style, canvas.color)}{how} ({expected})"]
    lines += excerpts(result.file, result.errors, 4, canvas)
    lines += _steps(explanation, canvas)
    for label, text, look in facts(result):
        if label != "method":
            lines += labelled(label, clip(plain(text), _LONGEST), _MARGIN, canvas, look)
    if result.counterexample is not None:
        if explanation.worked and result.counterexample.point:
            lines += labelled("false at", point_text(result.counterexample.point), _MARGIN, canvas)
            if result.counterexample.left is None and result.counterexample.reason:
                lines += labelled("because", plain(result.counterexample.reason), _MARGIN, canvas)
        else:
            lines += counterexample(result.counterexample, _MARGIN, canvas)
    if result.method and result.verdict != "refuted":
        lines += labelled("method", plain(result.method), _MARGIN, canvas)
    return lines


def _steps(explanation: Explanation, canvas: Canvas) -> list[str]:
    """What is wrong with the steps of a derivation; where they are not drawn with their verdicts, all of them."""
    result, lines = explanation.result, []
    for link in result.links:
        if _is_drawn(explanation) and link.verdict == "proved":
            continue
        wrong = " (the first wrong step)" if link.number == result.first_wrong_step else ""
        lines += labelled(f"step {link.number}", f"{link.verdict}{wrong}", _MARGIN, canvas)
        for label, text, look in mistakes(link.diagnosis):
            lines += labelled(label, clip(plain(text), _LONGEST), _MARGIN + 2, canvas, look)
    return lines


def _worked(values: tuple[Worked, ...], canvas: Canvas) -> list[str]:
    """The sides with their parts indented below them, values in a column of their own."""
    heads = [(f"{v.side:<7}" if not v.depth else " " * 7) + "  " * v.depth for v in values]
    texts = [head + plain(clip(v.text, _LONGEST_PART)) for head, v in zip(heads, values, strict=True)]
    widths = [w for w in map(cells, texts) if w <= canvas.width - _MARGIN - _VALUE]
    column = max(widths, default=canvas.width // 2) + 3
    lines = []
    for own, text, v in zip(heads, texts, values, strict=True):
        if cells(text) >= column:
            margin = _MARGIN + len(own)
            lines += hanging(" " * _MARGIN + own, margin, text[len(own) :], canvas)
            text = ""
        head = " " * _MARGIN + text + " " * (column - cells(text))
        style = "title" if not v.depth and canvas.color else None
        lines += hanging(head, _MARGIN + column, shown(v.value), canvas, style)
    return lines


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
