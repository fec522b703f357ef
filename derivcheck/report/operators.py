"""Operators and functions of the language as pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING

from derivcheck.language import core
from derivcheck.report.picture import Level, Part, Picture, atom, fraction, grid, joined, power, root, row

if TYPE_CHECKING:
    from derivcheck.report.drawing import Draftsman, Scope

#: Operator → its sign with and without Unicode, its level, and the level that its operands need.
_INFIX: dict[str, tuple[str, str, Level, Level]] = {
    "eq": (" = ", " = ", Level.RELATION, Level.BIG),
    "ne": (" ≠ ", " != ", Level.RELATION, Level.BIG),
    "lt": (" < ", " < ", Level.RELATION, Level.BIG),
    "le": (" ≤ ", " <= ", Level.RELATION, Level.BIG),
    "gt": (" > ", " > ", Level.RELATION, Level.BIG),
    "ge": (" ≥ ", " >= ", Level.RELATION, Level.BIG),
    "approx": (" ≈ ", " ~= ", Level.RELATION, Level.BIG),
    "and": ("  and  ", "  and  ", Level.AND, Level.NOT),
    "or": ("  or  ", "  or  ", Level.OR, Level.AND),
    "implies": ("  ⇒  ", "  =>  ", Level.IMPLIES, Level.OR),
    "iff": ("  ⇔  ", "  <=>  ", Level.IFF, Level.IMPLIES),
    "kron": (" ⊗ ", " (x) ", Level.PRODUCT, Level.FRACTION),
    "matmul": (" ", " @ ", Level.PRODUCT, Level.PRODUCT),
}

#: Function → brackets around its single argument.
_BRACKETS = {"Abs": ("|", "|"), "floor": ("lfloor", "rfloor"), "ceiling": ("lceil", "rceil")}

_TALLEST_EXPONENT = 4


def sign_of(op: str, unicode: bool) -> str | None:
    """The sign between the two sides of a relation or connective, or None for what has no such sign."""
    found = _INFIX.get(op)
    return None if found is None else found[0] if unicode else found[1]


def call(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    """The picture of an operator or function with its arguments."""
    special = _SPECIAL.get(expr.op)
    if special is not None:
        return special(draftsman, expr, scope)
    args = [draftsman.draw(arg, scope) for arg in expr.args]
    if expr.op in _INFIX and len(args) >= 2:
        sign, ascii_sign, level, needed = _INFIX[expr.op]
        return joined([arg.at_least(needed) for arg in args], sign if draftsman.unicode else ascii_sign, level)
    if expr.op in _BRACKETS and len(args) == 1 and draftsman.unicode:
        return args[0].within(*_BRACKETS[expr.op])
    return draftsman.application(draftsman.word(expr.op), args)


def binds_derivative(expr: core.Expr) -> bool:
    """Whether a derivative or another operator on a variable stands in an expression."""
    seen: set[int] = set()
    todo: list[object] = [expr]
    while todo:
        node = todo.pop()
        if isinstance(node, core.Derivative | core.Gradient):
            return True
        if isinstance(node, tuple):
            todo.extend(node)
        elif isinstance(node, core.Node) and id(node) not in seen:
            seen.add(id(node))
            todo.extend(getattr(node, field.name) for field in fields(node) if field.name not in ("type", "span"))
    return False


def _all(draftsman: Draftsman, expr: core.Call, scope: Scope) -> list[Picture]:
    return [draftsman.draw(arg, scope) for arg in expr.args]


def _neg(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return row("-", draftsman.draw(expr.args[0], scope).at_least(Level.PRODUCT), level=Level.NEGATIVE)


def _add(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    """A sum; a term that was written with a minus is subtracted, where it is not the first."""
    parts: list[Part] = []
    for place, arg in enumerate(expr.args):
        last = place == len(expr.args) - 1
        if place and isinstance(arg, core.Call) and arg.op == "neg":
            parts += [" - ", _term(draftsman.draw(arg.args[0], scope), Level.NEGATIVE, last)]
        else:
            needed = Level.PRODUCT if place else Level.SUM
            parts += [" + " if place else "", _term(draftsman.draw(arg, scope), needed, last)]
    return row(*(part for part in parts if part != ""), level=Level.SUM)


def _sub(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    left, right = _all(draftsman, expr, scope)
    return row(_term(left, Level.SUM, False), " - ", _term(right, Level.PRODUCT, True), level=Level.SUM)


def _term(picture: Picture, needed: Level, last: bool) -> Picture:
    """A term of a sum; a sum sign reaches to the right, so only the last term may have one without parentheses."""
    return picture if last and picture.level is Level.BIG else picture.at_least(needed)


def _mul(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    entrywise = sum(bool(arg.type.shape) for arg in expr.args) > 1
    sign = (" ⊙ " if entrywise else "⋅") if draftsman.unicode else "*"
    pictures = _all(draftsman, expr, scope)
    factors = []
    for place, picture in enumerate(pictures):
        last = place == len(pictures) - 1
        needed = Level.PRODUCT if place else Level.NEGATIVE
        factors.append(picture if last and picture.level is Level.BIG else picture.at_least(needed))
    if factors[-1].level is Level.BIG:
        gap = "" if isinstance(expr.args[-1], core.Call) else " "
        return row(joined(factors[:-1], sign), sign + gap, factors[-1], level=Level.BIG)
    return joined(factors, sign, min(Level.PRODUCT, factors[0].level))


def _div(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return fraction(*_all(draftsman, expr, scope))


def _pow(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    base, exponent = _all(draftsman, expr, scope)
    return power(base.at_least(Level.ATOM), exponent)


def _exp(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    exponent = draftsman.draw(expr.args[0], scope)
    if exponent.height > _TALLEST_EXPONENT:
        return draftsman.application(atom("exp"), [exponent])
    return power(atom("ℯ" if draftsman.unicode else "e"), exponent)


def _sqrt(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return root(draftsman.draw(expr.args[0], scope))


def _cbrt(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return root(draftsman.draw(expr.args[0], scope), "3")


def _not(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return row("not ", draftsman.draw(expr.args[0], scope).at_least(Level.ATOM), level=Level.NOT)


def _factorial(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return row(draftsman.draw(expr.args[0], scope).at_least(Level.ATOM), "!", level=Level.POWER)


def _binomial(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    top, bottom = _all(draftsman, expr, scope)
    return grid([[top], [bottom]]).within("(", ")")


def _piecewise(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    rows = []
    for value, condition in zip(expr.args[::2], expr.args[1::2], strict=True):
        always = isinstance(condition, core.Constant) and condition.name == "true"
        where = atom("otherwise") if always else row("if ", draftsman.draw(condition, scope))
        rows.append([draftsman.draw(value, scope), where])
    return grid(rows, left=True).within("{", "").with_level(Level.BIG)


def _delta(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return draftsman.indexed(draftsman.word("delta"), _all(draftsman, expr, scope))


def _transpose(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return power(draftsman.draw(expr.args[0], scope).at_least(Level.ATOM), atom("T"))


def _inverse(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return power(draftsman.draw(expr.args[0], scope).at_least(Level.ATOM), atom("-1"))


def _eye(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return draftsman.indexed(atom("I"), _all(draftsman, expr, scope)[:1])


def _norm(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    inner = draftsman.draw(expr.args[0], scope)
    if len(expr.args) > 1 or inner.height > 1 or not draftsman.unicode:
        return draftsman.application(atom("norm"), _all(draftsman, expr, scope))
    return row("‖", inner, "‖")


def _expect(draftsman: Draftsman, expr: core.Call, scope: Scope) -> Picture:
    return row(draftsman.word("Expect"), joined(_all(draftsman, expr, scope), ", ").within("[", "]"))


_Special = Callable[["Draftsman", core.Call, "Scope"], Picture]

_SPECIAL: dict[str, _Special] = {
    "neg": _neg,
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "matpow": _pow,
    "exp": _exp,
    "sqrt": _sqrt,
    "cbrt": _cbrt,
    "not": _not,
    "factorial": _factorial,
    "binomial": _binomial,
    "piecewise": _piecewise,
    "delta": _delta,
    "transpose": _transpose,
    "inverse": _inverse,
    "eye": _eye,
    "norm": _norm,
    "Expect": _expect,
}
