"""A claim about matrices of an explicit size as one about all sizes, of which it is an instance.

What holds for all sizes holds for this one, and is often easier to see: of an orthogonal 3 x 3 matrix six equations
between nine numbers are known, of one of any size that its transpose is its inverse.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.language import core
from derivcheck.language.core import Axis, Claim, Expr, Kind, Size, Symbol, Type

#: Smaller matrices are worked out as well by their entries, unless they have properties.
_LARGE = 5
_SMALLEST = 3
_SIZED = ("eye", "zeros", "ones")


class _NotGeneral(Exception):
    """Something in the claim speaks of the size itself, or of single entries."""


def generalised(claim: Claim) -> tuple[Claim, ...]:
    """The claim with every axis 1..k as an axis 1..n, n being called as k is written; none if that is no use.

    Where k stands as a number, too, as in ``tr(eye(3)) == 3``, there are two: it may be the size, or just a number.
    """
    sizes = {a.last.constant for s in claim.symbols for a in _axes(s) if a.last is not None}
    matrices = [s for s in claim.symbols if len(_axes(s)) == 2]
    if len(sizes) != 1 or None in sizes or not matrices or claim.links:
        return ()
    (size,) = (k for k in sizes if k is not None)
    if size < _SMALLEST or (size < _LARGE and not any(s.properties for s in matrices)):
        return ()
    try:
        return tuple(dict.fromkeys(_lifted(claim, _Lifting(size, numbers)) for numbers in (False, True)))
    except _NotGeneral:
        return ()


def _lifted(claim: Claim, lift: _Lifting) -> Claim:
    symbols = (lift.size, *map(lift.symbol, claim.symbols))
    hypotheses = tuple(map(lift, claim.hypotheses))
    return replace(claim, symbols=symbols, hypotheses=hypotheses, statement=lift(claim.statement))


def _axes(symbol: Symbol) -> tuple[Axis, ...]:
    return symbol.type.shape if isinstance(symbol.type, Type) else ()


class _Lifting:
    def __init__(self, size: int, numbers: bool) -> None:
        self._numbers = numbers
        self.size = Symbol(str(size), Type(Kind.SIZE))
        self._axis = Axis(Size.of(1), Size.of(size))
        self._general = Axis(Size.of(1), Size.named(str(size)))
        self._memo: dict[int, tuple[Expr, Expr]] = {}

    def symbol(self, symbol: Symbol) -> Symbol:
        plain = symbol.law is None and symbol.of is None and symbol.axis is None and symbol.within is None
        if not isinstance(symbol.type, Type) or not plain:
            raise _NotGeneral
        return replace(symbol, type=self._type(symbol.type))

    def _type(self, type_: Type) -> Type:
        axes = tuple(self._general if axis == self._axis else axis for axis in type_.shape)
        single = all(axis.last == Size.of(1) for axis in axes if axis != self._general)
        if not single:
            raise _NotGeneral
        return replace(type_, shape=axes)

    def __call__(self, expr: Expr) -> Expr:
        found = self._memo.get(id(expr))
        if found is None:
            found = self._memo[id(expr)] = expr, self._lifted(expr)
        return found[1]

    def _lifted(self, expr: Expr) -> Expr:
        match expr:
            case core.Number():
                return self._length(expr) if self._numbers else expr
            case core.Constant():
                return expr
            case core.Variable():
                return replace(expr, symbol=self.symbol(expr.symbol), type=self._type(expr.type))
            case core.Call():
                args = tuple(self._length(a) if expr.op in _SIZED else self(a) for a in expr.args)
                return replace(expr, args=args, type=self._type(expr.type))
            case core.Gradient():
                body, target = self(expr.body), self(expr.target)
                return replace(expr, body=body, target=target, type=self._type(expr.type))
        raise _NotGeneral

    def _length(self, expr: Expr) -> Expr:
        if isinstance(expr, core.Number):
            is_size = expr.value.denominator == 1 and Size.of(int(expr.value)) == self._axis.last
            return core.Variable(self.size, type=Type(Kind.SIZE), span=expr.span) if is_size else expr
        return self(expr)
