"""The nodes that terms consist of: made once each, and known as long as somebody has them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any
from weakref import ref


class Sort(Enum):
    """What a symbol ranges over."""

    REAL = "real"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    NONZERO = "nonzero"
    INTEGER = "integer"
    NATURAL = "natural"
    SIZE = "size"
    COMPLEX = "complex"

    __hash__ = object.__hash__  # of members, which there is one of each

    @property
    def integral(self) -> bool:
        return self in (Sort.INTEGER, Sort.NATURAL, Sort.SIZE)


class Term:
    """A node: an operator name and its arguments (terms, or plain data at the leaves).

    number(Fraction) · symbol(name, Sort) · constant(name) · add(…) · mul(…) · power(base, exponent) ·
    call(function name, …) · apply(function name, symmetric, order of differentiation, …) ·
    piecewise(value, condition, …) · derivative(body, symbol, order) · subs(body, symbol, value) ·
    relations eq ne lt le gt ge of two terms · and or not true false ·
    entry(name, Sort, symmetric, bounds, index, …), an entry of a tensor · sum(index, first, last, body) and product ·
    maximum and minimum likewise, which only stand in claims that `engine.declared.extrema` has not read yet ·
    every(index, first, last, condition): the condition for every index · defined(term) ·
    lambda(index, first, last, body), a tensor by its entries · recursion(…), own(…), tuple(…): see `sequences` ·
    functional(component(name, index, …), symmetric, rank, lambda, index, …): an arbitrary function of a tensor (or a
    component of its value), or its derivative by the entries at these indices ·
    inverse(lambda, i, j) · det(lambda) · matpow(lambda, exponent, i, j): of a square matrix, by its entries ·
    diagonal(tensor): only its entries on the diagonal are not 0 · orthogonal(tensor) ·
    at(body, tensor, lambda): the body with another tensor in the place of one ·
    expect(body, law, …): the mean over the draws of random variables · covariance(body, body, law, …) ·
    law(kind, place, parameter, …): see
    `expectation.laws`; its place is a symbol, a tensor, or a tuple(symbol, …) ·
    limit(body, symbol, point, direction), the point may be oo or -oo · tends(body, symbol, point, direction, value):
    the body tends to the value, which may be infinite · near(condition, symbol, point, direction): it holds wherever
    the symbol is close enough to the point · integral(body, symbol, lower, upper) · series(body, index, first, oo),
    a sum without end · growth(cost, bound, tuple(symbol, …)): see `language.growth`.
    """

    __slots__ = ("__weakref__", "_free", "_shown", "_symbols", "args", "op")
    op: str
    args: tuple[Any, ...]
    _symbols: frozenset[Term] | None  # see `symbols`
    _free: frozenset[Term] | None  # see `free_symbols`
    _shown: tuple[str, int] | None  # see `text`

    def __repr__(self) -> str:
        if self._shown is not None:
            return self._shown[0]
        from derivcheck.algebra.text import text

        return text(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return make, (self.op, *self.args)

    @property
    def terms(self) -> Iterator[Term]:
        """The arguments that are terms."""
        return (a for a in self.args if isinstance(a, Term))


class _Reference(ref[Term]):
    """A term that is known as long as somebody has it; `weakref.WeakValueDictionary` takes three times as long."""

    __slots__ = ("key",)
    key: tuple[Any, ...]


_TABLE: dict[tuple[Any, ...], _Reference] = {}


def _forget(reference: ref[Term]) -> None:
    key = reference.key  # type: ignore[attr-defined]
    if _TABLE.get(key) is reference:
        del _TABLE[key]


def make(op: str, *args: Any) -> Term:
    """The one term with this operator and these arguments."""
    key = (op, *args)
    known = _TABLE.get(key)
    found = known() if known is not None else None
    if found is None:
        found = Term()
        found.op, found.args = op, args
        found._symbols = found._free = found._shown = None
        reference = _TABLE[key] = _Reference(found, _forget)
        reference.key = key
    return found
