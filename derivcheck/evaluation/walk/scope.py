"""What names stand for while an expression is evaluated, and the values that were worked out with them."""

from __future__ import annotations

from typing import Any

from derivcheck.evaluation.instance import Key

_NONE: frozenset[Key] = frozenset()


class Scope:
    """Values by key, and a memo of what was evaluated with them, by the numbers of nodes.

    ``key`` is the name that this scope binds anew; nodes in which it does not occur are looked up in
    the scope around. ``constants`` are keys bound to closed expressions, ``parameters`` all keys
    bound by a substitution, ``depth`` how many quantifiers over infinitely many values are around.
    """

    __slots__ = ("constants", "depth", "key", "memo", "parameters", "parent", "values")

    def __init__(self, values: dict[Key, Any], parent: Scope | None = None, bound: Key | None = None) -> None:
        self.values = values
        self.memo: dict[int, Any] = {}
        self.parent = parent
        self.key = bound
        self.constants: frozenset[Key] = parent.constants if parent is not None else _NONE
        self.depth: int = parent.depth if parent is not None else 0
        self.parameters: frozenset[Key] = parent.parameters if parent is not None else _NONE

    def bind(self, name: Key, value: Any) -> Scope:
        scope = Scope({**self.values, name: value}, self, name)
        if name in scope.parameters:
            scope.parameters -= {name}
            scope.constants -= {name}
        return scope

    def deeper(self) -> Scope:
        """A scope inside one more quantifier over infinitely many values."""
        scope = Scope(self.values, self)
        scope.depth += 1
        return scope

    def substitute(self, name: Key, value: Any, closed: bool) -> Scope:
        """Bind the variable of a substitution; ``closed``: its value is a constant expression."""
        scope = self.bind(name, value)
        scope.parameters |= {name}
        if closed:
            scope.constants |= {name}
        return scope
