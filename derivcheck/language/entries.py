"""Reading the tree of a YAML file whose form was checked: texts, lists of texts and pairs, by key."""

from __future__ import annotations

from derivcheck.language.located import Located
from derivcheck.language.nodes import Item, Listing, Mapping, Scalar
from derivcheck.language.source import Span

#: A key and its text, as under `declare:` and `define:`.
Pair = tuple[Located, Located]

#: The keys of a mapping with their values.
Entries = dict[str, tuple[Scalar, Item]]


def entries(item: Item) -> Entries:
    """The keys of a mapping with their values."""
    assert isinstance(item, Mapping), "the form was checked"
    return {key.text: (key, value) for key, value in item.entries}


def items(found: Entries, key: str) -> tuple[Item, ...]:
    """The items of a list, none where there is no list."""
    value = found[key][1] if key in found else None
    return value.items if isinstance(value, Listing) else ()


def text(found: Entries, key: str) -> str | None:
    """A text without white space around it."""
    place = located(found, key)
    return None if place is None else place.text.strip()


def located(found: Entries, key: str) -> Located | None:
    """A text with its place, as it was typed."""
    value = found[key][1] if key in found else None
    return value.value if isinstance(value, Scalar) else None


def texts(found: Entries, key: str) -> tuple[Located, ...]:
    """A list of texts, or the one text that stands in its place."""
    value = found[key][1] if key in found else Listing((), Span(0, 0))
    parts = value.items if isinstance(value, Listing) else (value,)
    return tuple(part.value.stripped() for part in parts if isinstance(part, Scalar))


def pairs(found: Entries, key: str) -> tuple[Pair, ...]:
    """The keys and texts of a mapping."""
    value = found[key][1] if key in found else None
    if not isinstance(value, Mapping):
        return ()
    return tuple((k.value.stripped(), v.value.stripped()) for k, v in value.entries if isinstance(v, Scalar))
