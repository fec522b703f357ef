"""Questions of an assignment as typed, and the claims that their references make."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derivcheck.language import entries as read
from derivcheck.language.entries import Pair
from derivcheck.language.located import Located
from derivcheck.language.nodes import Item
from derivcheck.language.source import Span


@dataclass(frozen=True, slots=True)
class Milestone:
    """A part of the way with points of its own: a line in some form (``without``, ``in_terms_of``), or a step."""

    title: str
    points: Fraction
    without: tuple[str, ...] = ()
    in_terms_of: tuple[str, ...] | None = None
    show: Located | None = None


@dataclass(frozen=True, slots=True)
class RawQuestion:
    """A question as typed. At least one of ``answer`` and ``derivation``, the references, is there."""

    id: str
    span: Span
    ask: Located
    answer: Located | None = None
    derivation: Located | None = None
    title: str | None = None
    note: str | None = None
    given: tuple[Located, ...] = ()
    may_assume: tuple[str, ...] = ()
    declarations: tuple[Pair, ...] = ()
    definitions: tuple[Pair, ...] = ()
    points: Fraction = Fraction(1)
    partial: bool = False
    milestones: tuple[Milestone, ...] = ()
    in_terms_of: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    required_steps: int = 0
    max_step: int | None = None
    depends_on: tuple[str, ...] = ()
    name: Located | None = None
    visibility: str = "visible"
    feedback: tuple[tuple[str, str], ...] = ()


def question(item: Item) -> RawQuestion:
    """The question that an item of ``questions`` holds; its form was checked."""
    found = read.entries(item)
    ask = read.located(found, "ask")
    assert ask is not None, "the form was checked"
    answer, derivation = read.located(found, "answer"), read.located(found, "derivation")
    name = read.located(found, "as")
    partial = read.text(found, "partial")
    return RawQuestion(
        id=read.text(found, "id") or "",
        span=Span(found["ask"][0].span.start, ask.stripped().whole.end),
        ask=ask.stripped(),
        answer=None if answer is None else answer.stripped(),
        derivation=None if derivation is None else derivation.stripped(),
        title=read.text(found, "title"),
        note=read.text(found, "note"),
        given=read.texts(found, "given"),
        may_assume=tuple(t.text for t in read.texts(found, "may_assume")),
        declarations=read.pairs(found, "declare"),
        definitions=read.pairs(found, "define"),
        points=Fraction(read.text(found, "points") or "1"),
        partial=answer is None if partial is None else partial == "steps",
        milestones=tuple(_milestone(i) for i in read.items(found, "milestones")),
        in_terms_of=_names(found, "in_terms_of"),
        without=_names(found, "without") or (),
        required_steps=int(read.text(found, "required_steps") or 0),
        max_step=int(step) if (step := read.text(found, "max_step")) else None,
        depends_on=_names(found, "depends_on") or (),
        name=None if name is None else name.stripped(),
        visibility=read.text(found, "visibility") or "visible",
        feedback=tuple((k.text, v.text) for k, v in read.pairs(found, "feedback")),
    )


def _milestone(item: Item) -> Milestone:
    found = read.entries(item)
    show = read.located(found, "show")
    return Milestone(
        read.text(found, "title") or "",
        Fraction(read.text(found, "points") or "0"),
        _names(found, "without") or (),
        _names(found, "in_terms_of"),
        None if show is None else show.stripped(),
    )


def _names(found: read.Entries, key: str) -> tuple[str, ...] | None:
    """A list of names, which may also stand on one line with commas; None where the key is not there."""
    if key not in found:
        return None
    names = (name.strip() for text in read.texts(found, key) for name in text.text.split(","))
    return tuple(name for name in names if name)
