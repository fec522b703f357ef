"""The mean of what depends on a recursion with draws, as a recursion for the means.

By linearity alone: with ``m[t]: beta*m[t - 1] + (1 - beta)*g[t]`` the means satisfy ``e[t] = beta*e[t - 1] +
(1 - beta)*Expect(g[t])``, however the draws hang together. Where the sequence occurs in any other way there is no
such recursion.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.engine.tensors.variables import Unsupported, key
from derivcheck.language import core
from derivcheck.language.core import Expr, Symbol
from derivcheck.language.elaboration.symbols import Key, walk
from derivcheck.language.randomness import is_random

_SUMS = frozenset(("add", "sub", "neg"))
_PRODUCTS = frozenset(("mul", "div", "matmul"))


def mean_of(expr: Expr) -> Expr:
    """Expect(expr) with the expectation taken of every draw, and of sequences as a whole. Raises Unsupported."""
    return _Mean(None).of(expr)


class _Mean:
    """``sequence``: the name inside of whose step we are, and the name for its means."""

    def __init__(self, sequence: tuple[Key, Symbol] | None) -> None:
        self.sequence = sequence

    def of(self, expr: Expr) -> Expr:
        if not self._depends(expr):
            return core.Call("Expect", (expr,), type=expr.type, span=expr.span) if is_random(expr) else expr
        match expr:
            case core.Call(op=op, args=args) if op in _SUMS:
                return replace(expr, args=tuple(self.of(a) for a in args))
            case core.Call(op=op, args=args) if op in _PRODUCTS:
                moving = [a for a in args if self._depends(a) or is_random(a)]
                if len(moving) == 1 and (op != "div" or moving[0] is args[0]):
                    return replace(expr, args=tuple(self.of(a) if a is moving[0] else a for a in args))
            case core.Apply() if self._is_own(expr):
                assert self.sequence is not None
                return replace(expr, function=self.sequence[1])
            case core.Recursion():
                return self._sequence(expr)
        raise Unsupported("the expectation of this in a sequence with draws is not decided yet")

    def _sequence(self, expr: core.Recursion) -> Expr:
        name = replace(expr.name, name=f"Expect({expr.name.name})")
        inner = _Mean((key(expr.name), name))
        base = tuple((at, inner.of(value)) for at, value in expr.base)
        return replace(expr, name=name, base=base, step=inner.of(expr.step))

    def _is_own(self, expr: Expr) -> bool:
        return self.sequence is not None and isinstance(expr, core.Apply) and key(expr.function) == self.sequence[0]

    def _depends(self, expr: Expr) -> bool:
        """Whether a sequence with draws occurs."""
        return any(self._is_own(n) or (isinstance(n, core.Recursion) and is_random(n)) for n in walk((expr,)))
