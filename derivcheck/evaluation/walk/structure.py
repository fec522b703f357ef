"""Entries, arrays, tables, sums, substitutions, recursions and quantifiers over finite ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flint import fmpq

from derivcheck.evaluation.errors import EvaluationError, TooLarge, Undefined, Unsupported
from derivcheck.evaluation.functions.choices import maximum, minimum
from derivcheck.evaluation.instance import Polynomial, key, shape_at
from derivcheck.evaluation.values.jet import Jet, add, multiply
from derivcheck.evaluation.values.scalar import ONE, ZERO, integer
from derivcheck.evaluation.values.tensor import Tensor, build, entrywise
from derivcheck.evaluation.walk import quantifiers
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.evaluation.walk.series import endless_product, series
from derivcheck.language import core
from derivcheck.language.core import Axis, Expr, Symbol

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

MAX_TERMS = 20_000
MAX_RECURSION = 2_000
MAX_ENTRIES = 20_000


def index_value(evaluator: Evaluator, node: Expr, scope: Scope) -> int:
    """The integer that an index expression is at the instance."""
    # Most indices are names: to look one up is quicker than to look for where it was looked up before.
    value: Any = scope.values.get(key(node.symbol)) if type(node) is core.Variable else None
    if type(value) is fmpq and value.q == 1:
        return int(value.p)
    value = evaluator.value(node, scope)
    if type(value) is Jet:
        raise Unsupported("a derivative with respect to an index")
    number = integer(value)
    if number is None:
        raise Undefined("an index that is not an integer")
    return number


def axis_range(evaluator: Evaluator, axis: Axis) -> range:
    """The indices of a finite axis at the instance."""
    first, count = evaluator.extent(axis)
    if count is None:
        raise Unsupported("an endless axis")
    if count > MAX_ENTRIES:
        raise TooLarge("an axis of too many entries")
    return range(first, first + count)


def position(evaluator: Evaluator, axes: Sequence[Axis], indices: Sequence[int]) -> tuple[int, ...] | None:
    """Where an entry stands, counted from 0; None if it is outside the axes."""
    result = []
    for axis, index in zip(axes, indices, strict=False):
        _, first, count = evaluator.extents.get(id(axis)) or evaluator.measured(axis)
        place = index - first
        if place < 0 or (count is not None and place >= count):
            return None
        result.append(place)
    return tuple(result)


def _entry(evaluator: Evaluator, node: core.Entry, scope: Scope) -> Tensor:
    indices = [index_value(evaluator, i, scope) for i in node.indices]
    tensor = node.tensor
    place = position(evaluator, tensor.type.shape, indices)
    if place is None:
        if isinstance(tensor, core.Variable) and "zero_outside" in tensor.symbol.properties:
            return ZERO
        raise Undefined("an index outside its axis")
    if isinstance(tensor, core.Table) and len(indices) == len(tensor.indices):
        return evaluator.value(tensor.body, _bound(tensor.indices, indices, scope))
    value: Any = tensor
    while isinstance(value, core.Array) and place:
        value, place = value.items[place[0]], place[1:]
    value = evaluator.value(value, scope)
    for k in place:
        if k >= len(value):
            raise Unsupported("a sequence at an index for which the instance has no value")
        value = value[k]
    return value


def _bound(symbols: Sequence[Symbol], numbers: Sequence[int], scope: Scope) -> Scope:
    for symbol, number in zip(symbols, numbers, strict=True):
        scope = scope.bind(key(symbol), fmpq(number))
    return scope


def _array(evaluator: Evaluator, node: core.Array, scope: Scope) -> Tensor:
    return tuple(evaluator.value(item, scope) for item in node.items)


def _table(evaluator: Evaluator, node: core.Table, scope: Scope) -> Tensor:
    return _rows(evaluator, node, node.type.shape, node.indices, scope)


def _rows(
    evaluator: Evaluator, node: core.Table, axes: Sequence[Axis], symbols: Sequence[Symbol], scope: Scope
) -> Tensor:
    if not symbols:
        return evaluator.value(node.body, scope)
    first, *rest = symbols
    return tuple(
        _rows(evaluator, node, axes[1:], rest, scope.bind(key(first), fmpq(k))) for k in axis_range(evaluator, axes[0])
    )


def _sigma(evaluator: Evaluator, node: core.Sigma, scope: Scope) -> Tensor:
    lower = index_value(evaluator, node.lower, scope)
    if isinstance(node.upper, core.Constant) and node.upper.name == "oo":
        return (series if node.op == "Sum" else endless_product)(evaluator, node, lower, scope)
    upper = index_value(evaluator, node.upper, scope)
    if upper - lower >= MAX_TERMS:
        raise TooLarge("a sum of too many terms")
    name = key(node.index)
    if node.op in ("Max", "Min"):
        return _extremum(evaluator, node, range(lower, upper + 1), scope)
    combine, unit = (add, ZERO) if node.op == "Sum" else (multiply, ONE)
    result: Tensor = build(shape_at(node.type, evaluator.sizes), lambda at: unit)
    for k in range(lower, upper + 1):
        term = evaluator.value(node.body, scope.bind(name, fmpq(k)))
        result = entrywise(combine, [result, term]) if type(term) is tuple else combine(result, term)
    return result


def _extremum(evaluator: Evaluator, node: core.Sigma, indices: range, scope: Scope) -> Tensor:
    if not indices:
        raise Undefined("the largest of no numbers")
    values = [evaluator.value(node.body, scope.bind(key(node.index), fmpq(k))) for k in indices]
    return maximum(*values) if node.op == "Max" else minimum(*values)


def _substitution(evaluator: Evaluator, node: core.Substitution, scope: Scope) -> Tensor:
    value = evaluator.value(node.value, scope)
    inner = scope.substitute(key(node.variable), value, evaluator.closed(node.value, scope))
    return evaluator.value(node.body, inner)


def _apply(evaluator: Evaluator, node: core.Apply, scope: Scope) -> Tensor:
    function = scope.values.get(key(node.function))
    if isinstance(function, Unrolled):
        return function.term(index_value(evaluator, node.args[0], scope))
    if not isinstance(function, Polynomial):
        raise Unsupported(f"no value for the function {node.function.name}")
    return function([evaluator.value(argument, scope) for argument in node.args])


class Unrolled:
    """A recursively defined sequence in one scope, with the terms that are known."""

    def __init__(self, evaluator: Evaluator, node: core.Recursion, scope: Scope) -> None:
        self._evaluator = evaluator
        self._node = node
        self._scope = scope.bind(key(node.name), self)
        self._base = dict(node.base)
        self._terms: dict[int, Tensor] = {}
        self._pending: set[int] = set()

    def term(self, n: int) -> Tensor:
        """The n-th term; earlier ones are worked out from the base upwards, so nothing recurses deeply."""
        if n not in self._terms:
            self._terms[n] = self._compute(n)
        return self._terms[n]

    def _compute(self, n: int) -> Tensor:
        if n in self._base:
            return self._evaluator.value(self._base[n], self._scope)
        if n < min(self._base, default=n):
            raise Undefined("a recursion below its base")
        if n in self._pending:
            raise Undefined("a recursion that needs itself")
        self._pending.add(n)
        try:
            inner = self._scope.bind(key(self._node.parameter), fmpq(n))
            return self._evaluator.value(self._node.step, inner)
        finally:
            self._pending.discard(n)

    def up_to(self, n: int) -> Tensor:
        start = min(self._base, default=n)
        if n - start > MAX_RECURSION:
            raise TooLarge("a recursion of too many steps")
        for k in range(start, n):
            try:
                self.term(k)
            except EvaluationError:
                continue  # a term that the n-th may not need; if it does, it fails there
        return self.term(n)


def _recursion(evaluator: Evaluator, node: core.Recursion, scope: Scope) -> Tensor:
    return Unrolled(evaluator, node, scope).up_to(index_value(evaluator, node.index, scope))


def _quantified(evaluator: Evaluator, node: core.Quantified, scope: Scope) -> bool:
    """Over finite index ranges, decided as soon as one index decides; over other values by looking at some."""
    if not node.variables:
        return evaluator.holds(node.body, scope)
    first = node.variables[0]
    if not quantifiers.is_finite(first):
        return quantifiers.quantified(evaluator, node, scope)
    assert first.axis is not None, "it is finite"
    rest = core.Quantified(node.op, node.variables[1:], node.body, type=node.type, span=node.span)
    decisive = node.op == "Exists"
    trouble: EvaluationError | None = None
    for k in axis_range(evaluator, first.axis):
        try:
            if _quantified(evaluator, rest, scope.bind(key(first), fmpq(k))) is decisive:
                return decisive
        except EvaluationError as error:
            trouble = error
    if trouble is not None:
        raise trouble
    return not decisive


def _unsupported(evaluator: Evaluator, node: Any, scope: Scope) -> Any:
    raise Unsupported(f"{type(node).__name__} is not evaluated directly")


HANDLERS: dict[type, Any] = {
    core.Entry: _entry,
    core.Array: _array,
    core.Table: _table,
    core.Sigma: _sigma,
    core.Substitution: _substitution,
    core.Apply: _apply,
    core.Recursion: _recursion,
    core.Quantified: _quantified,
    core.Limit: _unsupported,
    core.Integral: _unsupported,
    core.Predicate: quantifiers.predicate,
}
