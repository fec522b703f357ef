"""Both sides of a scalar statement along a line through its counterexample, as numbers to be plotted."""

from __future__ import annotations

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
_MOST_VARIABLES = 2  # for a plot along the first of them
_WHOLE = frozenset({Kind.INTEGER, Kind.NATURAL})
_VARYING = frozenset({Kind.REAL, Kind.POSITIVE, Kind.NONNEGATIVE, Kind.NONZERO})
_RELATIONS = frozenset({"eq", "le", "lt", "ge", "gt"})


@dataclass(frozen=True, slots=True)
class Curves:
    """``points``: x and what the sides are worth there, None where one has no value; ``at``: the counterexample."""

    variable: str
    at: float
    points: tuple[tuple[float, float | None, float | None], ...]


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
    points = []
    for x in _around(start, variable):
        there = instance.with_value(key(variable), fmpq(x.numerator, x.denominator))
        if satisfies(scene.setting.claim.symbols, there):
            points.append((float(x), _number(enclosed(left, there)), _number(enclosed(right, there))))
    if sum(a is not None and b is not None for _, a, b in points) < _FEWEST:
        return None
    return Curves(variable.name, float(start), tuple(points))


def _around(start: Fraction, variable: Symbol) -> list[Fraction]:
    """The places at which both sides are evaluated: whole numbers for an integer."""
    if _kind(variable) in _WHOLE:
        return [start + k for k in range(-_WHOLE_STEPS, _WHOLE_STEPS + 1)]
    width = max(Fraction(2), abs(start))
    return [start + width * Fraction(k, _STEPS) for k in range(-_STEPS, _STEPS + 1)]


def _variable(scene: Scene) -> Symbol | None:
    """The number that a statement about one or two is about, or the first of several that a hypothesis bounds."""
    symbols = scene.setting.claim.symbols
    if any(s.law is not None or not isinstance(s.type, Type) for s in symbols):
        return None
    found = [s for s in symbols if _kind(s) in _VARYING]
    bounded = frozenset[str]().union(*map(free_names, scene.hypotheses))
    plain = [s for s in found if isinstance(s.type, Type) and not s.type.shape]
    first = next((s for s in plain if s.name in bounded), None)
    if found:
        return first or (next(iter(plain), None) if len(found) <= _MOST_VARIABLES else None)
    return next((s for s in symbols if _kind(s) in _WHOLE and s.axis is None), None)


def _kind(symbol: Symbol) -> Kind | None:
    return symbol.type.kind if isinstance(symbol.type, Type) else None


def _number(value: object) -> float | None:
    try:
        number = float(value.p) / float(value.q) if isinstance(value, fmpq) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) < 1e12 else None
