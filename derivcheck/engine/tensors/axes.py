"""Axes, also such as are made of others: the pairs of a Kronecker product, the parts of a block matrix.

An index of such an axis is a `Place`, by which the entries of a Kronecker product or of a block matrix are entries of
what they are made of: no number has to be divided by a size, nor compared with one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import count

from derivcheck.algebra.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Sort,
    Term,
    add,
    call,
    mul,
    neg,
    number,
    rational,
    summation,
    symbol,
)
from derivcheck.engine.tensors.unsupported import Unsupported
from derivcheck.language.core import Size

#: First and last index of an axis.
Bounds = tuple[Term, Term]
_NUMBERS = count(1)
_MOST_WRITTEN_OUT = 8


@dataclass(frozen=True, slots=True)
class Grid:
    """All combinations of places of several axes, the last of which counts fastest."""

    factors: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Several axes, one after the other."""

    parts: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a grid, by its places on the factors; or on a chain, by the number of a part and the place there.

    ``position`` is the same place as a number, counted from 1.
    """

    part: int
    places: tuple[Index, ...]
    position: Term


Axis = Bounds | Grid | Chain
Index = Term | Place
#: Indices that run over ranges of their own, and the place that they make.
Cell = tuple[tuple[tuple[Term, Bounds], ...], Index]


def fresh() -> Term:
    """An index that nobody can have typed, to be bound at once."""
    return symbol(f"index#{next(_NUMBERS)}", Sort.INTEGER)


def grid(*factors: Axis) -> Grid:
    """Grids of grids are grids: Kronecker products need no brackets."""
    return Grid(tuple(f for axis in factors for f in (axis.factors if isinstance(axis, Grid) else (axis,))))


def split(place: Index, first: Axis, second: Axis) -> tuple[Index, Index]:
    """The places on the two axes of which a grid was made."""
    if not isinstance(place, Place):
        raise Unsupported("an entry of such a matrix at an index that is not made of those of its parts")
    width = len(first.factors) if isinstance(first, Grid) else 1
    return _joined(first, place.places[:width]), _joined(second, place.places[width:])


def _joined(axis: Axis, places: tuple[Index, ...]) -> Index:
    return _on_grid(axis, places) if isinstance(axis, Grid) else places[0]


def _on_grid(axis: Grid, places: tuple[Index, ...]) -> Place:
    before: Term = ZERO
    for factor, place in zip(axis.factors, places, strict=True):
        before = _plus(_times(before, length(factor)), position(factor, place), MINUS_ONE)
    return Place(0, places, _plus(before, ONE))


def length(axis: Axis) -> Term:
    match axis:
        case Grid():
            return _times(*(length(f) for f in axis.factors))
        case Chain():
            return _plus(*(length(p) for p in axis.parts))
    first, last = axis
    return last if first is ONE else _plus(last, neg(first), ONE)


def position(axis: Axis, index: Index) -> Term:
    """An index as a number that counts from 1."""
    if isinstance(index, Place):
        return index.position
    assert isinstance(axis, tuple)
    return index if axis[0] is ONE else _plus(index, neg(axis[0]), ONE)


def fitted(axis: Axis, index: Index) -> Index:
    """A place as a number, where the axis is not made of others."""
    if isinstance(index, Place):
        return index if not isinstance(axis, tuple) else _plus(index.position, axis[0], MINUS_ONE)
    if not isinstance(axis, tuple):
        raise Unsupported("entries of a Kronecker product or of a block matrix at a number are not decided yet")
    return index


def moved(index: Index, own: Axis, other: Axis) -> Index:
    """An index of one axis as that of the same position on another, which may count from another number."""
    if isinstance(index, Place) or not isinstance(own, tuple) or not isinstance(other, tuple) or own[0] is other[0]:
        return index
    return add(index, neg(own[0]), other[0])


def common(*axes: Axis) -> Axis:
    """The axis on which places of all these can be told. Raises Unsupported if they are not made alike."""
    return reduce(_common, axes)


def _common(a: Axis, b: Axis) -> Axis:
    if a == b or isinstance(b, tuple):
        return a
    if isinstance(a, tuple):
        return b
    left, right = ((x.factors if isinstance(x, Grid) else x.parts) for x in (a, b))
    if type(a) is not type(b) or len(left) != len(right) or any(map(_differ, left, right)):
        raise Unsupported("matrices that are made of different blocks are not compared yet")
    return type(a)(tuple(map(_common, left, right)))


def _differ(a: Axis, b: Axis) -> bool:
    return _size(length(a)) != _size(length(b))


def _size(term: Term) -> Size:
    """A length, which is a polynomial in sizes, as a value."""
    value = rational(term)
    if value is not None:
        return Size.of(int(value))
    match term.op:
        case "symbol":
            return Size.named(str(term.args[0]))
        case "add":
            return reduce(lambda a, b: a + b, map(_size, term.terms))
        case "mul":
            return reduce(lambda a, b: a * b, map(_size, term.terms))
    raise Unsupported("an axis of such a length is not compared yet")


def _plus(*parts: Term) -> Term:
    """The sum, numbers in it added up."""
    numbers = sum(rational(p) or 0 for p in parts)
    others = [p for p in parts if rational(p) is None]
    return add(*others, number(numbers)) if numbers or not others else add(*others)


def _times(*parts: Term) -> Term:
    if ZERO in parts:
        return ZERO
    return mul(*(p for p in parts if p is not ONE))


def cells(axis: Axis) -> Iterator[Cell]:
    """The places of an axis: of every part those at indices that run over ranges."""
    match axis:
        case Grid():
            for combination in _combinations(axis.factors):
                bound = tuple(b for own, _ in combination for b in own)
                yield bound, _on_grid(axis, tuple(place for _, place in combination))
        case Chain():
            before: Term = ZERO
            for number_, part in enumerate(axis.parts):
                for bound, inner in cells(part):
                    yield bound, Place(number_, (inner,), add(before, position(part, inner)))
                before = add(before, length(part))
        case (first, last):
            low, high = rational(first), rational(last)
            if low is not None and high is not None and high - low < _MOST_WRITTEN_OUT:
                yield from (((), number(k)) for k in range(int(low), int(high) + 1))
            else:
                index = fresh()
                yield ((index, axis),), index


def start(axis: Axis) -> Index:
    """The first place of an axis."""
    match axis:
        case Grid():
            return _on_grid(axis, tuple(map(start, axis.factors)))
        case Chain():
            return Place(0, (start(axis.parts[0]),), ONE)
    return axis[0]


def _combinations(axes: tuple[Axis, ...]) -> Iterator[tuple[Cell, ...]]:
    if not axes:
        yield ()
        return
    for cell in cells(axes[0]):
        for rest in _combinations(axes[1:]):
            yield cell, *rest


def total(axis: Axis, body: Callable[[Index], Term]) -> Term:
    """The sum over an axis; written out if its bounds are numbers."""
    if not isinstance(axis, tuple):
        return add(*(_summed(bound, body(place)) for bound, place in cells(axis)))
    first, last = rational(axis[0]), rational(axis[1])
    if first is not None and last is not None:
        return add(*(body(number(k)) for k in range(int(first), int(last) + 1)))
    index = fresh()
    return summation(index, axis[0], axis[1], body(index))


def _summed(bound: tuple[tuple[Term, Bounds], ...], body: Term) -> Term:
    for index, (first, last) in reversed(bound):
        body = summation(index, first, last, body)
    return body


def delta(i: Index, j: Index) -> Term:
    """1 at the same place, else 0."""
    if isinstance(i, Place) and isinstance(j, Place) and len(i.places) == len(j.places):
        if i.part != j.part:
            return ZERO
        return mul(*(delta(a, b) for a, b in zip(i.places, j.places, strict=True)))
    a, b = (x.position if isinstance(x, Place) else x for x in (i, j))
    return _delta(a, b)


def _delta(i: Term, j: Term) -> Term:
    a, b = rational(i), rational(j)
    return call("delta", i, j) if a is None or b is None else ONE if a == b else ZERO
