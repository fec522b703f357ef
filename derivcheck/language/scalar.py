"""Where each character of a YAML scalar's value stands in the file, whichever of the five styles it is written in."""

from __future__ import annotations

from derivcheck.language.located import Located
from derivcheck.language.source import Span

_WHITE = " \t\r\n\x85\u2028\u2029"
_LONG_ESCAPES = {"x": 2, "u": 4, "U": 8}


def locate_scalar(text: str, value: str, style: str | None, span: Span) -> Located:
    """``value`` is what the scalar at ``span`` of the file's ``text`` says; ``style`` is YAML's sign for its style."""
    start, end = span.start, span.end
    if style in ("|", ">"):
        line_end = text.find("\n", start, end)
        return _aligned(text, value, end if line_end < 0 else line_end + 1, end)
    if style in ("'", '"'):
        start, end = start + 1, end - 1
    if text[start:end] == value:
        return Located.contiguous(value, start)
    if style == '"':
        return _unescaped(text, value, start, end)
    return _aligned(text, value, start, end, "'" if style == "'" else "")


def _aligned(text: str, value: str, at: int, end: int, doubled: str = "") -> Located:
    """Every style but double quotes keeps all characters that are not white space, in their order."""
    offsets = []
    for character in value:
        if character not in _WHITE:
            while at < end and text[at] != character:
                at += 1
            offsets.append(at)
            at += 2 if character == doubled else 1
        else:
            offsets.append(min(at, end))
            if at < end and text[at] == character:
                at += 1
                if character == "\n":
                    at = _indented(text, value, at, end, len(offsets))
    offsets.append(offsets[-1] + 1 if offsets else at)
    return Located(value, offsets)


def _indented(text: str, value: str, at: int, end: int, read: int) -> int:
    """After a line break: past the indentation, which is not part of the value; what remains of it is."""
    kept = len(value) - len(value[read:].lstrip(" ")) - read
    spaces = 0
    while at + spaces < end and text[at + spaces] == " ":
        spaces += 1
    return at + max(spaces - kept, 0)


def _unescaped(text: str, value: str, at: int, end: int) -> Located:
    offsets = []
    for character in value:
        while character not in _WHITE and at < end and text[at] in _WHITE:
            at += 1
        while text.startswith("\\\n", at) or text.startswith("\\\r", at):
            at += 2
            while at < end and text[at] in _WHITE:
                at += 1
        offsets.append(min(at, end))
        if at < end and text[at] == "\\":
            at += 2 + _LONG_ESCAPES.get(text[at + 1 : at + 2], 0)
        elif character not in _WHITE or text[at : at + 1] == character:
            at += 1
    offsets.append(offsets[-1] + 1 if offsets else at)
    return Located(value, offsets)
