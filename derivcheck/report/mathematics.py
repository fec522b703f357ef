"""Formulas in two dimensions, as they stand on paper, broken to the width of a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.language import core
from derivcheck.report.drawing import Draftsman, TooLarge
from derivcheck.report.fitting import fitted
from derivcheck.report.operators import sign_of
from derivcheck.report.picture import Picture, row, use_unicode

#: How a formula that is too wide is made to fit: without the bounds of sums, and broken within brackets.
_WAYS = ((False, False), (True, False), (True, True))


def pretty(expr: core.Expr, width: int = 80, unicode: bool = True) -> str | None:
    """The expression in two-dimensional notation, unfolded but otherwise exactly as written.

    None where it would be too large or too wide to read; then the text as typed is the better form.
    """
    drawn = continued("", expr, width, unicode)
    return None if drawn is None else "\n".join(drawn.rows)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows of a formula, and the number of that on which its first line stands."""

    rows: tuple[str, ...]
    base: int


def continued(relation: str, expr: core.Expr, width: int = 80, unicode: bool = True) -> Drawn | None:
    """A line of a calculation: an expression after the sign of a relation (none for the first line).

    None where it would be too large or too wide.
    """
    before = use_unicode(unicode)
    try:
        sign = (sign_of(relation, unicode) or relation).strip() if relation else ""
        lead = f"  {sign} " if relation else ""
        picture = _fitting(expr, width - len(lead), unicode)
        if picture is None:
            return None
        led = row(lead, picture) if lead else picture
    finally:
        use_unicode(before)
    return Drawn(tuple(led.rows), int(led.form.baseline))


def _fitting(expr: core.Expr, width: int, unicode: bool) -> Picture | None:
    for compact, deep in _WAYS:
        try:
            found = fitted(Draftsman(unicode, compact), expr, width, deep=deep)
        except TooLarge:
            continue
        if found is not None:
            return found
    return None
