"""The walk over an expression at an instance: every node gets its value once in every scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flint import acb, arb, fmpq

from derivcheck.evaluation.errors import TooLarge, Unsupported
from derivcheck.evaluation.instance import Gaussian, Instance, Key, Power, Zero, key, length
from derivcheck.evaluation.laws import expectation
from derivcheck.evaluation.values.jet import Tag
from derivcheck.evaluation.walk import calculus, calls, gradients, integrals, limits, relations, structure, zeros
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Axis, Expr

#: Nodes evaluated in all before an evaluation is given up as too long.
MAX_STEPS = 400_000

Handler = Callable[["Evaluator", Any, Scope], Any]


class Evaluator:
    """One instance at one precision. The precision in force must not change while it is used."""

    def __init__(self, instance: Instance, numbering: Numbering | None = None, max_steps: int = MAX_STEPS) -> None:
        self.instance = instance
        self.sizes = instance.sizes
        self.numbering = numbering if numbering is not None else Numbering()
        self._readings = self.numbering.readings
        self.steps = max_steps
        self._numbers = 0
        self.perturbations = 0  # how many derivatives are being worked out around what is evaluated
        #: By the identity of an axis, which is kept: its first index and how many there are, None if it is endless.
        self.extents: dict[int, tuple[Axis, int, int | None]] = {}
        values: dict[Key, Any] = {
            name: value if type(value) is fmpq else _prepared(value)
            for name, value in instance.values.items()
            if type(value) is not Zero
        }
        values.update(instance.functions)
        self.root = Scope(values)
        #: Pairs of nodes, by their numbers, that are equal because a value was chosen so.
        self._equal: set[tuple[int, int]] = set()
        for name, value in instance.values.items():
            if type(value) is Zero:
                self._place(name, value)

    def value(self, node: Expr, scope: Scope) -> Any:
        """The value of a node: a scalar, a jet, a nested tuple, or a bool for a statement.

        Raises Undefined, Unresolved (also Unsupported, TooLarge), and Crossing inside of derivatives.
        """
        number, free, handler = self._readings.get(id(node)) or self._read(node)
        while scope.key not in free and scope.parent is not None:
            scope = scope.parent  # the scope that binds what it depends on: there it is kept
        found = scope.memo.get(number)
        if found is not None:
            return found
        self.steps -= 1
        if self.steps < 0:
            raise TooLarge("an evaluation of too many steps")
        result = handler(self, node, scope)
        scope.memo[number] = result
        return result

    def _place(self, name: Key, zero: Zero) -> None:
        """Give a name its value, and remember what is equal there."""
        found = zeros.enclosure(self, name, zero)
        self.root.values[name] = found
        left, right = self.numbering(zero.left), self.numbering(zero.right)
        self._equal.update(((left, right), (right, left)))
        if isinstance(zero.right, core.Number) and not zero.right.value:
            self.root.memo[left] = fmpq(0)

    def is_equal(self, left: Expr, right: Expr, scope: Scope) -> bool:
        """Whether two nodes are equal, where both have a value, because one of the instance was chosen so."""
        if not self._equal or (self.numbering(left), self.numbering(right)) not in self._equal:
            return False
        free = self.numbering.free(left) | self.numbering.free(right)
        while scope.key not in free and scope.parent is not None:
            scope = scope.parent
        return scope is self.root

    def _read(self, node: Expr) -> tuple[int, frozenset[Key], Handler]:
        """What `value` needs to know of a node that was not met before."""
        handler = CALLS.get(node.op, calls.scalar_function) if type(node) is core.Call else HANDLERS[type(node)]
        found = self._readings[id(node)] = (*self.numbering.of(node), handler)  # the numbering keeps the node alive
        return found

    def holds(self, node: Expr, scope: Scope) -> bool:
        """The truth of a statement, rigorous; raises as `value`."""
        result = self.value(node, scope)
        if type(result) is not bool:
            raise Unsupported("a number where a statement is needed")
        return result

    @contextmanager
    def perturbed(self, order: int, complex_: bool = False) -> Iterator[Tag]:
        """While it is entered there is a perturbation, further in than all others."""
        self._numbers += 1
        self.perturbations += 1
        try:
            yield Tag(self._numbers, order, 0, complex_)
        finally:
            self.perturbations -= 1

    def extent(self, axis: Axis) -> tuple[int, int | None]:
        """The first index of an axis at the instance and how many there are, None if it is endless."""
        return (self.extents.get(id(axis)) or self.measured(axis))[1:]

    def measured(self, axis: Axis) -> tuple[Axis, int, int | None]:
        """An axis that was not met before, with its extent."""
        found = self.extents[id(axis)] = (axis, axis.first.at(self.sizes), length(axis, self.sizes))
        return found

    def closed(self, node: Expr, scope: Scope) -> bool:
        """Whether a node is a constant expression, through substitutions too."""
        return self.numbering.free(node) <= scope.constants


def _prepared(value: Any) -> Any:
    if type(value) is tuple:
        return tuple([item if type(item) is fmpq else _prepared(item) for item in value])
    return value.ball() if type(value) in (Gaussian, Power) else value


def _number(evaluator: Evaluator, node: core.Number, scope: Scope) -> Any:
    return fmpq(node.value.numerator, node.value.denominator)


_CONSTANTS: dict[str, Callable[[], Any]] = {
    "pi": arb.pi,
    "E": arb.const_e,
    "EulerGamma": arb.const_euler,
    "Catalan": arb.const_catalan,
    "GoldenRatio": lambda: (1 + arb(5).sqrt()) / 2,
    "I": lambda: acb(0, 1),
    "true": lambda: True,
    "false": lambda: False,
}


def _constant(evaluator: Evaluator, node: core.Constant, scope: Scope) -> Any:
    if node.name not in _CONSTANTS:
        raise Unsupported(f"the constant {node.name} as a value")
    return _CONSTANTS[node.name]()


def _variable(evaluator: Evaluator, node: core.Variable, scope: Scope) -> Any:
    symbol = node.symbol
    value = scope.values.get(key(symbol))
    if isinstance(symbol.type, core.FunctionType):
        raise Unsupported(f"the function {symbol.name} as a value")
    if value is not None:
        return value
    if value is None and symbol.type.kind is core.Kind.SIZE and symbol.name in evaluator.sizes:
        return fmpq(evaluator.sizes[symbol.name])
    raise Unsupported(f"no value for {symbol.name}")


CALLS: dict[str, Handler] = {**calls.HANDLERS, **relations.HANDLERS, **expectation.HANDLERS, **limits.CALLS}

HANDLERS: dict[type, Handler] = {
    core.Number: _number,
    core.Constant: _constant,
    core.Variable: _variable,
    **structure.HANDLERS,
    **calculus.HANDLERS,
    **gradients.HANDLERS,
    **limits.HANDLERS,
    **integrals.HANDLERS,
}
