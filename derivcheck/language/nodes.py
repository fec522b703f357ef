"""The tree of a YAML file: text, mappings and lists, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.language.located import Located
from derivcheck.language.source import Source, Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text; ``empty`` where nothing at all was written."""

    value: Located
    span: Span

    @property
    def text(self) -> str:
        return self.value.text


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[tuple[Scalar, Item], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Item, ...]
    span: Span


Item = Scalar | Mapping | Listing


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file: its text, and its tree."""

    source: Source
    root: Item
