"""Which numbers an expression can be: the kinds of results from the kinds of parts.

An expression is marked integral only where it is an integer wherever it is defined: exponents are read by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from derivcheck.language.core import Expr, Kind, Type

_NONNEGATIVE = frozenset({Kind.NATURAL, Kind.SIZE})


def joined(kinds: Iterable[Kind]) -> Kind:
    """The narrowest of natural, integer, real and complex that holds all of ``kinds``."""
    seen = set(kinds)
    if Kind.COMPLEX in seen:
        return Kind.COMPLEX
    if seen <= _NONNEGATIVE:
        return Kind.NATURAL
    return Kind.INTEGER if all(k.integral for k in seen) else Kind.REAL


def kinds_of(parts: Iterable[Expr]) -> list[Kind]:
    return [p.type.kind for p in parts]


def signed(kinds: Iterable[Kind]) -> Kind:
    """The kind of a difference or a negative."""
    kind = joined(kinds)
    return Kind.INTEGER if kind is Kind.NATURAL else kind


def at_least_real(kinds: Iterable[Kind]) -> Kind:
    """The kind of a quotient, a root, a logarithm, a derivative."""
    return Kind.COMPLEX if Kind.COMPLEX in set(kinds) else Kind.REAL


def power(base: Expr, exponent: Expr) -> Kind:
    kinds = (base.type.kind, exponent.type.kind)
    if base.type.kind.integral and exponent.type.kind in _NONNEGATIVE:
        return joined([base.type.kind])
    return at_least_real(kinds)


def magnitude(kind: Kind) -> Kind:
    """The kind of an absolute value."""
    return Kind.NATURAL if kind.integral else Kind.REAL


def plain(type: Type) -> Type:
    """The same type without the sign of its numbers, which holds for variables only."""
    return type if type.kind is Kind.BOOLEAN else replace(type, kind=joined([type.kind]))


def of_number(value: Fraction, places: int | None) -> Kind:
    """The kind of a number as written: `2` counts things, `2.0` measures."""
    whole = value.denominator == 1 and places is None
    return (Kind.NATURAL if value >= 0 else Kind.INTEGER) if whole else Kind.REAL


def of_entry(kind: Kind, zero_outside: bool) -> Kind:
    """The kind of an entry, which may be an added 0."""
    if not zero_outside:
        return kind
    return {Kind.SIZE: Kind.NATURAL, Kind.POSITIVE: Kind.NONNEGATIVE, Kind.NONZERO: Kind.REAL}.get(kind, kind)
