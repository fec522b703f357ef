"""Every kind of expression as a picture, as it was written: nothing is evaluated, folded or reordered.

Definitions are drawn unfolded: where a parameter stands, its value is drawn. A bound index whose name
would be mistaken for another one gets a prime.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from derivcheck.language import core
from derivcheck.report import glyphs, operators
from derivcheck.report.picture import (
    Level,
    Part,
    Picture,
    atom,
    column,
    fraction,
    grid,
    joined,
    lowered,
    power,
    row,
    stacked,
)

#: What stands for a symbol: a name or the picture of a value.
Scope = Mapping[tuple[str, int], Picture]

_MOST_PIECES = 1500
_MOST_COLUMNS = 600


class TooLarge(Exception):
    """An expression whose picture nobody would look at."""


class Draftsman:
    """Draws expressions; one for each picture, because it counts the pieces."""

    def __init__(self, unicode: bool, compact: bool = False) -> None:
        """``compact``: sums over indices that have been declared are drawn without their bounds."""
        self.unicode = unicode
        self.compact = compact
        self.pieces = 0

    def draw(self, expr: core.Expr, scope: Scope | None = None) -> Picture:
        """The picture of an expression. `TooLarge` if it would not be readable."""
        self.pieces += 1
        if self.pieces > _MOST_PIECES:
            raise TooLarge
        try:
            picture = self._draw(expr, scope or {})
        except RecursionError:
            raise TooLarge from None
        if picture.width > _MOST_COLUMNS:
            raise TooLarge
        return picture

    def _draw(self, expr: core.Expr, scope: Scope) -> Picture:
        match expr:
            case core.Number():
                return self._number(expr)
            case core.Constant():
                return atom(self._either(glyphs.CONSTANTS.get(expr.name, (expr.name, expr.name))))
            case core.Variable():
                return self._symbol(expr.symbol, scope)
            case core.Call(op="block"):
                return self._array(expr.args, scope)
            case core.Call():
                return operators.call(self, expr, scope)
            case core.Apply(function=own, args=args) if args == (own.of,):  # a function of a tensor is written alone
                return self._symbol(own, scope)
            case core.Apply():
                return self.application(self._symbol(expr.function, scope), self._all(expr.args, scope))
            case core.Entry():
                return self._entry(expr, scope)
            case core.Array():
                return self._array(expr.items, scope)
            case core.Table():
                return self._table(expr, scope)
            case core.Sigma():
                return self._sigma(expr, scope)
            case core.Derivative():
                return self._derivative(expr, scope)
            case core.Gradient():
                return self._gradient(expr, scope)
            case core.Substitution():
                return self._substitution(expr, scope)
            case core.Limit():
                return self._limit(expr, scope)
            case core.Integral():
                return self._integral(expr, scope)
            case core.Quantified():
                return self._quantified(expr, scope)
            case core.Predicate(op="growth", args=(cost, bound)):
                order = self.application(atom("O"), [self.draw(bound, scope)])
                return joined([self.draw(cost, scope).at_least(Level.SUM), order], " = ", Level.RELATION)
            case core.Predicate():
                variables = [self._symbol(symbol, scope) for symbol in expr.variables]
                return self.application(atom(expr.op), [*self._all(expr.args, scope), *variables])
            case core.Recursion():
                return self.indexed(self._symbol(expr.name, scope), [self.draw(expr.index, scope)])
            case _:
                assert_never(expr)

    # What pictures are made of

    def name(self, text: str) -> str:
        return glyphs.name(text, self.unicode)

    def _either(self, pair: tuple[str, str]) -> str:
        return pair[0] if self.unicode else pair[1]

    def word(self, function: str) -> Picture:
        """The name of one of the language's own functions."""
        return atom(self._either(glyphs.FUNCTIONS.get(function, (function, function))))

    def _all(self, exprs: Sequence[core.Expr], scope: Scope) -> list[Picture]:
        return [self.draw(expr, scope) for expr in exprs]

    def application(self, function: Picture, args: Sequence[Picture]) -> Picture:
        return row(function.at_least(Level.ATOM), joined(args, ", ").within("(", ")"))

    def indexed(self, base: Picture, indices: Sequence[Picture]) -> Picture:
        """Indices below the line: small letters where Unicode has them, else a row further down, or in brackets."""
        if not self.unicode:
            return row(base.at_least(Level.ATOM), joined(indices, ", ").within("[", "]"))
        texts = [index.rows[0] for index in indices if index.height == 1]
        if self.unicode and base.height == 1 and len(texts) == len(indices) and all(len(t) == 1 for t in texts):
            small = glyphs.subscript("".join(texts))
            if small is not None:
                free = base.free.union(*(index.free for index in indices))
                return Picture(row(base.at_least(Level.ATOM), small).form, Level.ATOM, free)
        return lowered(base.at_least(Level.ATOM), joined(indices, ","))

    def _number(self, expr: core.Number) -> Picture:
        value = expr.value
        if expr.places is not None and 0 < expr.places <= 60:
            picture = atom(glyphs.decimal(value, expr.places))
        elif value.denominator == 1:
            picture = atom(glyphs.integer(value.numerator))
        else:
            top, bottom = atom(glyphs.integer(abs(value.numerator))), atom(glyphs.integer(value.denominator))
            picture = fraction(top, bottom)
            return row("-", picture, level=Level.NEGATIVE) if value < 0 else picture
        return picture.with_level(Level.NEGATIVE) if value < 0 else picture

    def _symbol(self, symbol: core.Symbol, scope: Scope) -> Picture:
        key = (symbol.name, symbol.number)
        if key in scope:
            return scope[key]
        shown = self.name(symbol.name)
        return atom(shown, frozenset({(shown, key)}))

    def bind(self, symbol: core.Symbol, scope: Scope, body: Callable[[Scope], Picture]) -> tuple[Picture, Picture]:
        """A bound symbol and the picture of what it is bound in, under a name that nothing else there has."""
        key = (symbol.name, symbol.number)
        shown = self.name(symbol.name)
        prime = "′" if self.unicode else "'"
        while True:
            bound = atom(shown, frozenset({(shown, key)}))
            picture = body({**scope, key: bound})
            if not any(text == shown and other != key for text, other in picture.free):
                rest = frozenset(item for item in picture.free if item[1] != key)
                return atom(shown), Picture(picture.form, picture.level, rest)
            shown += prime

    # Tensors

    def _entry(self, expr: core.Entry, scope: Scope) -> Picture:
        indices = self._all(expr.indices, scope)
        table = expr.tensor
        if isinstance(table, core.Table) and len(table.indices) == len(indices):
            inner = {(s.name, s.number): picture for s, picture in zip(table.indices, indices, strict=True)}
            return self.draw(table.body, {**scope, **inner})
        return self.indexed(self.draw(table, scope), indices)

    def _array(self, items: Sequence[core.Expr], scope: Scope) -> Picture:
        if not items:
            return atom("[]")
        if all(isinstance(item, core.Array) and item.items for item in items):
            rows = [self._all(item.items, scope) for item in items if isinstance(item, core.Array)]
            if len({len(cells) for cells in rows}) == 1:
                return grid(rows).within("[", "]")
        return column(self._all(items, scope)).within("[", "]")

    def _table(self, expr: core.Table, scope: Scope) -> Picture:
        names, picture = self._bound_all(expr.indices, scope, lambda inner: self.draw(expr.body, inner))
        return self.indexed(picture.within("[", "]"), names)

    # Binders

    def _sigma(self, expr: core.Sigma, scope: Scope) -> Picture:
        limits, body = self.sum_sign(expr, scope, self.draw)
        return row(limits, " ", body.at_least(Level.BIG if body.level is Level.BIG else Level.PRODUCT), level=Level.BIG)

    def sum_sign(
        self, expr: core.Sigma, scope: Scope, draw: Callable[[core.Expr, Scope], Picture]
    ) -> tuple[Picture, Picture]:
        """The sign of a sum with its index and bounds, and its body as it is drawn with the index bound."""
        sign = {"Sum": ("∑", "Sum"), "Product": ("∏", "Product"), "Max": ("max", "max"), "Min": ("min", "min")}[expr.op]
        if self.compact and (own := self._sums_of_declared(expr)):
            names, body = self._bound_all([s.index for s in own], scope, lambda inner: draw(own[-1].body, inner))
            below = sorted(names, key=lambda name: name.rows)
            return stacked(self._either(sign), None, joined(below, ",")), body
        index, body = self.bind(expr.index, scope, lambda inner: draw(expr.body, inner))
        lower = row(index, "=", self.draw(expr.lower, scope))
        return stacked(self._either(sign), self.draw(expr.upper, scope), lower), body

    def _sums_of_declared(self, expr: core.Expr) -> list[core.Sigma]:
        """Sums that stand directly in each other, over indices whose ranges have been declared."""
        if not isinstance(expr, core.Sigma) or expr.index.axis is None:
            return []
        return [expr, *(s for s in self._sums_of_declared(expr.body) if s.op == expr.op)]

    def _bound_all(
        self, symbols: Sequence[core.Symbol], scope: Scope, body: Callable[[Scope], Picture]
    ) -> tuple[list[Picture], Picture]:
        """Several bound symbols, and the picture of what they are bound in."""
        if not symbols:
            return [], body(scope)
        names: list[Picture] = []

        def inner(deeper: Scope) -> Picture:
            rest, picture = self._bound_all(symbols[1:], deeper, body)
            names[:] = rest
            return picture

        first, picture = self.bind(symbols[0], scope, inner)
        return [first, *names], picture

    def _limit(self, expr: core.Limit, scope: Scope) -> Picture:
        variable, body = self.bind(expr.variable, scope, lambda inner: self.draw(expr.body, inner))
        arrow = " → " if self.unicode else " -> "
        side = {"+": "⁺" if self.unicode else "+", "-": "⁻" if self.unicode else "-"}.get(expr.direction, "")
        below = row(variable, arrow, self.draw(expr.point, scope), side)
        return row(stacked("lim", None, below), " ", body.at_least(Level.PRODUCT), level=Level.BIG)

    def _integral(self, expr: core.Integral, scope: Scope) -> Picture:
        variable, body = self.bind(expr.variable, scope, lambda inner: self.draw(expr.body, inner))
        lower, upper = self.draw(expr.lower, scope), self.draw(expr.upper, scope)
        sign = stacked("∫" if self.unicode else "Int", upper, lower)
        return row(sign, " ", body.at_least(Level.PRODUCT), " d", variable, level=Level.BIG)

    def _quantified(self, expr: core.Quantified, scope: Scope) -> Picture:
        names, picture = self._bound_all(expr.variables, scope, lambda inner: self.draw(expr.body, inner))
        sign = {"Exists": "∃ ", "ForAll": "∀ "}[expr.op] if self.unicode else f"{expr.op} "
        return row(sign, joined(names, ", "), ": ", picture, level=Level.OPEN)

    def _substitution(self, expr: core.Substitution, scope: Scope) -> Picture:
        value = self.draw(expr.value, scope)
        if not operators.binds_derivative(expr.body):
            key = (expr.variable.name, expr.variable.number)
            return self.draw(expr.body, {**scope, key: value})
        variable, body = self.bind(expr.variable, scope, lambda inner: self.draw(expr.body, inner))
        bar = body.at_least(Level.FRACTION).within("", "|")
        return lowered(bar, row(variable, " = ", value))

    # Derivatives

    def _derivative(self, expr: core.Derivative, scope: Scope) -> Picture:
        """A name above the line, as in a quotient; anything else in parentheses beside it."""
        operator, above = self.derivative_sign(expr, scope)
        body = self.draw(expr.body, scope)
        if self._is_named(expr.body, body):
            return fraction(row(above, body), operator)
        return row(fraction(atom(above), operator), body.within("(", ")"), level=Level.PRODUCT)

    def derivative_sign(self, expr: core.Derivative, scope: Scope) -> tuple[Picture, str]:
        """What stands below the line of a derivative, and before what is differentiated above it."""
        d = "∂" if self.unicode else "d"
        total = sum(order for _, order in expr.targets)
        below: list[Part] = []
        for target, order in reversed(expr.targets):
            picture = self.draw(target, scope).at_least(Level.ATOM)
            below += [" " if below else "", d, picture]
            if order > 1:
                below.append(glyphs.superscript(order, self.unicode))
        above = d + (glyphs.superscript(total, self.unicode) if total > 1 else "")
        return row(*(part for part in below if part != "")), above

    def _gradient(self, expr: core.Gradient, scope: Scope) -> Picture:
        target = self.draw(expr.target, scope)
        if expr.op != "grad" and len(expr.target.type.shape) == 2:
            target = self.application(atom("vec"), [target])
        if expr.op == "jac" or not self.unicode:
            return self.application(atom(expr.op), [self.draw(expr.body, scope), target])
        nabla = self.indexed(atom("∇"), [target])
        if expr.op == "hess":
            nabla = power(nabla, atom("2"))
        return row(nabla, self._operand(expr.body, scope), level=Level.PRODUCT)

    def _operand(self, expr: core.Expr, scope: Scope) -> Picture:
        """What an operator is applied to: a name stands beside it, everything else in parentheses."""
        picture = self.draw(expr, scope)
        return row(" ", picture) if self._is_named(expr, picture) else picture.within("(", ")")

    def _is_named(self, expr: core.Expr, picture: Picture) -> bool:
        """Whether it is a name, with its indices or arguments."""
        own = expr.tensor if isinstance(expr, core.Entry) else expr
        return isinstance(own, core.Variable | core.Apply) and picture.level is Level.ATOM
