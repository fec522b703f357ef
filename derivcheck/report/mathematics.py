"""Formulas in two dimensions, as they stand on paper, broken to the width of a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.language import core
from derivcheck.report.drawing import Draftsman, TooLarge
from derivcheck.report.operators import sign_of
from derivcheck.report.picture import Level, Picture, row, use_unicode

_RELATIONS = ("eq", "ne", "lt", "le", "gt", "ge", "approx")
_CONNECTIVES = ("and", "or", "implies", "iff")


def pretty(expr: core.Expr, width: int = 80, unicode: bool = True) -> str | None:
    """The expression in two-dimensional notation, unfolded but otherwise exactly as written.

    None where it would be too large or too wide to read; then the text as typed is the better form.
    """
    before = use_unicode(unicode)
    try:
        lines = _lines(expr, width, Draftsman(unicode))
    except TooLarge:
        return None
    finally:
        use_unicode(before)
    return None if lines is None else "\n\n".join("\n".join(picture.rows) for picture in lines)


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
        lines = _lines(expr, width - len(lead), Draftsman(unicode))
        if lines is None:
            return None
        led = [row(lead if k == 0 else " " * len(lead), line) if lead else line for k, line in enumerate(lines)]
    except TooLarge:
        return None
    finally:
        use_unicode(before)
    rows = [r for k, picture in enumerate(led) for r in ([""] if k else []) + picture.rows]
    return Drawn(tuple(rows), int(led[0].form.baseline))


def _lines(expr: core.Expr, width: int, draftsman: Draftsman) -> list[Picture] | None:
    """The pictures, one below the other, into which an expression is broken; None if that does not help."""
    whole = draftsman.draw(expr)
    if whole.width <= width:
        return [whole]
    if not isinstance(expr, core.Call):
        return None
    if expr.op in (*_RELATIONS, *_CONNECTIVES):
        return _broken_at_sign(expr, width, draftsman)
    if expr.op in ("add", "sub"):
        return _broken_sum(expr, width, draftsman)
    return None


def _broken_at_sign(expr: core.Call, width: int, draftsman: Draftsman) -> list[Picture] | None:
    """The sides below one another, each but the first beginning with its sign."""
    sign = (sign_of(expr.op, draftsman.unicode) or "").strip()
    found: list[Picture] = []
    for place, side in enumerate(expr.args):
        lead = f"  {sign} " if place else ""
        lines = _lines(side, width - len(lead), draftsman)
        if lines is None:
            return None
        found += [
            row(lead if number == 0 else " " * len(lead), line) if lead else line for number, line in enumerate(lines)
        ]
    return found


def _broken_sum(expr: core.Call, width: int, draftsman: Draftsman) -> list[Picture] | None:
    """As many terms in each line as fit."""
    lines: list[Picture] = []
    for sign, term in _terms(expr):
        picture = draftsman.draw(term)
        picture = picture.at_least(Level.PRODUCT)
        lead = f"{sign} " if lines else "-" if sign == "-" else ""
        if lines and lines[-1].width + picture.width + 3 <= width:
            lines[-1] = row(lines[-1], f" {sign} ", picture)
        elif len(lead) + picture.width <= width:
            lines.append(row(lead, picture) if lead else picture)
        else:
            return None
    return lines


def _terms(expr: core.Expr, sign: str = "+") -> list[tuple[str, core.Expr]]:
    """The terms of a sum with their signs, in the order in which they were written."""
    if isinstance(expr, core.Call) and sign == "+":
        if expr.op == "add":
            return [item for arg in expr.args for item in _terms(arg)]
        if expr.op == "sub":
            return [*_terms(expr.args[0]), ("-", expr.args[1])]
        if expr.op == "neg":
            return [("-", expr.args[0])]
    return [(sign, expr)]
