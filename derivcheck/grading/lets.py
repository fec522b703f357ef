"""What a line says once the names that a derivation gives with `let` are unfolded."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.entries import Pair
from derivcheck.language.tokens import Mark, tokens


def unfolded(text: str, lets: Sequence[Pair]) -> str:
    """The text with the values of names in their places, the last `let` first, as it may use those before it.

    Of names with arguments or indices it takes in the value, too, so that nothing can hide in them; what comes out
    then says what is written in the line, and is no expression.
    """
    for key, value in reversed(lets):
        words = [t.text for t in tokens(key.text) if t.mark is not Mark.COMMENT]
        if words:
            text = _put(text, words[0], value.text, bool(words[1:]))
    return text


def _put(text: str, name: str, value: str, takes: bool) -> str:
    pieces, end, used = [], 0, False
    for token in tokens(text):
        if token.mark is Mark.NAME and token.text == name:
            pieces += [text[end : token.start], "" if takes else f"({value}\n)"]
            end, used = token.end, True
    rest = "".join([*pieces, text[end:]])
    return f"{rest} ({value}\n)" if takes and used else rest
