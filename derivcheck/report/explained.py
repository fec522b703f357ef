"""Explanations for other programs and for papers: as plain data, and in Markdown with LaTeX."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derivcheck.engine.result import LinkResult, Result
from derivcheck.language.writing import SIGNS
from derivcheck.report.explanation import Explanation
from derivcheck.report.latex import RELATIONS, sign
from derivcheck.report.markup import escaped, sentence
from derivcheck.report.steps import Chapter, Step
from derivcheck.report.text import clip, conditions_text, plain, point_text, shown

_LONGEST = 300
#: Relations as they are typed, and in LaTeX.
_SIGNS = {typed: sign(op) for op, typed in SIGNS.items() if op in RELATIONS}


def document(explanation: Explanation) -> dict[str, Any]:
    """What explains a claim, besides its result, as plain lists, dictionaries and strings."""
    return {
        "title": explanation.title,
        "note": explanation.note,
        "given": list(explanation.given),
        "declared": list(explanation.declared),
        "defined": list(explanation.defined),
        "derivation": [{"title": c.title, "steps": [_step(s) for s in c.steps]} for c in explanation.chapters],
        "proof": [
            {"depth": n.depth, "label": n.label, "statement": n.statement, "latex": n.latex, "said": n.said}
            for n in explanation.notes
        ],
        "worked_out": [
            {"side": v.side, "depth": v.depth, "text": v.text, "value": v.value} for v in explanation.worked
        ],
    }


def _step(step: Step) -> dict[str, Any]:
    return {"relation": step.relation or None, "text": step.text, "latex": step.latex, "rules": list(step.rules)}


def markdown(explanation: Explanation) -> str:
    """The explanation in Markdown, its formulas in LaTeX between dollar signs."""
    result = explanation.result
    lines = [f"## {escaped(explanation.title or result.id)}", ""]
    if explanation.note:
        lines += [escaped(explanation.note), ""]
    lines += [f"**{result.verdict}** ({escaped(result.file)}, line {result.line})", ""]
    lines += _claim(explanation)
    for title, texts in (
        ("Given", explanation.given),
        ("Declared", explanation.declared),
        ("Defined", explanation.defined),
    ):
        if texts:
            lines += [f"{title}: " + ", ".join(f"`{_code(text)}`" for text in texts), ""]
    if result.conditions:
        lines += [f"Holds {escaped(conditions_text(result.conditions))}.", ""]
    lines += _failure(explanation)
    for chapter in explanation.chapters:
        lines += [f"### {escaped(chapter.title or explanation.title_of_chapters)}", "", *_chapter(chapter), ""]
    if explanation.notes:
        lines += ["### How it is proved", ""]
        for n in explanation.notes:
            statement = f"${n.latex}$" if n.latex else f"`{_code(n.statement)}`" if n.statement else ""
            parts = [p for p in (escaped(n.label), statement, sentence(n.said)) if p]
            lines.append("  " * n.depth + "- " + ", ".join(parts))
    return "\n".join(lines).rstrip() + "\n"


def _claim(explanation: Explanation) -> list[str]:
    """The claim as typed and in LaTeX; a derivation as one chain, each line with what was found of it."""
    result, drawing = explanation.result, explanation.drawing
    typed = ["```text", *plain_lines(result.claim), "```", ""]
    if drawing.chain and len(drawing.chain) == len(result.links) + 1:
        start, *rest = drawing.chain
        judged = [replace(step, beside=_judgement(link, result)) for step, link in zip(rest, result.links, strict=True)]
        return [*_chapter(Chapter("", (start, *judged))), ""]
    return [*typed, *(["$$", drawing.latex, "$$", ""] if drawing.latex is not None else [])]


def _judgement(link: LinkResult, result: Result) -> str:
    wrong = ", the first wrong step" if link.number == result.first_wrong_step else ""
    return f"step {link.number}: {link.verdict}{wrong}"


def plain_lines(text: str) -> list[str]:
    return [plain(line) for line in clip(text, 1500).split("\n")]


def _code(text: str) -> str:
    return plain(clip(text, _LONGEST)).replace("`", "'")


def _failure(explanation: Explanation) -> list[str]:
    """The counterexample with the values there, and the mistake."""
    result, lines = explanation.result, []
    if result.counterexample is not None:
        lines += [f"A counterexample: {escaped(point_text(result.counterexample.point)) or 'everywhere'}.", ""]
    if explanation.worked:
        lines += ["| | | value there |", "| --- | --- | --- |"]
        for v in explanation.worked:
            lines.append(f"| {'' if v.depth else v.side} | `{_code(v.text)}` | {escaped(shown(v.value))} |")
        lines.append("")
    links = [link for link in result.links if link.number == result.first_wrong_step]
    for item in (links[0].diagnosis if links else result.diagnosis)[:1]:
        lines += [f"The mistake: {sentence(item.get('message', ''))} ({sentence(item.get('why', ''))}).", ""]
        if item.get("correct"):
            lines += [f"Right is `{_code(item['correct'])}`.", ""]
    return lines


def _chapter(chapter: Chapter) -> list[str]:
    """One aligned display, each line with its reason; text where a line has no LaTeX."""
    if any(step.latex is None for step in chapter.steps):
        rows = [
            f"{s.relation:>3} {plain(s.text)}" + (f"    ({_reason(s)})" if s.rules or s.beside else "")
            for s in chapter.steps
        ]
        return ["```text", *rows, "```"]
    rows = [f"& {_SIGNS.get(s.relation, '')} {s.latex}{_aside(s)} \\\\" for s in chapter.steps]
    return ["$$", r"\begin{aligned}", *rows, r"\end{aligned}", "$$"]


def _aside(step: Step) -> str:
    return rf" && \text{{({_tex(_reason(step))})}}" if step.rules or step.beside else ""


def _reason(step: Step) -> str:
    return plain(step.beside or ", ".join(step.rules)).replace("`", "")


def _tex(text: str) -> str:
    return "".join(f"\\{c}" if c in "_%#&${}" else c for c in text)
