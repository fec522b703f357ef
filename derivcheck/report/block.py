"""One claim in detail: what was claimed, what was found, and everything that helps to see why."""

from __future__ import annotations

from derivcheck.engine.result import Counterexample, LinkResult, Result
from derivcheck.report.excerpt import excerpts
from derivcheck.report.layout import hanging, labelled
from derivcheck.report.model import Canvas
from derivcheck.report.style import paint
from derivcheck.report.text import clip, conditions_text, plain, point_text, shown, statement_lines

_LONGEST_REASON = 1500
_LONGEST_FAULTY = 300  # the excerpt shows the part that matters


def block(result: Result, file: str | None, indent: int, canvas: Canvas) -> list[str]:
    """The lines under the name of an expanded claim; errors are placed in ``file`` if there is one."""
    lines = _links(result, indent, canvas) if result.links else _statement(result, indent, canvas)
    lines += excerpts(file, result.errors, indent, canvas)
    if result.counterexample is not None and all(result.counterexample != link.counterexample for link in result.links):
        lines += counterexample(result.counterexample, indent, canvas)
    for label, text, style in facts(result):
        lines += labelled(label, clip(plain(text), _LONGEST_REASON), indent, canvas, style)
    return lines


def _statement(result: Result, indent: int, canvas: Canvas) -> list[str]:
    lines = []
    typed = clip(result.claim, _LONGEST_FAULTY) if result.errors else result.claim
    for line in statement_lines(typed):
        body = line.lstrip()
        offset = indent + len(line) - len(body)
        lines += hanging(" " * offset, offset, body, canvas)
    return lines


def facts(result: Result) -> list[tuple[str, str, str | None]]:
    """Label, text and style of what is known besides the counterexample, in the order of a reader's questions."""
    facts: list[tuple[str, str, str | None]] = []
    if result.fault is not None:
        facts.append(("fault", result.fault, "unexpected"))
    if result.conditions:
        facts.append(("where", conditions_text(result.conditions).removeprefix("where "), None))
    facts += [("remark", remark, None) for remark in result.remarks]
    if result.whole is not None and result.whole.diagnosis and "given" not in result.whole.diagnosis[0]:
        facts.append(("right is", result.whole.diagnosis[0]["correct"], "good"))
    if not result.links:  # the mistakes of a derivation stand with its steps
        facts += mistakes(result.diagnosis)
    if result.correct and not any(d.get("correct") for d in result.diagnosis):
        facts.append(("correct", result.correct, "good"))
    if result.reason and result.reason != result.fault and not result.errors:
        facts.append(("reason", result.reason, None))
    if result.method and result.verdict in ("proved", "refuted"):
        facts.append(("method", result.method + (f" ({result.trust})" if result.trust else ""), None))
    return facts


def mistakes(diagnosis: tuple[dict[str, str], ...]) -> list[tuple[str, str, str | None]]:
    """What is wrong, why it happens and what is right; of further possibilities only what they are."""
    facts: list[tuple[str, str, str | None]] = []
    for place, item in enumerate(diagnosis):
        facts.append(("or" if place else "mistake", item.get("message", item.get("kind", "")), None))
        if not place and item.get("why"):
            facts.append(("why", item["why"], None))
        if item.get("given"):
            facts.append(("true given", item["given"], "good"))
        elif item.get("correct"):
            facts.append(("correct", item["correct"], "good"))
    return facts


def counterexample(example: Counterexample, indent: int, canvas: Canvas) -> list[str]:
    """Where a statement is false, and what its sides are there."""
    lines = labelled("at", point_text(example.point), indent, canvas) if example.point else []
    sides = (("left", example.left), ("right", example.right), ("difference", example.difference))
    for label, value in sides:
        if value is not None:
            lines += labelled(label, shown(value), indent, canvas)
    if example.reason:
        lines += labelled("because", plain(example.reason), indent, canvas)
    return lines


LINK_MARKS = {"proved": ("✓", "+"), "refuted": ("✗", "x"), "unknown": ("?", "?"), "error": ("!", "!")}


def _links(result: Result, indent: int, canvas: Canvas) -> list[str]:
    lines = []
    for above in result.start or statement_lines(result.claim)[:1]:
        lines += hanging(" " * indent, indent, plain(above.strip()), canvas)
    for link in result.links:
        lines += _link(link, _standing(link, result), indent, canvas)
    return lines


def _standing(link: LinkResult, result: Result) -> str | None:
    """What a step is to the derivation, where that is to be pointed out."""
    if link.number == result.first_wrong_step:
        return f"the first wrong step (line {link.line})"
    if link.number == result.undone_by:
        return f"undoes the mistake of step {result.first_wrong_step}: what stands here is right again"
    return None


def _link(link: LinkResult, standing: str | None, indent: int, canvas: Canvas) -> list[str]:
    sign = LINK_MARKS[link.verdict][0 if canvas.unicode else 1]
    style = "unexpected" if link.verdict in ("refuted", "error") else link.verdict
    head = f"{' ' * indent}{link.number:>2} {paint(sign, style, canvas.color)} "
    text = " ".join(statement_lines(link.text)) + ("   (restates)" if link.restates else "")
    lines = hanging(head, indent + 5, text, canvas)
    inner = indent + 5
    if standing is not None:
        lines += hanging(" " * inner, inner, standing, canvas, "unexpected")
    if link.counterexample is not None:
        lines += counterexample(link.counterexample, inner, canvas)
    for label, fact, look in mistakes(link.diagnosis):
        lines += labelled(label, clip(plain(fact), _LONGEST_REASON), inner, canvas, look)
    if link.verdict != "proved" and link.premises:
        lines += labelled("given", " and ".join(f"({p})" for p in link.premises), inner, canvas)
    if link.conditions:
        lines += labelled("where", conditions_text(link.conditions).removeprefix("where "), inner, canvas)
    for remark in link.remarks:
        lines += labelled("remark", plain(remark), inner, canvas)
    if link.reason and link.verdict in ("unknown", "error"):
        lines += labelled("reason", clip(plain(link.reason), _LONGEST_REASON), inner, canvas)
    return lines
