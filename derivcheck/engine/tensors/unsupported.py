"""Something that cannot be said in terms yet."""

from __future__ import annotations


class Unsupported(Exception):
    """The message is for the reader."""
