"""Problem files: what a person hands in, taken apart but not yet understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.language import entries as read
from derivcheck.language.entries import Pair
from derivcheck.language.located import Located
from derivcheck.language.nodes import Document, Scalar
from derivcheck.language.source import Complaint, LanguageError, Source, Span

if TYPE_CHECKING:
    from derivcheck.language.nodes import Item
    from derivcheck.language.question import RawQuestion

#: The name under which a statement of the command line is reported.
COMMAND_LINE = "<command line>"


@dataclass(frozen=True, slots=True)
class RawClaim:
    """A claim as typed. ``span`` runs from the key `claim` or `derivation` to the end of its text.

    ``title`` and ``note`` are free text for readers. Exactly one of ``statement`` and ``derivation`` is there.
    """

    id: str
    span: Span
    statement: Located | None
    derivation: Located | None
    expect: str = "proved"
    given: tuple[Located, ...] = ()
    declarations: tuple[Pair, ...] = ()
    definitions: tuple[Pair, ...] = ()
    title: str | None = None
    note: str | None = None
    first_wrong_step: int | None = None

    @property
    def body(self) -> Located:
        """The statement or the derivation, whichever there is."""
        body = self.statement or self.derivation
        assert body is not None, "a claim was let through without a statement"
        return body.stripped()

    @property
    def text(self) -> str:
        """What is claimed, as typed."""
        return self.body.text


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class ProblemFile:
    """A problem file as typed; ``source`` is its text, ``origin`` what it says under the key `source`.

    The references of ``questions`` are among the ``claims``, so that an assignment can be checked like any file.
    """

    source: Source
    claims: tuple[RawClaim, ...]
    declarations: tuple[Pair, ...] = ()
    definitions: tuple[Pair, ...] = ()
    title: str | None = None
    origin: str | None = None
    note: str | None = None
    questions: tuple[RawQuestion, ...] = ()


def load(source: Source) -> ProblemFile:
    """The problem file that a text holds. Raises LanguageError with all that is wrong with its form."""
    from derivcheck.language.document import read
    from derivcheck.language.structure import check

    document = read(source)
    check(document)
    return _problem(document)


def single(
    claim: str, declare: Sequence[str] = (), define: Sequence[str] = (), given: Sequence[str] = ()
) -> ProblemFile:
    """A problem of one claim from texts such as ``x, y: real``, ``f(x): x**2`` and ``x > 0``.

    Its source is made of these texts, the claim first, each beginning on a line of its own. Raises LanguageError
    where a declaration or definition has no colon.
    """
    texts = [claim, *given, *declare, *define]
    source = Source(COMMAND_LINE, "\n".join(texts))
    parts, at = [], 0
    for text in texts:
        parts.append(Located.contiguous(text, at))
        at += len(text) + 1
    first, second = 1 + len(given), 1 + len(given) + len(declare)
    complaints: list[Complaint] = []
    declarations = _pairs(parts[first:second], "x: real", complaints)
    definitions = _pairs(parts[second:], "f(x): x**2", complaints)
    for blank in (p for p in parts[:first] if not p.text.strip()):
        complaints.append(Complaint("there is no expression here", blank.whole))
    if complaints:
        raise LanguageError(*complaints)
    statement = parts[0].stripped()
    raw = RawClaim("claim", statement.whole, statement, None, given=tuple(p.stripped() for p in parts[1:first]))
    return ProblemFile(source, (raw,), declarations, definitions)


def check_environment(problem: ProblemFile) -> None:
    """Raises LanguageError with all that is wrong with the file's own declarations and definitions."""
    from derivcheck.language.elaboration.environment import environment

    environment(problem).check()


def _pairs(parts: Sequence[Located], example: str, complaints: list[Complaint]) -> tuple[Pair, ...]:
    pairs = []
    for part in parts:
        colon = part.text.find(":")
        key, value = part.part(0, max(colon, 0)), part.part(colon + 1, len(part.text))
        if colon < 0 or not key.text or not value.text:
            complaints.append(Complaint("a name, a colon and a text are due here", part.whole, f"write {example}"))
        else:
            pairs.append((key, value))
    return tuple(pairs)


def _problem(document: Document) -> ProblemFile:
    root = read.entries(document.root)
    claims = tuple(_claim(item) for item in read.items(root, "claims"))
    questions: tuple[RawQuestion, ...] = ()
    if "questions" in root:
        from derivcheck.language.question import question
        from derivcheck.language.reference import references

        questions = tuple(question(item) for item in read.items(root, "questions"))
        claims += references(questions, document.source)
    return ProblemFile(
        document.source,
        claims,
        read.pairs(root, "declare"),
        read.pairs(root, "define"),
        read.text(root, "title"),
        read.text(root, "source"),
        read.text(root, "note"),
        questions,
    )


def _claim(item: Item) -> RawClaim:
    found = read.entries(item)
    key, value = found["claim"] if "claim" in found else found["derivation"]
    assert isinstance(value, Scalar), "the form was checked"
    end = value.value.stripped().whole.end
    return RawClaim(
        read.text(found, "id") or "",
        Span(key.span.start, end),
        value.value if key.text == "claim" else None,
        value.value if key.text == "derivation" else None,
        read.text(found, "expect") or "proved",
        read.texts(found, "given"),
        read.pairs(found, "declare"),
        read.pairs(found, "define"),
        read.text(found, "title"),
        read.text(found, "note"),
        int(step) if (step := read.text(found, "first_wrong_step")) else None,
    )
