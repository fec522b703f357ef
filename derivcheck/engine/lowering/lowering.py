"""The walk over an expression: every node becomes a term, an explicit tensor or a family, once in every scope."""

from __future__ import annotations

from derivcheck.algebra.term import Term, rational
from derivcheck.engine.lowering.table import HANDLERS
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.variables import SIZES, Bindings, Key, Unsupported, key, variable_tensor
from derivcheck.language.core import Expr, Symbol


class Lowering:
    """Turns expressions into terms; ``bindings`` give values to bound and enumerated symbols."""

    def __init__(self, bindings: Bindings | None = None, tensors_of: dict[Key, Tensor] | None = None) -> None:
        self.bindings = bindings or {}
        self.tensors_of = {} if tensors_of is None else tensors_of  # of declared variables, shared with inner scopes
        self.inverted: frozenset[Symbol] = frozenset()  # matrices that are known to have inverses
        self._memo: dict[int, Tensor] = {}
        self._kept: list[Expr] = []  # keeps ids in the memo alive

    def bound(self, extra: Bindings) -> Lowering:
        """The same with more symbols bound."""
        inner = Lowering({**self.bindings, **extra}, self.tensors_of)
        inner.inverted = self.inverted
        return inner

    def of(self, expr: Expr) -> Tensor:
        """What an expression is in terms. Raises Unsupported."""
        found = self._memo.get(id(expr))
        if found is None:
            found = self._memo[id(expr)] = HANDLERS[type(expr)](self, expr)
            self._kept.append(expr)
        return found

    def scalar(self, expr: Expr) -> Term:
        found = self.of(expr)
        if not isinstance(found, Term):
            raise Unsupported("a tensor where a number is needed")
        return found

    def integer(self, expr: Expr) -> int:
        """The value of an index or bound that must be an explicit integer."""
        value = rational(self.scalar(expr))
        if value is None or value.denominator != 1:
            raise Unsupported(SIZES)
        return int(value)

    def variable(self, variable: Symbol) -> Tensor:
        """A declared variable, or what is bound to it here."""
        if key(variable) in self.bindings:
            return self.bindings[key(variable)]
        found = self.tensors_of.get(key(variable))
        if found is None:
            found = self.tensors_of[key(variable)] = variable_tensor(variable)
        return found
