"""Both sides of a scalar statement along a line through its counterexample, as numbers to be plotted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from derivcheck.evaluation.declared import satisfies
from derivcheck.evaluation.instance import Instance, key
from derivcheck.explanation.binders import free_names
from derivcheck.explanation.scene import Scene
from derivcheck.explanation.values import enclosed
from derivcheck.language.core import Kind, Symbol, Type
from derivcheck.language.syntax import Relation

_STEPS = 30  # to each side
_WHOLE_STEPS = 5
_FEWEST = 6  # points at which both sides have a value
_SECONDS = 1.5
_MOST_VARIABLES = 2  # for a plot along the first of them
_WHOLE = frozenset({Kind.INTEGER, Kind.NATURAL})
VARYING = frozenset({Kind.REAL, Kind.POSITIVE, Kind.NONNEGATIVE, Kind.NONZERO})
_RELATIONS = frozenset({"eq", "le", "lt", "ge", "gt"})


#: How close one looks, until the sides can be told apart at the counterexample.
_ZOOMS = (1, Fraction(1, 4), Fraction(1, 16), Fraction(1, 64), Fraction(1, 256))
_SEEN = 0.1  # of the height of a plot

Point = tuple[float, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Curves:
    """``points``: x and what the sides are worth there, None where one has no value; ``at``: the counterexample.

    ``difference``: the values are the difference of the sides, and 0, because the sides are too close to be told apart.
    """

    variable: str
    at: float
    points: tuple[Point, ...]
    difference: bool = False


def curves(relation: Relation, scene: Scene, instance: Instance) -> Curves | None:
    """Along one of the variables, all else as in the counterexample; None for what is no such statement."""
    variable = _variable(scene)
    sides = [scene.setting.value(side) for side in relation.operands]
    if variable is None or len(sides) != 2 or relation.ops[0] not in _RELATIONS:
        return None
    left, right = sides
    own = instance.values.get(key(variable))
    if left is None or right is None or left.type.shape or right.type.shape or not isinstance(own, fmpq):
        return None
    start = Fraction(int(own.p), int(own.q))
    until = time.process_time() + _SECONDS

    def points(zoom: Fraction | int) -> tuple[Point, ...]:
        found = []
        for x in around(start, variable, _STEPS, zoom):
            there = instance.with_value(key(variable), fmpq(x.numerator, x.denominator))
            if time.process_time() < until and satisfies(scene.setting.claim.symbols, there):
                found.append((float(x), _number(enclosed(left, there)), _number(enclosed(right, there))))
        return tuple(found)

    shown = points(1)
    if sum(a is not None and b is not None for _, a, b in shown) < _FEWEST:
        return None
    at, whole = float(start), kind_of(variable) in _WHOLE
    if whole or _apart(shown, at) is None or _is_seen(shown, at):
        return Curves(variable.name, at, shown)
    closer = [shown, *map(points, _ZOOMS[1:])]
    differences = [tuple((x, a - b, 0.0) for x, a, b in found if a is not None and b is not None) for found in closer]
    for found, is_difference in [*((p, False) for p in closer[1:]), *((p, True) for p in differences)]:
        if len(found) >= _FEWEST and _is_seen(found, at):
            return Curves(variable.name, at, found, is_difference)
    return Curves(variable.name, at, shown)


def _apart(points: tuple[Point, ...], at: float) -> float | None:
    """How far the sides are apart at the counterexample; None if not at all, or one has no value."""
    return next((abs(a - b) for x, a, b in points if x == at and a is not None and b is not None and a != b), None)


def _is_seen(points: tuple[Point, ...], at: float) -> bool:
    """Whether a plot would show that the sides are apart at the counterexample."""
    values = [v for _, *both in points for v in both if v is not None]
    apart = _apart(points, at)
    return apart is not None and apart >= _SEEN * (max(values) - min(values))


def around(start: Fraction, variable: Symbol, steps: int, zoom: Fraction | int = 1) -> list[Fraction]:
    """Places around a value: whole numbers for an integer."""
    if kind_of(variable) in _WHOLE:
        return [start + k for k in range(-_WHOLE_STEPS, _WHOLE_STEPS + 1)]
    width = max(Fraction(2), abs(start)) * zoom
    return [start + width * Fraction(k, steps) for k in range(-steps, steps + 1)]


def _variable(scene: Scene) -> Symbol | None:
    """The number that a statement about one or two is about, or the first of several that a hypothesis bounds."""
    symbols = scene.setting.claim.symbols
    if any(s.law is not None or not isinstance(s.type, Type) for s in symbols):
        return None
    found = [s for s in symbols if kind_of(s) in VARYING]
    bounded = frozenset[str]().union(*map(free_names, scene.hypotheses))
    plain = [s for s in found if isinstance(s.type, Type) and not s.type.shape]
    first = next((s for s in plain if s.name in bounded), None)
    if found:
        return first or (next(iter(plain), None) if len(found) <= _MOST_VARIABLES else None)
    return next((s for s in symbols if kind_of(s) in _WHOLE and s.axis is None), None)


def kind_of(symbol: Symbol) -> Kind | None:
    return symbol.type.kind if isinstance(symbol.type, Type) else None


def _number(value: object) -> float | None:
    try:
        number = float(value.p) / float(value.q) if isinstance(value, fmpq) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) < 1e12 else None
