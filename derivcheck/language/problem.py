"""Problem files: what a person hands in, taken apart but not yet understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derivcheck.language.located import Located
from derivcheck.language.nodes import Document, Listing, Mapping, Scalar
from derivcheck.language.source import Complaint, LanguageError, Source, Span

if TYPE_CHECKING:
    from derivcheck.language.nodes import Item

#: The name under which a statement of the command line is reported.
COMMAND_LINE = "<command line>"

#: A key and its text, as under `declare:` and `define:`.
Pair = tuple[Located, Located]


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
    """A problem file as typed; ``source`` is its text, ``origin`` what it says under the key `source`."""

    source: Source
    claims: tuple[RawClaim, ...]
    declarations: tuple[Pair, ...] = ()
    definitions: tuple[Pair, ...] = ()
    title: str | None = None
    origin: str | None = None
    note: str | None = None


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
    root = _entries(document.root)
    claims = root["claims"][1]
    assert isinstance(claims, Listing), "the form was checked"
    return ProblemFile(
        document.source,
        tuple(_claim(item) for item in claims.items),
        _text_pairs(root, "declare"),
        _text_pairs(root, "define"),
        _text(root, "title"),
        _text(root, "source"),
        _text(root, "note"),
    )


def _claim(item: Item) -> RawClaim:
    entries = _entries(item)
    key, value = entries["claim"] if "claim" in entries else entries["derivation"]
    assert isinstance(value, Scalar), "the form was checked"
    end = value.value.stripped().whole.end
    return RawClaim(
        _text(entries, "id") or "",
        Span(key.span.start, end),
        value.value if key.text == "claim" else None,
        value.value if key.text == "derivation" else None,
        _text(entries, "expect") or "proved",
        _texts(entries, "given"),
        _text_pairs(entries, "declare"),
        _text_pairs(entries, "define"),
        _text(entries, "title"),
        _text(entries, "note"),
        int(step) if (step := _text(entries, "first_wrong_step")) else None,
    )


def _entries(item: Item) -> dict[str, tuple[Scalar, Item]]:
    assert isinstance(item, Mapping), "the form was checked"
    return {key.text: (key, value) for key, value in item.entries}


def _text(entries: dict[str, tuple[Scalar, Item]], key: str) -> str | None:
    value = entries[key][1] if key in entries else None
    return value.text.strip() if isinstance(value, Scalar) else None


def _texts(entries: dict[str, tuple[Scalar, Item]], key: str) -> tuple[Located, ...]:
    value = entries[key][1] if key in entries else Listing((), Span(0, 0))
    items = value.items if isinstance(value, Listing) else (value,)
    return tuple(item.value.stripped() for item in items if isinstance(item, Scalar))


def _text_pairs(entries: dict[str, tuple[Scalar, Item]], key: str) -> tuple[Pair, ...]:
    value = entries[key][1] if key in entries else None
    if not isinstance(value, Mapping):
        return ()
    return tuple((k.value.stripped(), v.value.stripped()) for k, v in value.entries if isinstance(v, Scalar))
