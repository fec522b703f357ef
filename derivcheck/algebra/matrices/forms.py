"""Quadratic forms as they are written: ``(v - w).T @ P @ (v - w)`` has a sign that its expansion does not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derivcheck.algebra.matrices import square
from derivcheck.algebra.matrices.definite import signs_of_sum
from derivcheck.algebra.normal_form.field import Incomplete
from derivcheck.algebra.signs.signs import ANY, NONNEGATIVE, POSITIVE, Signs, Split, product
from derivcheck.algebra.sums.ranges import Range, free_symbols
from derivcheck.algebra.term import Term, add, mul, neg

if TYPE_CHECKING:
    from derivcheck.algebra.normal_form.normaliser import Normaliser

_MARKS = ("positive_definite", "positive_semidefinite")
_MOST_RANGES = 6


def holds(n: Normaliser, condition: Term) -> bool:
    """Whether an inequality is seen to hold, since the greater side less the other is a sum of such forms."""
    if condition.op not in ("ge", "gt", "le", "lt") or not any(m.op in _MARKS for m in n.marked):
        return False
    greater, other = condition.args if condition.op in ("ge", "gt") else reversed(condition.args)
    strict = condition.op in ("gt", "lt")
    for part in _summands(add(greater, neg(other))):
        signs = _signs(n, part)
        if not signs <= NONNEGATIVE:
            return False
        strict = strict and signs != POSITIVE
    return not strict


def _summands(term: Term) -> Iterator[Term]:
    """The parts of a sum; numbers in front of brackets are multiplied out."""
    if term.op == "add":
        for part in term.args:
            yield from _summands(part)
        return
    inner = next((t for t in term.args if t.op in ("add", "mul")), None) if term.op == "mul" else None
    if inner is None:
        yield term
        return
    others = [t for t in term.args if t is not inner]
    for part in _summands(inner) if inner.op == "add" else (mul(*inner.args),):
        yield from _summands(mul(*others, *(part.args if part.op == "mul" else (part,))))


def _signs(n: Normaliser, part: Term) -> Signs:
    found = _signs_of_form(n, part)
    try:
        return found if found <= NONNEGATIVE else n.knowledge.quotient_signs(n.of(part))
    except (Incomplete, Split):
        return ANY


def _signs_of_form(n: Normaliser, part: Term) -> Signs:
    """The sign of numbers times a form."""
    ranges: list[Range] = []
    factors = [part]
    while any(t.op in ("sum", "mul") for t in factors):
        opened = next(t for t in factors if t.op in ("sum", "mul"))
        rest = [t for t in factors if t is not opened]
        if len(rest) < len(factors) - 1 or len(ranges) > _MOST_RANGES:
            return ANY
        inner, found = n.sums.opened(opened, ranges, rest)
        ranges += [Range(r.index, square.canonical(n, r.first), square.canonical(n, r.last)) for r in found]
        factors = [*rest, *inner]
    indices = {r.index for r in ranges}
    numbers = [t for t in factors if indices.isdisjoint(free_symbols(t))]
    own = [x for t in factors if t not in numbers for x in square.flattened(t)]
    signs = n.knowledge.quotient_signs(n.of(mul(*numbers))) if numbers else POSITIVE
    return product(signs, signs_of_sum(n, own, ranges)) if own else signs
