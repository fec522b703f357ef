"""What to say where one side of an equation is the transpose of the other, as in the two layouts of derivatives."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language import core
from derivcheck.language.core import Expr, Size, Type
from derivcheck.language.elaboration import shapes

_LAYOUTS = {
    "grad": "grad has the shape of its variable (denominator layout)",
    "jac": "jac has a row for every value and a column for every variable (numerator layout)",
}


def hint(sides: Sequence[Expr]) -> str | None:
    """The hint for two sides of different shapes; None if neither is the transpose of the other."""
    left, right = sides
    if shapes.same(left.type, right.type) or _transposed(left.type) != _lengths(right.type):
        return None
    derivatives = [isinstance(s, core.Gradient) and s.op in _LAYOUTS for s in sides]
    if not any(derivatives):
        return "one side has the shape of the other's transpose: is a .T missing?"
    side = "right" if derivatives[0] else "left"
    derivative = sides[derivatives.index(True)]
    assert isinstance(derivative, core.Gradient)
    return f"the {side}-hand side is the transpose: {_LAYOUTS[derivative.op]}"


def _lengths(type: Type) -> list[Size | None]:
    """Rows and columns; a vector is a column."""
    own = shapes.lengths(type)
    return [*own, Size.of(1)] if len(own) == 1 else own


def _transposed(type: Type) -> list[Size | None]:
    return list(reversed(_lengths(type)))
