"""Text of strangers inside Markdown: nothing in it is read as markup, a link, a mention or HTML."""

from __future__ import annotations

import re

from derivcheck.report.text import plain

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~^$:])")


def escaped(text: str) -> str:
    """The text as Markdown that shows just this text."""
    safe = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", safe).replace("@", "&#64;")
