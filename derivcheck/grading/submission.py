"""Submissions: what a student hands in, as YAML or as Markdown with fenced ``derivcheck`` blocks.

A submission has answers and nothing else. What only an assignment may say is not heeded, and told so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

from derivcheck.engine.result import Located as Place
from derivcheck.engine.running.jobs import located
from derivcheck.grading.markdown import Block, blocks
from derivcheck.grading.spacing import spaced
from derivcheck.language.document import read
from derivcheck.language.located import Located, quoted
from derivcheck.language.nodes import Item, Listing, Mapping, Scalar
from derivcheck.language.source import Complaint, LanguageError, Source, Span

_TEXTS = ("student", "note")
_OF_THE_ASSIGNMENT = frozenset(
    ("declare", "define", "given", "claims", "questions", "points", "expect", "ask", "milestones", "visibility")
)
_MOST_CHARACTERS = 20_000
_LONGEST_NAME = 100
_MOST_NOTICES = 20
_NOTHING = frozenset({"", "~", "null"})  # how YAML writes that there is nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question as typed: an expression or a derivation, and hypotheses that it states."""

    text: Located
    given: tuple[Located, ...] = ()


@dataclass(slots=True)
class Submission:
    """What was handed in under ``source``'s name; ``errors`` if it could not be read."""

    source: Source
    student: str | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    errors: tuple[Place, ...] = ()
    notices: list[Place] = field(default_factory=list)

    def notice(self, message: str, span: Span, hint: str | None = None) -> None:
        """Remember that something was not heeded, as long as there is not too much of it."""
        if len(self.notices) > _MOST_NOTICES:
            return
        if len(self.notices) == _MOST_NOTICES:
            message, hint = "there is more that is not heeded", None
        self.notices.append(located(Complaint(message, span, hint), self.source))


def submission(source: Source, markdown: bool, known: frozenset[str]) -> Submission:
    """What a text hands in for the questions that are ``known``; never raises for what a student wrote."""
    found = Submission(source)
    try:
        if markdown:
            parts = blocks(source)
            if not parts:
                hint = "begin a block with ```derivcheck and the id of a question"
                raise LanguageError(Complaint("there is no block of derivcheck in this file", Span(0, 0), hint))
            for part in parts:
                _block(found, part, known)
        elif not source.text.strip("\ufeff \t\r\n"):
            raise LanguageError(Complaint("the file is empty", Span(0, 0), "write answers under `answers:`"))
        else:
            _fields(found, read(source).root, known)
    except LanguageError as error:
        found.errors = tuple(located(c, source) for c in error.complaints)
    return found


def _block(found: Submission, block: Block, known: frozenset[str]) -> None:
    if block.name:
        _put(found, Scalar(Located.contiguous(block.name, block.at), Span(block.at, block.at)), block.text, (), known)
        return
    blank = "".join(c if c == "\n" else " " for c in found.source.text[: block.text.offsets[0]])
    if block.text.text.strip():
        _fields(found, read(Source(found.source.name, blank + block.text.text)).root, known)


def _fields(found: Submission, root: Item, known: frozenset[str]) -> None:
    if not isinstance(root, Mapping):
        raise LanguageError(Complaint("this is not a submission", root.span, "write answers under `answers:`"))
    for key, value in root.entries:
        if key.text == "answers" and isinstance(value, Mapping):
            for name, item in value.entries:
                _answer(found, name, item, known)
        elif key.text == "answers":
            found.notice("`answers` must be keys with values", key.span, "write each as `question: answer`")
        elif key.text in _TEXTS and isinstance(value, Scalar):
            found.student = value.text.strip()[:_LONGEST_NAME] or None if key.text == "student" else found.student
        else:
            _refuse(found, key, "a submission has `student:` and `answers:`")


def _refuse(found: Submission, key: Scalar, hint: str) -> None:
    if key.text in _OF_THE_ASSIGNMENT:
        message = f"{quoted(key.text)} is not heeded: it is the assignment that says this"
        found.notice(message, key.span, "take it out")
    else:
        found.notice(f"{quoted(key.text)} is not heeded: it is no key of a submission", key.span, hint)


def _answer(found: Submission, name: Scalar, item: Item, known: frozenset[str]) -> None:
    if isinstance(item, Scalar):
        _put(found, name, item.value, (), known)
        return
    if not isinstance(item, Mapping):
        found.notice(f"the answer to {quoted(name.text)} must be text", item.span)
        return
    texts: dict[str, Located] = {}
    given: tuple[Located, ...] = ()
    for key, value in item.entries:
        if key.text in ("answer", "derivation") and isinstance(value, Scalar):
            texts[key.text] = value.value
        elif key.text == "given":
            parts = value.items if isinstance(value, Listing) else (value,)
            given = tuple(p.value.stripped() for p in parts if isinstance(p, Scalar))
        elif key.text != "note":
            _refuse(found, key, "an answer has `answer:`, `derivation:` and `given:`")
    _put(found, name, _together(texts.get("derivation"), texts.get("answer")), given, known)


def _together(derivation: Located | None, answer: Located | None) -> Located | None:
    """A derivation that ends with the answer; either of them if it is alone."""
    if derivation is None or answer is None or not derivation.text.strip() or not answer.text.strip():
        return answer if derivation is None or not derivation.text.strip() else derivation
    if " ".join(derivation.text.split()).endswith(" ".join(answer.text.split())):
        return derivation
    body, end = derivation.stripped(), answer.stripped()
    return Located(f"{body.text}\n== {end.text}", [*body.offsets[:-1], *[end.offsets[0]] * 4, *end.offsets])


def _put(
    found: Submission, name: Scalar, text: Located | None, given: tuple[Located, ...], known: frozenset[str]
) -> None:
    key = name.text.strip()

    def refusal(message: str) -> None:
        found.notice(message, name.span)

    if key not in known:
        near = get_close_matches(key, sorted(known), 1)
        meant = f"; did you mean {quoted(near[0])}?" if near else ""
        refusal(f"there is no question {quoted(key)}{meant}")
    elif key in found.answers:
        refusal(f"{quoted(key)} is answered a second time; the first answer counts")
    elif text is not None and text.text.strip() not in _NOTHING:
        if len(text.text) > _MOST_CHARACTERS:
            refusal(f"the answer to {quoted(key)} is longer than {_MOST_CHARACTERS:,} characters")
        else:
            found.answers[key] = Answer(spaced(text.stripped()), given)
