"""Whether an instance is what the declarations say: shapes, kinds, intervals, properties. All exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flint import fmpq, fmpq_mat

from derivcheck.evaluation.everywhere import holds_everywhere
from derivcheck.evaluation.instance import Gaussian, Instance, Polynomial, Zero, argument_names, has_sizes, key, length
from derivcheck.evaluation.values.positivity import is_semidefinite
from derivcheck.evaluation.values.tensor import entries, rank
from derivcheck.language.core import Axis, FunctionType, Kind, Symbol, Type


def satisfies(symbols: Sequence[Symbol], instance: Instance) -> bool:
    """Whether every symbol has a value that its declaration allows; False also where that is not checked."""
    return all(admits(symbol, instance) for symbol in symbols)


def admits(symbol: Symbol, instance: Instance) -> bool:
    if not has_sizes(symbol, instance.sizes):
        return False
    if symbol.law is not None:
        from derivcheck.evaluation.laws.supports import allowed

        return allowed(symbol, instance)
    if isinstance(symbol.type, FunctionType):
        return _function_admitted(symbol, symbol.type, instance.functions.get(key(symbol)), instance.sizes)
    if symbol.type.kind is Kind.SIZE and not symbol.type.shape:
        return symbol.name in instance.sizes
    value = instance.values.get(key(symbol))
    return value is not None and _value_admitted(symbol, symbol.type, value, instance.sizes)


def _value_admitted(symbol: Symbol, type_: Type, value: Any, sizes: Mapping[str, int]) -> bool:
    return (
        _has_shape(value, type_.shape, sizes)
        and all(_of_kind(x, type_.kind) for x in entries(value))
        and (symbol.within is None or all(_within(x, symbol.within) for x in entries(value)))
        and _on_axis(value, symbol.axis, sizes)
        and all(has_property(value, name) for name in symbol.properties)
    )


def _function_admitted(
    symbol: Symbol, type_: FunctionType, function: Polynomial | None, sizes: Mapping[str, int]
) -> bool:
    """Polynomials are smooth functions to the reals; of what is said of the values, only properties are checked."""
    return (
        function is not None
        and function.variables == argument_names(type_, sizes)
        and (type_.result.kind is Kind.COMPLEX or (type_.result.kind is Kind.REAL and not _complex_arguments(type_)))
        and all(holds_everywhere(function, name) for name in symbol.properties)
        and symbol.within is None
        and _has_shape(function.terms, type_.result.shape, sizes)
    )


def _complex_arguments(type_: FunctionType) -> bool:
    return any(argument.kind is Kind.COMPLEX for argument in type_.arguments)


def _has_shape(value: Any, axes: Sequence[Axis], sizes: Mapping[str, int]) -> bool:
    if not axes:
        return type(value) is not tuple
    if type(value) is not tuple:
        return False
    count = length(axes[0], sizes)
    return (count is None or len(value) == count) and all(_has_shape(item, axes[1:], sizes) for item in value)


def _is_rational(x: Any) -> bool:
    return type(x) is fmpq


def _is_whole(x: Any) -> bool:
    return type(x) is fmpq and x.q == 1


#: What is asked of every entry. The sign is that of the numerator, which is quicker to look at.
_KINDS: dict[Kind, Callable[[Any], bool]] = {
    Kind.REAL: _is_rational,
    Kind.COMPLEX: lambda x: _is_rational(x) or type(x) is Gaussian,
    Kind.POSITIVE: lambda x: _is_rational(x) and x.p > 0,
    Kind.NONNEGATIVE: lambda x: _is_rational(x) and x.p >= 0,
    Kind.NONZERO: lambda x: _is_rational(x) and bool(x),
    Kind.INTEGER: _is_whole,
    Kind.NATURAL: lambda x: _is_whole(x) and x.p >= 0,
    Kind.SIZE: lambda x: _is_whole(x) and x.p >= 1,
    Kind.BOOLEAN: lambda x: False,
}


def _of_kind(x: Any, kind: Kind) -> bool:
    if type(x) is Zero:
        ends = not kind.integral and _of_kind(x.low, kind) and _of_kind(x.high, kind)
        return ends and (kind is not Kind.NONZERO or bool(x.low * x.high > 0))
    return _KINDS[kind](x)


def _within(x: Any, interval: tuple[Any, Any]) -> bool:
    """Inside an open interval; None is unbounded."""
    if type(x) is Zero:
        return _within(x.low, interval) and _within(x.high, interval)
    low, high = interval
    return (low is None or bool(x > fmpq(low.numerator, low.denominator))) and (
        high is None or bool(x < fmpq(high.numerator, high.denominator))
    )


def _on_axis(value: Any, axis: Axis | None, sizes: Mapping[str, int]) -> bool:
    if axis is None:
        return True
    first = axis.first.at(sizes)
    if type(value) is not fmpq or value.q != 1 or value < first:
        return False
    return axis.last is None or bool(value <= axis.last.at(sizes))


def has_property(value: Any, name: str) -> bool:
    """Whether an exact vector or matrix has a declared property; False for a property that is not known."""
    if name == "zero_outside":
        return True
    if name == "one_hot":
        return rank(value) == 1 and sorted(value) == [fmpq(0)] * (len(value) - 1) + [fmpq(1)]
    if rank(value) != 2 or any(len(row) != len(value) for row in value):
        return False
    if any(type(x) is not fmpq for x in entries(value)):
        return False
    return _matrix_property(fmpq_mat([list(row) for row in value]), len(value), name)


def _matrix_property(matrix: Any, n: int, name: str) -> bool:
    symmetric = bool(matrix == matrix.transpose())
    match name:
        case "symmetric":
            return symmetric
        case "orthogonal":
            return bool(matrix * matrix.transpose() == fmpq_mat([[int(i == j) for j in range(n)] for i in range(n)]))
        case "invertible":
            return bool(matrix.det() != 0)
        case "diagonal":
            return all(not matrix[i, j] for i in range(n) for j in range(n) if i != j)
        case "positive_semidefinite":
            return symmetric and is_semidefinite(matrix)
        case "positive_definite":
            return symmetric and bool(matrix.det() > 0) and is_semidefinite(matrix)
    return False
