"""Names for what proofs introduce: any value, any index, a place between two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derivcheck.algebra.term import ABSTRACTIONS, BINDERS, Term, symbols


def spoken(text: str) -> str:
    """A text with names that can be typed, in the place of those that proofs introduce."""
    text = re.sub(r"between#(\d+)", lambda m: "uvwxyz"[int(m[1]) % 6], text)
    text = re.sub(r"any#(\d+)", r"i\1", text)
    text = re.sub(r"∀\d+'*", "", text)
    return re.sub(r"([A-Za-z_]\w*)[#~°]\d*", r"\1", text)


def names_for(term: Term) -> dict[Term, str]:
    """A name for each free symbol and tensor, no two of them the same."""
    found: dict[Term, str] = {}
    bound = {own for own in _bound(term, set()) if own.op == "symbol"}
    for own in sorted(symbols(term) - bound, key=lambda s: (len(str(s.args[0])), str(s.args[0]))):
        name = spoken(str(own.args[0].args[0] if isinstance(own.args[0], Term) else own.args[0])).rstrip("*~")
        while name in found.values():
            name += "'"
        found[own] = name
    return found


def _bound(term: Term, seen: set[Term]) -> Iterator[Term]:
    """The variables that binders within bind."""
    if term in seen:
        return
    seen.add(term)
    if term.op in BINDERS:
        yield term.args[0]
    elif term.op == "forall" or term.op in ABSTRACTIONS:
        yield term.args[1]
    for part in term.terms:
        yield from _bound(part, seen)
