"""Whether a range of indices has an index at all sizes."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.algebra.term import Sort, Term, add, neg, rational


def never_empty(first: Term, last: Term) -> bool:
    """Whether a range has an index at all sizes: sizes are at least 1."""
    least = _least(add(last, neg(first)))
    return least is not None and least >= 0


def _least(term: Term) -> Fraction | None:
    """The least value of a polynomial in sizes whose terms all grow; None for anything else."""
    value = rational(term)
    if value is not None:
        return value
    if term.op == "symbol":
        return Fraction(1) if term.args[1] is Sort.SIZE else None
    if term.op not in ("add", "mul"):
        return None
    total = Fraction(0 if term.op == "add" else 1)
    for part in term.args:
        least = _least(part)
        if least is None or (term.op == "mul" and least < 0):
            return None
        total = total + least if term.op == "add" else total * least
    return total
