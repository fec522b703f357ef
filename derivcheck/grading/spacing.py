"""Answers in one spacing, so that those that differ in white space only are decided once and graded alike."""

from __future__ import annotations

from derivcheck.language.located import Located
from derivcheck.language.surface import CONSEQUENCES, RELATIONS
from derivcheck.language.tokens import Mark, Token, tokens

_SPACED = frozenset({"+", "-", "@", "=", "and", "or", "not", "let"}) | RELATIONS | CONSEQUENCES
_OPENING = frozenset({"(", "["})
_CLOSING = frozenset({")", "]", ","})
_PREFIXES = frozenset({"+", "-"})


def spaced(text: Located) -> Located:
    """The text with the spaces that are usual, each character at its place; line breaks stay where they are."""
    pieces: list[str] = []
    offsets: list[int] = []
    before: Token | None = None
    is_sign = False  # whether the token before is the sign of what follows
    for token in tokens(text.text):
        gap = "" if before is None else _gap(text.text[before.end : token.start], before, token, is_sign)
        piece = text.text[token.start : token.end].rstrip()
        pieces += [gap, piece]
        offsets += [text.offsets[token.start]] * len(gap) + list(text.offsets[token.start : token.start + len(piece)])
        is_sign = token.text in _PREFIXES and (before is None or not _is_value(before))
        before = token
    end = text.offsets[before.end] if before is not None else text.offsets[-1]
    found = Located("".join(pieces), [*offsets, end])
    return found if _words(found.text) == _words(text.text) else text


def said(text: str) -> str:
    """A text in its usual spacing, for comparing what two people wrote."""
    return spaced(Located.contiguous(text, 0).stripped()).text


def _words(text: str) -> list[tuple[Mark, str]]:
    return [(token.mark, token.text.rstrip()) for token in tokens(text)]


def _gap(written: str, before: Token, token: Token, is_sign: bool) -> str:
    if "\n" in written:
        return "\n"
    if token.mark is Mark.COMMENT:
        return "  "
    if before.text == ",":
        return " "
    if before.text in _OPENING or token.text in _CLOSING or is_sign:
        return ""
    if token.text in _PREFIXES and before.mark is Mark.OPERATOR and not _is_value(before):
        return " " if before.text in _SPACED else ""
    if before.text in _SPACED or token.text in _SPACED:
        return " "
    starts = token.mark is not Mark.OPERATOR or (token.text == "(" and before.text == ")")
    return " " if starts and _is_value(before) else ""


def _is_value(token: Token) -> bool:
    """Whether a value ends with this token."""
    if token.mark is Mark.OPERATOR:
        return token.text in (")", "]")
    return token.mark is not Mark.COMMENT and token.text not in _SPACED
