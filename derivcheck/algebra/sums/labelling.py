"""Sums with canonical names for their indices."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from derivcheck.algebra.normal_form.field import Incomplete
from derivcheck.algebra.sums.ranges import Range, free_symbols, is_nested
from derivcheck.algebra.term import Term, bound_index, make, mul, substitute

if TYPE_CHECKING:
    from derivcheck.algebra.sums import Sums

_MOST_ORDERS = 120


def labelled(sums: Sums, factors: list[Term], ranges: list[Range]) -> Term:
    """The sum with its indices in canonical order: the least of all orders that differ in what they say."""
    groups: dict[tuple[int, str], list[Range]] = {}
    for r in ranges:
        groups.setdefault((_depth(r, ranges), _signature(sums, r, factors, ranges)), []).append(r)
    orders = [list(itertools.permutations(groups[key])) for key in sorted(groups)]
    found: Term | None = None
    for count, choice in enumerate(itertools.product(*orders)):
        if count == _MOST_ORDERS:
            raise Incomplete("a sum with too many symmetries")
        order = [r for part in choice for r in part]
        if not is_nested(order):
            continue
        candidate = _named(sums, factors, order)
        if found is None or str(candidate) < str(found):
            found = candidate
    if found is None:
        raise Incomplete("ranges that depend on each other")
    return found


def _depth(own: Range, ranges: list[Range], limit: int = 8) -> int:
    """How many ranges its bounds depend on, one by the other: those have to be bound before it."""
    names = free_symbols(own.first) | free_symbols(own.last)
    above = [r for r in ranges if r is not own and r.index in names]
    return 1 + max(_depth(r, ranges, limit - 1) for r in above) if above and limit else 0


def _signature(sums: Sums, own: Range, factors: list[Term], ranges: list[Range]) -> str:
    """What can be said of an index without naming any: its range and the places where it stands."""
    marks = {r.index: bound_index(900 + (r is not own)) for r in ranges}
    shown = sorted(str(_in_order(sums, substitute(t, marks))) for t in factors)
    first, last = (substitute(b, marks) for b in (own.first, own.last))
    return f"{first}..{last}: {shown}"


def _named(sums: Sums, factors: list[Term], order: list[Range]) -> Term:
    """The nested sum with indices named in this order."""
    names = dict(zip((r.index for r in reversed(order)), _free_names(factors, order), strict=False))
    aside = {r.index: bound_index(500 + k) for k, r in enumerate(order)}
    back = {aside[index]: name for index, name in names.items()}
    renamed = [substitute(substitute(t, aside), back) for t in factors]
    ranges = [
        Range(names[r.index], *(substitute(substitute(b, aside), back) for b in (r.first, r.last))) for r in order
    ]
    renamed = [_reread(sums, t, ranges) for t in renamed]
    term = mul(*sorted(renamed, key=str))
    for r in reversed(ranges):
        term = make("sum", r.index, r.first, r.last, term)
    return term


def _free_names(factors: list[Term], order: list[Range]) -> list[Term]:
    """The first bound names that nothing outside of the sum uses in its factors or bounds."""
    own = {r.index for r in order}
    inside = (*factors, *(b for r in order for b in (r.first, r.last)))
    taken = frozenset().union(*(free_symbols(t) for t in inside)) - own
    names: list[Term] = []
    number = 0
    while len(names) < len(order):
        number += 1
        if bound_index(number) not in taken:
            names.append(bound_index(number))
    return names


def _reread(sums: Sums, factor: Term, ranges: list[Range]) -> Term:
    """A factor in its canonical form after renaming: arguments sort differently under other names."""
    kept = sums.scope
    sums.scope = [*kept, *ranges]
    try:
        return sums.field.readable_quotient(sums.n.of(factor))
    finally:
        sums.scope = kept


def _in_order(sums: Sums, term: Term) -> Term:
    """Entries of what is symmetric with their indices sorted, so that they read alike from both sides."""
    args = tuple(_in_order(sums, a) if isinstance(a, Term) else a for a in term.args)
    head, group = sums.rules.first_of_symmetric(term), 1
    if term.op == "functional" and term.args[1]:
        head, group = 4, term.args[2]  # derivatives by entries, each of which has this many indices
    if head and group:
        together = sorted((args[k : k + group] for k in range(head, len(args), group)), key=str)
        args = (*args[:head], *itertools.chain(*together))
    return make(term.op, *args)
