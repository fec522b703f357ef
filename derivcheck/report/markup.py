"""Text of strangers inside Markdown: nothing in it is read as markup, a link, a mention or HTML."""

from __future__ import annotations

import re

from derivcheck.report.text import plain

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~^$:])")


def escaped(text: str) -> str:
    """The text as Markdown that shows just this text."""
    safe = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", safe).replace("@", "&#64;")


def sentence(text: str) -> str:
    """A text in which what stands between backticks is code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return escaped(text)
    return "".join(f"`{plain(piece)}`" if k % 2 else escaped(piece) for k, piece in enumerate(pieces))
