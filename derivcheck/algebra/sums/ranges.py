"""Ranges of indices that a sum or product binds."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import BINDERS, Term, is_bound, symbols


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


def free_symbols(term: Term) -> frozenset[Term]:
    """The symbols that are not bound within the term itself."""
    if term.op in BINDERS:
        index, first, last, body = term.args
        return (free_symbols(body) - {index}) | free_symbols(first) | free_symbols(last)
    if term.op == "symbol":
        return frozenset((term,))
    if not any(is_bound(s) for s in symbols(term)):
        return frozenset(s for s in symbols(term) if s.op == "symbol")
    return frozenset().union(*(free_symbols(t) for t in term.terms))
