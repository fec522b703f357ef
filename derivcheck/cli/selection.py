"""Selection of claims by words, as pytest's ``-k`` does it: ``softmax and not (jacobian or slip)``.

A word is found if it occurs in the claim's id or in the file's name; upper and lower case do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: Tells for an id and a file whether the claim is selected.
Selector = Callable[[str, str], bool]

_TOKEN = re.compile(r"[()]|[^\s()]+")
_MOST_TOKENS = 200


class SelectionError(ValueError):
    """An expression that is not made of words, ``and``, ``or``, ``not`` and parentheses."""


def selector(expression: str) -> Selector:
    """The test that an expression stands for; `SelectionError` says what is wrong with it."""
    tokens = _TOKEN.findall(expression)
    if not tokens:
        raise SelectionError("the expression is empty")
    if len(tokens) > _MOST_TOKENS:
        raise SelectionError(f"the expression has more than {_MOST_TOKENS} words")
    reader = _Reader(tokens)
    found = reader.either()
    if reader.peek() is not None:
        raise SelectionError(f"`{reader.peek()}` is not expected here; join words with `and` or `or`")
    return found


class _Reader:
    """Recursive descent over the tokens: ``or`` binds least, then ``and``, then ``not``."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0

    def peek(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def accept(self, word: str) -> bool:
        if self.peek() != word:
            return False
        self.place += 1
        return True

    def either(self) -> Selector:
        options = [self.both()]
        while self.accept("or"):
            options.append(self.both())
        return options[0] if len(options) == 1 else lambda id, file: any(s(id, file) for s in options)

    def both(self) -> Selector:
        needs = [self.negation()]
        while self.accept("and"):
            needs.append(self.negation())
        return needs[0] if len(needs) == 1 else lambda id, file: all(s(id, file) for s in needs)

    def negation(self) -> Selector:
        if self.accept("not"):
            inner = self.negation()
            return lambda id, file: not inner(id, file)
        if self.accept("("):
            inner = self.either()
            if not self.accept(")"):
                raise SelectionError("a `)` is missing")
            return inner
        return self.word()

    def word(self) -> Selector:
        token = self.peek()
        if token is None or token in ("and", "or", ")"):
            raise SelectionError(f"a word is missing {'at the end' if token is None else f'before `{token}`'}")
        self.place += 1
        sought = token.casefold()
        return lambda id, file: sought in id.casefold() or sought in file.casefold()
