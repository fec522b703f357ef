"""Formulas broken to a width: at the signs of relations, between terms and factors, and within brackets."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language import core
from derivcheck.report.drawing import Draftsman, Scope
from derivcheck.report.operators import sign_of
from derivcheck.report.picture import Level, Picture, atom, broken, fraction, row

_RELATIONS = frozenset({"eq", "ne", "lt", "le", "gt", "ge", "approx"})
_CONNECTIVES = frozenset({"and", "or", "implies", "iff"})
_NARROWEST = 12


def fitted(
    draftsman: Draftsman, expr: core.Expr, width: int, scope: Scope | None = None, deep: bool = True
) -> Picture | None:
    """The expression in lines of at most this width; None if that does not help.

    Without ``deep`` it is only broken at the signs of relations and between the terms of its sides.
    """
    scope, draftsman.pieces = scope or {}, 0
    whole = draftsman.draw(expr, scope)
    if whole.width <= width:
        return whole
    if width < _NARROWEST:
        return None
    match expr:
        case core.Call(op=op, args=args) if op in _RELATIONS or op in _CONNECTIVES:
            return _sides(draftsman, op, args, width, scope, deep)
        case core.Call(op="add" | "sub"):
            return _sum(draftsman, expr, width, scope, deep)
    return _within(draftsman, expr, width, scope) if deep else None


def _within(draftsman: Draftsman, expr: core.Expr, width: int, scope: Scope) -> Picture | None:
    """What has to be broken inside."""
    match expr:
        case core.Call(op="neg", args=(inner,)):
            return _after(atom("-"), _tight(draftsman, inner, Level.PRODUCT, width - 1, scope), Level.NEGATIVE)
        case core.Call(op="mul", args=args):
            return _product(draftsman, args, width, scope)
        case core.Call(op="div", args=(above, below)):
            top, bottom = (fitted(draftsman, part, width - 2, scope) for part in (above, below))
            return None if top is None or bottom is None else fraction(top, bottom)
        case core.Call(op="Expect" | "Var", args=(inner,)):
            name = draftsman.word(expr.op)
            found = fitted(draftsman, inner, width - name.width - 2, scope)
            return _after(name, None if found is None else found.within("[", "]"), Level.ATOM)
        case core.Derivative():
            targets, order = draftsman.derivative_sign(expr, scope)
            sign = fraction(atom(order), targets)
            found = fitted(draftsman, expr.body, width - sign.width - 2, scope)
            return _after(sign, None if found is None else found.within("(", ")"), Level.PRODUCT)
        case core.Sigma():
            return _series(draftsman, expr, width, scope)
    return None


def _after(sign: Picture, found: Picture | None, level: Level) -> Picture | None:
    return None if found is None else row(sign, found, level=level)


def _tight(draftsman: Draftsman, expr: core.Expr, level: Level, width: int, scope: Scope) -> Picture | None:
    """An expression that fits, in brackets if it holds together less tightly."""
    found = fitted(draftsman, expr, width, scope)
    if found is None or found.level >= level:
        return found
    found = fitted(draftsman, expr, width - 2, scope)
    return None if found is None else found.at_least(level)


def _series(draftsman: Draftsman, expr: core.Sigma, width: int, scope: Scope) -> Picture | None:
    """A sum whose body is broken."""
    sign, _ = draftsman.sum_sign(expr, scope, draftsman.draw)
    left = width - sign.width - 1
    failed = False

    def draw(body: core.Expr, inner: Scope) -> Picture:
        nonlocal failed
        nested = isinstance(body, core.Sigma)
        found = _tight(draftsman, body, Level.BIG if nested else Level.PRODUCT, left, inner)
        failed = failed or found is None
        return draftsman.draw(body, inner) if found is None else found

    sign, body = draftsman.sum_sign(expr, scope, draw)
    return None if failed else row(sign, " ", body, level=Level.BIG)


def _sides(
    draftsman: Draftsman, op: str, args: Sequence[core.Expr], width: int, scope: Scope, deep: bool
) -> Picture | None:
    """The sides below one another, each but the first beginning with its sign."""
    sign = (sign_of(op, draftsman.unicode) or "").strip()
    found: list[Picture] = []
    for place, side in enumerate(args):
        lead = f"  {sign} " if place else ""
        picture = fitted(draftsman, side, width - len(lead), scope, deep)
        if picture is None:
            return None
        found.append(row(lead, picture) if lead else picture)
    return broken(found, Level.RELATION)


def _sum(draftsman: Draftsman, expr: core.Expr, width: int, scope: Scope, deep: bool) -> Picture | None:
    """As many terms in each line as fit."""
    lines: list[Picture] = []
    for sign, term in _terms(expr):
        picture = draftsman.draw(term, scope).at_least(Level.PRODUCT)
        lead = f"{sign} " if lines else "-" if sign == "-" else ""
        if lines and lines[-1].width + picture.width + 3 <= width:
            lines[-1] = row(lines[-1], f" {sign} ", picture)
            continue
        found: Picture | None = picture
        if len(lead) + picture.width > width:
            found = _tight(draftsman, term, Level.PRODUCT, width - len(lead), scope) if deep else None
        if found is None:
            return None
        lines.append(row(lead, found) if lead else found)
    return broken(lines, Level.SUM)


def _product(draftsman: Draftsman, args: Sequence[core.Expr], width: int, scope: Scope) -> Picture | None:
    """As many factors in each line as fit, those after the first one indented."""
    sign = "⋅" if draftsman.unicode else "*"
    if sum(bool(arg.type.shape) for arg in args) > 1:
        return None
    lines: list[Picture] = []
    for factor in args:
        picture = draftsman.draw(factor, scope).at_least(Level.PRODUCT)
        if lines and lines[-1].width + picture.width + 1 <= width:
            lines[-1] = row(lines[-1], sign, picture)
            continue
        lead = f"  {sign} " if lines else ""
        found = _tight(draftsman, factor, Level.PRODUCT, width - len(lead), scope)
        if found is None:
            return None
        lines.append(row(lead, found) if lead else found)
    return broken(lines, Level.PRODUCT)


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
