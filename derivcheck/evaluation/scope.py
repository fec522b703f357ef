"""What names stand for while an expression is evaluated, and what is known about expressions themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from derivcheck.evaluation.instance import Key, key
from derivcheck.language.core import (
    Apply,
    Array,
    Call,
    Constant,
    Derivative,
    Entry,
    Expr,
    Gradient,
    Integral,
    Limit,
    Number,
    Predicate,
    Quantified,
    Recursion,
    Sigma,
    Substitution,
    Symbol,
    Table,
    Variable,
)

_NONE: frozenset[Key] = frozenset()


class Scope:
    """Values by key, and a memo of the nodes evaluated with them.

    ``key`` is the name that this scope binds anew; nodes in which it does not occur are looked up in
    the scope around. ``constants`` are keys bound to closed expressions, ``parameters`` all keys
    bound by a substitution.
    """

    __slots__ = ("constants", "key", "memo", "parameters", "parent", "values")

    def __init__(self, values: dict[Key, Any], parent: Scope | None = None, bound: Key | None = None) -> None:
        self.values = values
        self.memo: dict[int, Any] = {}
        self.parent = parent
        self.key = bound
        self.constants: frozenset[Key] = parent.constants if parent is not None else _NONE
        self.parameters: frozenset[Key] = parent.parameters if parent is not None else _NONE

    def bind(self, name: Key, value: Any) -> Scope:
        scope = Scope({**self.values, name: value}, self, name)
        if name in scope.parameters:
            scope.parameters -= {name}
            scope.constants -= {name}
        return scope

    def substitute(self, name: Key, value: Any, closed: bool) -> Scope:
        """Bind the variable of a substitution; ``closed``: its value is a constant expression."""
        scope = self.bind(name, value)
        scope.parameters |= {name}
        if closed:
            scope.constants |= {name}
        return scope


class FreeNames:
    """The free names of every node of an expression, worked out once per node."""

    def __init__(self) -> None:
        self._known: dict[int, frozenset[Key]] = {}
        self._kept: list[Expr] = []  # identities stay valid only while the nodes live

    def __call__(self, node: Expr) -> frozenset[Key]:
        found = self._known.get(id(node))
        if found is None:
            found = self._compute(node)
            self._known[id(node)] = found
            self._kept.append(node)
        return found

    def _union(self, nodes: Iterable[Expr]) -> frozenset[Key]:
        return _NONE.union(*[self(n) for n in nodes])

    def _compute(self, node: Expr) -> frozenset[Key]:
        match node:
            case Number() | Constant():
                return _NONE
            case Variable(symbol=symbol):
                return frozenset([key(symbol)])
            case Call(args=args):
                return self._union(args)
            case Apply(function=function, args=args):
                return self._union(args) | {key(function)}
            case Entry(tensor=tensor, indices=indices):
                return self(tensor) | self._union(indices)
            case Array(items=items):
                return self._union(items)
            case Table(indices=indices, body=body):
                return self(body) - _keys(indices)
            case Sigma(index=index, lower=lower, upper=upper, body=body):
                return (self(body) - {key(index)}) | self(lower) | self(upper)
            case Derivative(body=body, targets=targets):
                return self(body) | self._union(target for target, _ in targets)
            case Gradient(body=body, target=target):
                return self(body) | self(target)
            case Substitution(body=body, variable=variable, value=value):
                return (self(body) - {key(variable)}) | self(value)
            case Limit(body=body, variable=variable, point=point):
                return (self(body) - {key(variable)}) | self(point)
            case Integral(body=body, variable=variable, lower=lower, upper=upper):
                return (self(body) - {key(variable)}) | self(lower) | self(upper)
            case Quantified(variables=variables, body=body):
                return self(body) - _keys(variables)
            case Predicate(args=args, variables=variables):
                return self._union(args) | _keys(variables)
            case Recursion(name=name, parameter=parameter, base=base, step=step, index=index):
                parts = self._union(e for _, e in base) | (self(step) - {key(parameter)})
                return (parts - {key(name)}) | self(index)


def _keys(symbols: Iterable[Symbol]) -> frozenset[Key]:
    return frozenset(key(s) for s in symbols)
