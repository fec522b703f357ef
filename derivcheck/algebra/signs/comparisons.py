"""Comparisons with numbers, of which nothing is left where both sides are plain numbers."""

from __future__ import annotations

from derivcheck.algebra.term import TRUE, ZERO, Term, rational, relation


def compare(op: str, u: Term, bound: Term) -> Term:
    """A comparison; between plain numbers, nothing is left of it if it is true."""
    left, right = rational(u), rational(bound)
    if left is None or right is None:
        return relation(op, u, bound)
    answers = {"ne": left != right, "eq": left == right, "gt": left > right, "ge": left >= right}
    return TRUE if answers[op] else relation(op, u, bound)


def nonzero(u: Term) -> Term:
    return compare("ne", u, ZERO)


def positive(u: Term) -> Term:
    return compare("gt", u, ZERO)


def nonnegative(u: Term) -> Term:
    return compare("ge", u, ZERO)
