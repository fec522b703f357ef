"""Recursions at an explicit index, unrolled."""

from __future__ import annotations

from derivcheck.algebra.term import number
from derivcheck.engine.lowering import Lowering
from derivcheck.engine.tensors import Tensor
from derivcheck.engine.variables import Bindings, Unsupported, key
from derivcheck.language import core
from derivcheck.language.core import Expr, Symbol


class Unrolling:
    """Values of one recursively defined sequence, each computed once."""

    def __init__(self, outside: Lowering, expr: core.Recursion) -> None:
        self.outside, self.expr = outside, expr
        self.base = dict(expr.base)
        self.known: dict[int, Tensor] = {}

    def at(self, index: int) -> Tensor:
        if index not in self.known:
            if index in self.base:
                self.known[index] = self.outside.of(self.base[index])
            elif index < min(self.base, default=0):
                raise Unsupported(f"`{self.expr.name.name}` is not defined at {index}")
            else:
                step = _Step({**self.outside.bindings, key(self.expr.parameter): number(index)}, self)
                self.known[index] = step.of(self.expr.step)
        return self.known[index]


class _Step(Lowering):
    """Inside a recursion's step, where the sequence refers to its earlier values."""

    def __init__(self, bindings: Bindings, sequence: Unrolling) -> None:
        super().__init__(bindings, sequence.outside.tensors_of)
        self.sequence = sequence

    def bound(self, extra: Bindings) -> Lowering:
        return _Step({**self.bindings, **extra}, self.sequence)

    def _apply(self, function: Symbol, args: tuple[Expr, ...]) -> Tensor:
        if key(function) == key(self.sequence.expr.name):
            return self.sequence.at(self.integer(args[0]))
        return super()._apply(function, args)
