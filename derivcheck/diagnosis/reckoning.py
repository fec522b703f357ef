"""What would have to stand at a place for an equation to hold, in numbers, and which products are worth that.

Other candidates are thought up and then evaluated. Here it goes the other way round: what a side has to be worth is
known from the other side, and sums, products, powers and functions are undone one by one on the way to a place.
Products of a few expressions at hand are then looked up by how they change from point to point, as in a table of
logarithms.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import cos, isclose, log
from typing import TYPE_CHECKING

from derivcheck.diagnosis.ingredients import calls, ingredients
from derivcheck.diagnosis.inverse import Values, quotients, undone
from derivcheck.diagnosis.trees import Factor, Spot, children, factors, gathered, number
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language.syntax import Number, Relation, Tree
from derivcheck.language.writing import written

if TYPE_CHECKING:
    from derivcheck.diagnosis.setting import Setting

#: Values of a number point by point; None where it has none.
_Numbers = tuple[float | None, ...]

_TOLERANCE = 1e-7
_LEAST_POINTS = 4
_LARGEST = 60  # of coefficients
_MOST = 4
_MOST_IN_PAIRS = 70
_OF_DIVISOR = 0.1
_OF_COEFFICIENT = 0.05
_OF_FRACTION = 0.1
#: Work of looking up one value.
_STEPS = 800
_STEPS_OF_SECOND = 150
#: Work of evaluating the parts of statements.
_MOST_STEPS = 60_000


@dataclass(frozen=True, slots=True)
class Product:
    """A rational number times powers of expressions; ``extra``: how much less likely than a simple one."""

    coefficient: Fraction
    powers: tuple[Factor, ...]
    extra: float

    @property
    def factors(self) -> list[Factor]:
        """Number, factors and divisors of its absolute value."""
        size = abs(self.coefficient)
        numbers = [(1, number(size.numerator)), (-1, number(size.denominator))]
        powers = [(side * sign, f) for side, tree in self.powers for sign, f in factors(tree)]
        return gathered([*numbers, *sorted(powers, key=lambda f: written(f[1]))])


@dataclass(frozen=True, slots=True)
class _Entry:
    change: float  # what its logarithms at the points add up to, with weights
    power: Factor
    values: tuple[float, ...]
    is_likely: bool


class Reckoning:
    """The numbers of one setting at the points of a sieve."""

    def __init__(self, setting: Setting, sieve: Sieve, before: Reckoning | None = None) -> None:
        self.setting = setting
        self.sieve = sieve
        self._before = before
        self._left = _MOST_STEPS
        self._sorted: dict[tuple[tuple[int, ...], bool], list[_Entry]] = {}
        self._needed: dict[tuple[int, ...], Values | None] = {}
        self._known: dict[int, tuple[Tree, Values | None]] = {} if before is None else before._known

    def about(self, setting: Setting) -> Reckoning:
        """That of an edited statement, with what is known already, for simple second mistakes."""
        return Reckoning(setting, self.sieve, self)

    @property
    def is_second(self) -> bool:
        """Whether it is about an edited statement."""
        return self._before is not None

    def of(self, tree: Tree) -> Values | None:
        """What a value is worth, entry by entry; None if it cannot be told."""
        if id(tree) not in self._known:
            before = self.sieve.steps
            expr = self.setting.value(tree) if self._left > 0 else None
            self._known[id(tree)] = (tree, None if expr is None else self.sieve.entries(expr))
            self._left -= self.sieve.steps - before
        return self._known[id(tree)][1]

    def needed(self, spot: Spot) -> Values | None:
        """What the node at a place of an equation would have to be worth; None if that cannot be told."""
        if spot.path not in self._needed:
            self._needed[spot.path] = self._found(spot)
        return self._needed[spot.path]

    def _found(self, spot: Spot) -> Values | None:
        statement = self.setting.statement
        if not isinstance(statement, Relation) or statement.ops != ("eq",) or not spot.path:
            return None
        node, value = statement.operands[spot.path[0]], self.of(statement.operands[1 - spot.path[0]])
        for step in spot.path[1:]:
            below = children(node)
            worth = [self.of(b) for b in below]
            if value is None or any(w is None for w in worth):
                return None
            value = undone(node, step, value, [w for w in worth if w is not None])
            node = below[step]
        return value

    def covers(self, spot: Spot) -> bool:
        """Whether what is missing at a place can be looked up, so that nothing need be tried there."""
        needed, own = self.needed(spot), self.of(spot.node)
        if needed is None or own is None:
            return False
        known = (n is not None and len(n) == 1 and o is not None for n, o in zip(needed, own, strict=True))
        return sum(known) > _LEAST_POINTS

    def products(self, target: Values, with_calls: bool = False) -> list[Product]:
        """Products worth so much at all points, the simplest first; of tensors, one is a factor.

        ``with_calls``: also of defined functions that do not occur.
        """
        self.sieve.steps += _STEPS if self._before is None else _STEPS_OF_SECOND
        if all(v is None or len(v) == 1 for v in target):
            return self._numbers(tuple(v[0] if v else None for v in target), with_calls)
        found = []
        for atom, values in self._atoms:
            ratio = quotients(target, values) if not isinstance(atom, Number) else None
            for rest in self._numbers(ratio, with_calls) if ratio is not None else ():
                found.append(Product(rest.coefficient, (*rest.powers, (1, atom)), rest.extra + 0.1))
        return sorted(found, key=lambda p: p.extra)[:_MOST]

    def _numbers(self, target: _Numbers, with_calls: bool) -> list[Product]:
        usable = [k for k, value in enumerate(target) if value is not None and abs(value) > _TOLERANCE]
        if len(usable) < _LEAST_POINTS:
            return []
        values = tuple(target[k] or 0.0 for k in usable)
        constant = _ratio(values, [])
        found = [] if constant is None else [Product(constant, (), 0.0)]
        entries = self._entries(usable, with_calls)
        found += _matching(values, entries, self._before is None)
        above = [e for e in entries if e.power[0] > 0]
        for below in _matching(tuple(1 / v for v in values), above, self._before is None):
            powers = tuple((-1, tree) for _, tree in below.powers)
            if len(powers) > 1:
                found.append(Product(1 / below.coefficient, powers, below.extra + _OF_DIVISOR * len(powers)))
        return sorted(found, key=lambda p: p.extra)[:_MOST]

    def _entries(self, usable: Sequence[int], with_calls: bool) -> list[_Entry]:
        """What is at hand with its values at these points, by its change from one to the next."""
        if self._before is not None:
            return self._before._entries(usable, with_calls)
        key = (tuple(usable), with_calls)
        if key not in self._sorted:
            self._sorted[key] = self._made(usable, with_calls)
        return self._sorted[key]

    def _made(self, usable: Sequence[int], with_calls: bool) -> list[_Entry]:
        found = []
        known = (*self._atoms, *(self._calls if with_calls else ()))
        for place, (atom, everywhere) in enumerate(known):
            is_likely = place < _MOST_IN_PAIRS or place >= len(self._atoms)
            values = [v[0] for k in usable if (v := everywhere[k]) is not None and len(v) == 1]
            if len(values) == len(usable) and all(abs(v) > _TOLERANCE for v in values):
                change = _change(values)
                found.append(_Entry(change, (1, atom), tuple(values), is_likely))
                found.append(_Entry(-change, (-1, atom), tuple(1 / v for v in values), is_likely))
        return sorted(found, key=lambda e: e.change)

    @cached_property
    def _atoms(self) -> list[tuple[Tree, Values]]:
        return self._known_of(ingredients(self.setting)) if self._before is None else self._before._atoms

    @cached_property
    def _calls(self) -> list[tuple[Tree, Values]]:
        return self._known_of(calls(self.setting)) if self._before is None else self._before._calls

    def _known_of(self, trees: Iterable[Tree]) -> list[tuple[Tree, Values]]:
        found = ((tree, self.of(tree)) for tree in trees)
        return [(tree, values) for tree, values in found if values is not None]


def _matching(target: tuple[float, ...], entries: list[_Entry], with_three: bool) -> Iterator[Product]:
    """Products of up to two or three entries that are the target up to a rational number."""
    change = _change(target)
    changes = [e.change for e in entries]
    above = [e for e in entries if e.power[0] > 0]
    chosen: list[tuple[_Entry, ...]] = [(), *((e,) for e in above)]
    likely = [e for e in above if e.is_likely and with_three]
    chosen += [(a, b) for k, a in enumerate(likely) for b in likely[k:]]
    seen: set[frozenset[tuple[int, int]]] = set()
    for part in chosen:
        due = change - sum(e.change for e in part)
        for last in entries[bisect_left(changes, due - _TOLERANCE) : bisect_right(changes, due + _TOLERANCE)]:
            whole = (*part, last)
            if any(e.power[0] != last.power[0] and e.power[1] is last.power[1] for e in part):
                continue
            coefficient = _ratio(target, whole)
            if coefficient is None:
                continue
            key = frozenset((sum(e is o for o in whole), id(e)) for e in whole)
            if key not in seen:
                seen.add(key)
                yield Product(coefficient, tuple(e.power for e in whole), _extra(coefficient, whole))


def _change(values: Sequence[float]) -> float:
    """A weighted sum of logarithms: it adds up where numbers are multiplied, and constants have none.

    Weights that have nothing to do with each other let different numbers have different sums.
    """
    weights = [cos(k + 1) for k in range(len(values))]
    mean = sum(weights) / len(weights)
    return sum((w - mean) * log(abs(v)) for w, v in zip(weights, values, strict=True))


def _ratio(target: tuple[float, ...], entries: Sequence[_Entry]) -> Fraction | None:
    """The rational number that the target is of a product, the same at all points; None if there is none."""
    first: float | None = None
    for k, value in enumerate(target):
        worth = 1.0
        for entry in entries:
            worth *= entry.values[k]
        if first is None:
            first = value / worth
        elif not isclose(first * worth, value, rel_tol=_TOLERANCE):
            return None
    assert first is not None
    ratio = Fraction(first).limit_denominator(_LARGEST)
    is_small = 0 < abs(ratio.numerator) <= _LARGEST
    return ratio if is_small and isclose(ratio, first, rel_tol=_TOLERANCE) else None


def _extra(coefficient: Fraction, entries: Sequence[_Entry]) -> float:
    divisors = sum(e.power[0] < 0 for e in entries)
    of_number = _OF_COEFFICIENT * (abs(coefficient) != 1) + _OF_FRACTION * (coefficient.denominator > 1)
    return 0.05 * (len(entries) + 1) + _OF_DIVISOR * divisors + of_number
