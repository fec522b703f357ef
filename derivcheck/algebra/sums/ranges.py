"""Ranges of indices that a sum or product binds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derivcheck.algebra.term import Term, free_symbols, is_bound, neg, symbols

__all__ = ["Range", "free_symbols", "is_nested", "mentions_bound", "sums_within"]


@dataclass(frozen=True, slots=True)
class Range:
    """A bound index and its first and last value, as terms."""

    index: Term
    first: Term
    last: Term


def is_nested(order: list[Range]) -> bool:
    """Whether no range depends on an index that is bound further inside."""
    inner = {r.index for r in order}
    for r in order:
        if inner & (free_symbols(r.first) | free_symbols(r.last)):
            return False
        inner.discard(r.index)
    return True


def mentions_bound(term: Term) -> bool:
    """Whether an index that some sum around it binds occurs: nothing may be assumed of it in a case distinction."""
    return any(is_bound(s) for s in free_symbols(term))


def stands_alone(index: Term, term: Term) -> bool:
    """Whether an index occurs as itself or its negative only, in comparisons of sums: they are sharpest at its ends."""
    if term is index or term is neg(index) or index not in symbols(term):
        return True
    return term.op in ("le", "ge", "lt", "gt", "add") and all(stands_alone(index, t) for t in term.terms)


def sums_within(term: Term) -> Iterator[Term]:
    """Sums over one index that depend on no index bound further outside, the outermost first."""
    if term.op == "sum" and not mentions_bound(term):
        yield term
    for part in term.terms:
        yield from sums_within(part)
