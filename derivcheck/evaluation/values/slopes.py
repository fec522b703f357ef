"""First-order coefficients in many directions at once, so that a gradient takes one evaluation instead of many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import fmpq

from derivcheck.evaluation.errors import Unsupported
from derivcheck.evaluation.values.jet import Value, add, divide, multiply
from derivcheck.evaluation.values.scalar import ZERO


class Slopes:
    """``parts``: by the number of a direction the slope, where it is not known to be 0.

    The last coefficient of a jet of order 1. Sums and multiples are all that the arithmetic of such jets makes of it;
    whoever wants to know more, such as its sign, has to look in each direction by itself.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: Mapping[int, Value]) -> None:
        self.parts = parts

    def __add__(self, other: Value) -> Slopes:
        if type(other) is not Slopes:
            if type(other) is fmpq and not other:
                return self
            raise Unsupported("a number added to slopes")
        parts = dict(self.parts)
        for direction, slope in other.parts.items():
            parts[direction] = add(parts[direction], slope) if direction in parts else slope
        return Slopes(parts)

    __radd__ = __add__

    def __mul__(self, other: Value) -> Value:
        if type(other) is Slopes:
            raise Unsupported("a product of slopes")
        if type(other) is fmpq and not other:
            return ZERO
        return Slopes({direction: multiply(slope, other) for direction, slope in self.parts.items()})

    __rmul__ = __mul__

    def __neg__(self) -> Slopes:
        return Slopes({direction: -slope for direction, slope in self.parts.items()})

    def __truediv__(self, other: Value) -> Slopes:
        return Slopes({direction: divide(slope, other) for direction, slope in self.parts.items()})

    def _in_each_direction(self, *_: Any) -> Any:
        raise Unsupported("a choice that depends on slopes")

    __gt__ = __lt__ = __ge__ = __le__ = __eq__ = __ne__ = __pow__ = __rtruediv__ = is_finite = _in_each_direction
    __hash__ = None  # type: ignore[assignment]


def slope(value: Value, direction: int) -> Value:
    """In one direction; of what does not depend on any, 0."""
    if type(value) is Slopes:
        return value.parts.get(direction, ZERO)
    if type(value) is fmpq and not value:
        return ZERO
    raise Unsupported("something else in place of slopes")
