"""Text that others wrote, made safe and short enough to print, and small phrases shared by the formats."""

from __future__ import annotations

import re
import unicodedata

from derivcheck.engine.result import Counterexample, Result, Shown

_ELLIPSIS = "…"
_COMMAND = re.compile(r"^([ \t]*(?:\x1b\[[\d;]*m)*[ \t]*)::", re.MULTILINE)


def plain(text: str) -> str:
    """The text with everything that could steer a terminal made visible: escapes, controls, direction marks.

    Line breaks and tabs become spaces, so the result is always one line.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\t":
        return " "
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")


def without_commands(text: str) -> str:
    """The text without what the log of a workflow would take for a command: a line that begins with ``::``."""
    return _COMMAND.sub(r"\1: :", text).replace("##[", "## [")


def clip(text: str, most: int) -> str:
    """At most ``most`` characters of a one-line text, with the number of those left out."""
    if len(text) <= most:
        return text
    return f"{text[:most]}{_ELLIPSIS} ({len(text) - most} more characters)"


def statement_lines(text: str, most: int = 1500) -> list[str]:
    """What was claimed, made safe, line by line as it was typed."""
    return [plain(line.rstrip()) for line in clip(text.strip(), most).split("\n")]


def shown(value: Shown, most: int = 200) -> str:
    """A value as a person writes it: ``-1/2``, ``[0, 1]``, ``[[1, 0], [0, 1]]``."""
    if isinstance(value, str):
        return clip(plain(value), most)
    return "[" + ", ".join(shown(item, most) for item in value) + "]"


def point_text(point: dict[str, Shown]) -> str:
    """Where: ``x = 1, z = [0, 0]``; a statement without variables is false everywhere."""
    return ", ".join(f"{plain(name)} {_is(value)}" for name, value in point.items())


def _is(value: Shown) -> str:
    """What a name is at a point: a value, or for a random variable a law."""
    text = shown(value)
    return f"~ {text[1:]}" if text.startswith("~") else f"= {text}"


def counterexample_text(example: Counterexample) -> str:
    """A counterexample in one line: ``at x = 1: left 2, right 3``."""
    if example.left is not None and example.right is not None:
        facts = f"left {shown(example.left)}, right {shown(example.right)}"
    else:
        facts = plain(example.reason or "")
    where = f"at {point_text(example.point)}" if example.point else ""
    return f"{where}: {facts}" if where and facts else where or facts


def conditions_text(conditions: tuple[str, ...]) -> str:
    """Where a claim is proved: ``where x != 0 and y > 0``."""
    if len(conditions) < 2:
        return f"where {plain(conditions[0])}" if conditions else ""
    return "where " + " and ".join(f"({plain(c)})" if " or " in c else plain(c) for c in conditions)


def brief(result: Result) -> str:
    """The one thing to say about a verdict: conditions, counterexample, reason or error; may be empty."""
    if result.fault is not None:
        return plain(result.fault)
    if result.verdict == "error" and result.errors:
        more = len(result.errors) - 1
        return plain(result.errors[0].message) + (f" (and {more} more)" if more else "")
    if result.verdict == "refuted" and result.counterexample is not None:
        mistake = plain(result.diagnosis[0].get("message", "")) if result.diagnosis else ""
        return "; ".join(part for part in (counterexample_text(result.counterexample), mistake) if part)
    if result.verdict == "proved":
        return conditions_text(result.conditions)
    return plain(result.reason or "")


def counted(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
