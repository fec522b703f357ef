"""The outline of a derivation: what it names with `let`, how its equations are numbered, what its reasons refer to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from derivcheck.language.elaboration.context import error
from derivcheck.language.entries import Pair
from derivcheck.language.located import Located
from derivcheck.language.tokens import Mark, Token, tokens

#: "from (2) and (3)", "by step (1)", "using (1), (2)"; a bare "(2)" in a reason is no reference.
_REFERENCE = re.compile(
    r"\b(?:from|by|using|with|into|in|see)\s+(?:steps?\s+|equations?\s+)?"
    r"(\(\d{1,4}\)(?:\s*(?:,\s*and\b|,|and\b|&)\s*\(\d{1,4}\))*)",
    re.IGNORECASE,
)


def references(reason: str | None) -> tuple[int, ...]:
    """The numbers of the steps that a reason names."""
    found = (int(n) for m in _REFERENCE.finditer(reason or "") for n in re.findall(r"\d+", m[1]))
    return tuple(dict.fromkeys(found))


def without_lets(text: Located) -> tuple[tuple[Pair, ...], Located]:
    """The definitions that a derivation's `let name = value` lines make, and the derivation without those lines.

    A `let` is one line, and goes on while its brackets are open. Raises LanguageError where one has no `=`.
    """
    found = list(tokens(text.text))
    lets: list[Pair] = []
    kept = list(text.text)
    for at, token in enumerate(found[:-1]):
        if token.text == "let" and starts_line(text, token) and found[at + 1].mark is Mark.NAME:
            line = _line(text, found, at)
            lets.append(_let(text, line))
            kept[line[0].start : line[-1].end] = [
                "\n" if c == "\n" else " " for c in text.text[line[0].start : line[-1].end]
            ]
    rest = Located("".join(kept), text.offsets) if lets else text
    return tuple(lets), rest.stripped()


def starts_line(text: Located, token: Token) -> bool:
    """Whether nothing but white space stands before the token on its line."""
    return not text.text[text.text.rfind("\n", 0, token.start) + 1 : token.start].strip()


def _line(text: Located, found: Sequence[Token], at: int) -> list[Token]:
    """The tokens of a `let`, up to the first line break outside of brackets."""
    line, depth = [found[at]], 0
    for before, token in zip(found[at:], found[at + 1 :], strict=False):
        if depth <= 0 and "\n" in text.text[before.end : token.start]:
            break
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        line.append(token)
    return line


def _let(text: Located, line: list[Token]) -> Pair:
    words = [t for t in line if t.mark is not Mark.COMMENT]
    equals = next((t for t in words if t.text == "="), None)
    if equals is None or equals is words[-1]:
        message, hint = "a `let` gives a name to a value", "write let S = x + y"
        raise error(message, text.span(words[0].start, words[-1].end), hint)
    return text.part(words[0].end, equals.start), text.part(equals.end, words[-1].end)


def numbered(text: Located, found: Sequence[Token]) -> list[Token]:
    """The closing brackets of `(1)`, `(2)`, … at the beginnings of lines, if the derivation is a list of equations.

    It is one if its first line begins with `(1)` and goes on with a value. Raises LanguageError for other numbers.
    """
    words = [t for t in found if t.mark is not Mark.COMMENT]
    if not words or not _is_number(words, 0) or words[1].text != "1":
        return []
    marks = [at for at in range(len(words)) if starts_line(text, words[at]) and _is_number(words, at)]
    for due, at in enumerate(marks, start=1):
        if words[at + 1].text != str(due):
            span = text.span(words[at].start, words[at + 2].end)
            raise error(f"this equation is number ({due})", span, "number equations (1), (2), (3) as they stand")
    return [words[at + 2] for at in marks]


def _is_number(words: Sequence[Token], at: int) -> bool:
    """Whether `(n)` and then the beginning of a value stand at a place."""
    if at + 3 >= len(words) or (words[at].text, words[at + 2].text) != ("(", ")"):
        return False
    after = words[at + 3]
    if after.mark is Mark.OPERATOR and after.text not in ("(", "["):
        return False
    return words[at + 1].mark is Mark.NUMBER and words[at + 1].text.isdigit() and after.text not in ("and", "or")
