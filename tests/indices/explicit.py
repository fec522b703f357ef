"""Terms of symbolic size at a point, written out entry by entry. Independent of the algebra's rules for sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import flint
from flint import fmpq

from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.signs.enclosure import NoEnclosure, comparison, enclose
from derivcheck.algebra.term import RELATIONS, TRUE, Sort, Term, add, conjunction, make, mul, number, rational
from derivcheck.evaluation.instance import Instance

_PRECISIONS = (64, 256)
_PLAIN = RELATIONS | {"add", "mul", "power", "call", "and", "or", "not"}


class NoValue(Exception):
    """An index outside of its axis, a symbol without a value, or something that has no enclosure."""


class Unbound(NoValue):
    """A bound index outside of its sum."""


@dataclass(frozen=True, slots=True)
class Point:
    """Values of scalars, sizes and indices by name, and of tensors by name and explicit indices.

    ``beyond``: what stands for an entry outside of its axis, where a bracket that is 0 goes with it; None if nothing.
    """

    sizes: Mapping[str, int]
    scalars: Mapping[str, Fraction]
    tensors: Mapping[str, Any]
    beyond: Fraction | None = None

    def instance(self) -> Instance:
        return Instance.of(self.sizes, **self.scalars, **self.tensors)

    def __str__(self) -> str:
        parts = [*self.sizes.items(), *self.scalars.items(), *self.tensors.items()]
        return ", ".join(f"{name} = {_plain(value)}" for name, value in parts)


def _plain(value: Any) -> str:
    return f"[{', '.join(map(_plain, value))}]" if isinstance(value, (list, tuple)) else str(value)


def at(instance: Instance) -> Point:
    """The point of an instance found by direct evaluation."""
    scalars = {name: _fraction(v) for (name, _), v in instance.values.items() if isinstance(v, fmpq)}
    tensors = {name: v for (name, _), v in instance.values.items() if isinstance(v, tuple)}
    return Point(dict(instance.sizes), scalars, tensors)


def _fraction(value: Any) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(int(value.p), int(value.q))


def random_point(random: Random, shapes: Mapping[str, tuple[str, ...]], positive: frozenset[str]) -> Point:
    """Sizes from 1 to 4 (small ones more often) and simple values; ``shapes`` give the sizes of each tensor's axes."""
    sizes = {name: random.choice((1, 2, 2, 3, 3, 4)) for name in ("n", "m")}
    scalars = {name: _fitted(random, name in positive) for name, shape in shapes.items() if not shape}
    tensors = {
        name: _tensor(random, [sizes[s] for s in shape], name in positive) for name, shape in shapes.items() if shape
    }
    for name, axis in (("i", "n"), ("j", "n"), ("k", "n"), ("a", "m"), ("b", "m")):
        scalars[name] = Fraction(random.randint(1, sizes[axis]))
    if "H" in tensors:
        h = tensors["H"]
        tensors["H"] = [[h[max(r, c)][min(r, c)] for c in range(len(h))] for r in range(len(h))]
    return Point(sizes, scalars, tensors)


_SIMPLE = tuple(Fraction(a, b) for a, b in [(0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (3, 1), (3, 4)])


def _fitted(random: Random, positive: bool) -> Fraction:
    value = random.choice(_SIMPLE)
    return abs(value) or Fraction(1) if positive else value


def _tensor(random: Random, lengths: list[int], positive: bool) -> Any:
    if not lengths:
        return _fitted(random, positive)
    return [_tensor(random, lengths[1:], positive) for _ in range(lengths[0])]


def written_out(term: Term, point: Point, bound: Mapping[Term, int] | None = None) -> Term:
    """The term with every sum, entry and symbol replaced by what it is at the point. Raises NoValue."""
    return _Writer(point).of(term, bound or {})


class _Writer:
    def __init__(self, point: Point) -> None:
        self.point = point

    def of(self, term: Term, bound: Mapping[Term, int]) -> Term:
        match term.op:
            case "number" | "constant" | "true" | "false":
                return term
            case "symbol":
                return self._symbol(term, bound)
            case "entry":
                return self._entry(term, bound)
            case "sum" | "product" | "every":
                return self._each(term, bound)
            case "piecewise":
                return self._piece(term, bound)
        if term.op not in _PLAIN:
            raise NoValue(term.op)
        return make(term.op, *(self.of(a, bound) if isinstance(a, Term) else a for a in term.args))

    def _symbol(self, term: Term, bound: Mapping[Term, int]) -> Term:
        if term in bound:
            return number(bound[term])
        name = str(term.args[0])
        if name in self.point.sizes and term.args[1] is Sort.SIZE:
            return number(self.point.sizes[name])
        if name in self.point.scalars:
            return number(_fraction(self.point.scalars[name]))
        raise Unbound(name)

    def _integer(self, term: Term, bound: Mapping[Term, int]) -> int:
        value = rational(self.of(term, bound))
        if value is None or value.denominator != 1:
            raise NoValue(f"the index {term}")
        return int(value)

    def _entry(self, term: Term, bound: Mapping[Term, int]) -> Term:
        value = self.point.tensors[term.args[0]]
        for (first, last), own in zip(term.args[3], term.args[4:], strict=True):
            low, high, index = (self._integer(t, bound) for t in (first, last, own))
            if not low <= index <= high:
                if self.point.beyond is None:
                    raise NoValue(f"the index of {term}")
                return number(self.point.beyond)
            value = value[index - low]
        return number(_fraction(value))

    def _each(self, term: Term, bound: Mapping[Term, int]) -> Term:
        index, first, last, body = term.args
        values = range(self._integer(first, bound), self._integer(last, bound) + 1)
        parts = [self.of(body, {**bound, index: k}) for k in values]
        return {"sum": add, "product": mul, "every": conjunction}[term.op](*parts)

    def _piece(self, term: Term, bound: Mapping[Term, int]) -> Term:
        for value, condition in zip(term.args[::2], term.args[1::2], strict=True):
            holds = truth(condition, self.point, bound)
            if holds is None:
                raise NoValue("which piece")
            if holds:
                return self.of(value, bound)
        raise NoValue("no piece")


def value(term: Term, point: Point) -> Any | None:
    """A ball around the value of a term; None where there is none to be had. Raises Unbound."""
    try:
        explicit = written_out(expand(term), point)
    except Unbound:
        raise
    except (NoValue, NoDerivative):
        return None
    for precision in _PRECISIONS:
        try:
            return enclose(explicit, precision)
        except (NoEnclosure, TypeError, ValueError, ZeroDivisionError):
            continue
    return None


def truth(condition: Term, point: Point, bound: Mapping[Term, int] | None = None) -> bool | None:
    """The truth of a boolean term; None if it cannot be told."""
    bound = bound or {}
    match condition.op:
        case "true" | "false":
            return condition is TRUE
        case "not":
            inner = truth(condition.args[0], point, bound)
            return None if inner is None else not inner
        case "and":
            return _all([truth(c, point, bound) for c in condition.args])
        case "or":
            opposite = _all([_not(truth(c, point, bound)) for c in condition.args])
            return _not(opposite)
        case "every":
            return _every(condition, point, bound)
        case op if op in RELATIONS:
            return _compared(op, condition.args, point, bound)
    return None


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(truths: list[bool | None]) -> bool | None:
    return False if False in truths else None if None in truths else True


def _every(condition: Term, point: Point, bound: Mapping[Term, int]) -> bool | None:
    index, first, last, body = condition.args
    writer = _Writer(point)
    try:
        values = range(writer._integer(first, bound), writer._integer(last, bound) + 1)
    except NoValue:
        return None
    return _all([truth(body, point, {**bound, index: k}) for k in values])


def _compared(op: str, sides: tuple[Term, ...], point: Point, bound: Mapping[Term, int]) -> bool | None:
    try:
        explicit = [written_out(expand(s), point, bound) for s in sides]
        exact = [rational(s) for s in explicit]
        if None not in exact:
            with flint.ctx.workprec(_PRECISIONS[-1]):
                difference = exact[0] - exact[1]  # type: ignore[operator]
                return comparison(op, flint.arb(flint.fmpz((difference > 0) - (difference < 0))))
        balls = [enclose(s, _PRECISIONS[-1]) for s in explicit]
    except (NoValue, NoDerivative, NoEnclosure, TypeError, ValueError, ZeroDivisionError):
        return None
    with flint.ctx.workprec(_PRECISIONS[-1]):
        return comparison(op, balls[0] - balls[1])


def apart(left: Any, right: Any) -> bool:
    """Whether two enclosures rigorously differ."""
    with flint.ctx.workprec(_PRECISIONS[-1]):
        difference = flint.arb(left) - flint.arb(right)
        return bool(difference.is_finite() and (difference > 0 or difference < 0))
