"""The formats of a report, one module each; a format has the name of its module.

A new format is a new module here with a ``FORMAT``; nothing else has to be edited.
"""

from __future__ import annotations

import importlib
import pkgutil

from derivcheck.report.model import Format


class UnknownFormat(LookupError):
    """There is no format of that name."""


def format_names() -> list[str]:
    """The names of all formats in alphabetical order; none of them is imported for it."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def format_named(name: str) -> Format:
    """The format with this name; `UnknownFormat` if there is none."""
    if name not in format_names():
        raise UnknownFormat(name)
    found = importlib.import_module(f"{__name__}.{name}").FORMAT
    if not isinstance(found, Format):
        raise TypeError(f"{name}.FORMAT is not a Format")
    return found
