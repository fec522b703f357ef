"""Operators and functions: arithmetic, powers by their conventions, choices, matrix algebra."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flint import acb, fmpq

from derivcheck.evaluation.errors import Overlapping, TooLarge, Undefined, Unresolved, Unsupported
from derivcheck.evaluation.functions.elementary import general_exponent, integral_exponent, rational_exponent
from derivcheck.evaluation.functions.table import FUNCTIONS
from derivcheck.evaluation.instance import shape_at
from derivcheck.evaluation.search import random_polynomial
from derivcheck.evaluation.search.random_polynomial import RandomPolynomial
from derivcheck.evaluation.values import matrices, tensor
from derivcheck.evaluation.values.expansion import Expansion
from derivcheck.evaluation.values.jet import Jet, Value, add, divide, multiply, power, subtract
from derivcheck.evaluation.values.scalar import ONE, ZERO, complex_ball, complex_power, integer, sign
from derivcheck.evaluation.values.tensor import Tensor, entrywise
from derivcheck.evaluation.walk.scope import Scope
from derivcheck.language import core
from derivcheck.language.core import Kind, is_even_power_of_norm

if TYPE_CHECKING:
    from derivcheck.evaluation.walk.evaluator import Evaluator

Handler = Callable[["Evaluator", core.Call, Scope], Any]


def _arguments(evaluator: Evaluator, node: core.Call, scope: Scope) -> list[Tensor]:
    return [evaluator.value(argument, scope) for argument in node.args]


def _in_complex_mode(node: core.Call) -> bool:
    return any(argument.type.kind is Kind.COMPLEX for argument in node.args)


def scalar_function(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    """A function of the table, entrywise; complex where an argument is of complex kind."""
    function = FUNCTIONS.get(node.op)
    if function is None:
        raise Unsupported(f"the function {node.op} is not evaluated")
    arguments = _arguments(evaluator, node, scope)
    if len(arguments) == 1 and type(arguments[0]) is RandomPolynomial:
        found = random_polynomial.function(node.op, arguments[0])
        return function(arguments[0]) if found is None else found
    if not _in_complex_mode(node):
        return entrywise(function, arguments)
    if node.op in _COMPLEX_BRANCHES:
        return entrywise(function, [entrywise(_complexified, [a]) for a in arguments])
    try:
        return entrywise(function, arguments)
    except Undefined as error:
        raise Unsupported(f"{error}, unless it counts as a complex number") from None


#: Functions whose real domain is smaller than their complex one.
_COMPLEX_BRANCHES = frozenset({"log", "sqrt"})


def _complexified(value: Value) -> Value:
    if type(value) is Jet:
        first, *rest = value.coefficients
        return Jet(value.tag, [_complexified(first), *rest])
    return complex_ball(value) if sign_of_real(value) != 1 else value


def sign_of_real(value: Value) -> int | None:
    return None if type(value) is acb else sign(value)


def _fold(operation: Callable[[Value, Value], Value]) -> Handler:
    def handler(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
        result, *rest = [evaluator.value(argument, scope) for argument in node.args]
        for value in rest:
            if type(result) is tuple or type(value) is tuple:
                result = entrywise(operation, [result, value])
            else:
                result = operation(result, value)
        return result

    return handler


def _neg(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    return entrywise(lambda x: -x, _arguments(evaluator, node, scope))


def _pow(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    if is_even_power_of_norm(node):
        return _power_of_norm(evaluator, node, scope)
    base, exponent = _arguments(evaluator, node, scope)
    written = node.args[1]
    rule = _power_rule(evaluator, node, exponent, written, scope)
    return entrywise(rule, [base, exponent])


def _power_of_norm(evaluator: Evaluator, node: core.Call, scope: Scope) -> Value:
    norm, exponent = node.args
    assert isinstance(norm, core.Call)
    assert isinstance(exponent, core.Number)
    (inside,) = _arguments(evaluator, norm, scope)
    return power(tensor.squared_norm(inside), int(exponent.value) // 2)


def _power_rule(
    evaluator: Evaluator, node: core.Call, exponent: Tensor, written: core.Expr, scope: Scope
) -> Callable[[Value, Value], Value]:
    if written.type.kind.integral:
        return _integral_power
    if _in_complex_mode(node):
        return _complex_power
    if type(exponent) is fmpq and (type(written) is core.Number or evaluator.closed(written, scope)):
        return _constant_power
    if evaluator.numbering.free(written) & scope.parameters:
        return _parameter_power
    return general_exponent


def _constant_power(base: Value, exponent: Any) -> Value:
    if exponent.q == 1:
        return power(base, int(exponent.p))
    return rational_exponent(base, exponent)


def _integral_power(base: Value, exponent: Value) -> Value:
    if type(exponent) is Jet:
        raise Unsupported("a derivative with respect to an integer exponent")
    if type(exponent) is Expansion:
        return integral_exponent(base, exponent)
    if type(exponent) is not fmpq and type(base) is not Jet and sign(base) == 1:
        return general_exponent(base, exponent)
    number = integer(exponent)
    if number is None:
        raise Unsupported("an exponent that should be an integer")
    return power(base, number)


def _complex_power(base: Value, exponent: Value) -> Value:
    if type(exponent) is fmpq and exponent.q == 1:
        return power(base, int(exponent.p))
    if type(base) is Jet or type(exponent) is Jet:
        return FUNCTIONS["exp"](multiply(exponent, FUNCTIONS["log"](_complexified(base))))
    return complex_power(base, exponent)


def _parameter_power(base: Value, exponent: Value) -> Value:
    """An exponent that depends on what a definition was called with: the convention may be a wider one."""
    try:
        return general_exponent(base, exponent)
    except Undefined as error:
        raise Unresolved(f"{error}, if the exponent counts as a variable") from None


def _piecewise(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    """The first branch whose condition holds."""
    for value, condition in zip(node.args[::2], node.args[1::2], strict=True):
        if _decided(evaluator, condition, scope):
            return evaluator.value(value, scope)
    raise Undefined("no condition of a Piecewise holds")


def _indicator(evaluator: Evaluator, node: core.Call, scope: Scope) -> Value:
    return ONE if _decided(evaluator, node.args[0], scope) else ZERO


def _decided(evaluator: Evaluator, condition: core.Expr, scope: Scope) -> bool:
    """The truth of a condition inside a number; an overlap there says nothing about the number itself."""
    try:
        return evaluator.holds(condition, scope)
    except Overlapping as error:
        raise Unresolved(str(error)) from None


def _matmul(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    left, right = _arguments(evaluator, node, scope)
    result = matrices.product(tensor.as_matrix(left), tensor.as_matrix(right))
    return tensor.shaped(result, len(node.type.shape))


def _transpose(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    (argument,) = _arguments(evaluator, node, scope)
    if type(argument) is not tuple:
        return argument
    return tensor.shaped(tensor.transpose(tensor.as_matrix(argument)), len(node.type.shape))


def _on_matrix(function: Callable[..., Tensor]) -> Handler:
    def handler(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
        arguments = _arguments(evaluator, node, scope)
        if type(arguments[0]) is not tuple:
            raise Unsupported(f"{node.op} of a scalar")
        return function(*arguments)

    return handler


def _kronecker(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    left, right = map(tensor.as_matrix, _arguments(evaluator, node, scope))
    return tensor.shaped(tensor.kronecker(left, right), len(node.type.shape))


def _vectors(function: Callable[..., Tensor]) -> Handler:
    """Functions of vectors, which may also be written as rows or one-column matrices."""

    def handler(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
        return function(*[list(tensor.entries(a)) for a in _arguments(evaluator, node, scope)])

    return handler


def _filled(item: Callable[[tuple[int, ...]], Value]) -> Handler:
    def handler(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
        return tensor.build(shape_at(node.type, evaluator.sizes), item)

    return handler


def _block(evaluator: Evaluator, node: core.Call, scope: Scope) -> Tensor:
    """The blocks of every row side by side, and the rows below one another."""
    rows: list[tuple[Value, ...]] = []
    for blocks in node.args:
        assert isinstance(blocks, core.Array)
        values = [evaluator.value(b, scope) for b in blocks.items]
        parts = [tensor.as_matrix(v) if type(v) is tuple else ((v,),) for v in values]
        rows += [tuple(x for line in lines for x in line) for lines in zip(*parts, strict=True)]
    return tensor.shaped(tuple(rows), len(node.type.shape))


def _check_small(n: int) -> None:
    if n > 64:
        raise TooLarge("a large matrix")


def _determinant(matrix: Tensor) -> Value:
    _check_small(len(matrix))
    return matrices.determinant(matrix)


def _inverse(matrix: Tensor) -> Tensor:
    _check_small(len(matrix))
    return matrices.inverse(matrix)


HANDLERS: dict[str, Handler] = {
    "neg": _neg,
    "add": _fold(add),
    "sub": _fold(subtract),
    "mul": _fold(multiply),
    "div": _fold(divide),
    "pow": _pow,
    "piecewise": _piecewise,
    "indicator": _indicator,
    "matmul": _matmul,
    "transpose": _transpose,
    "inverse": _on_matrix(_inverse),
    "matpow": _on_matrix(tensor.matrix_power),
    "det": _on_matrix(_determinant),
    "trace": _on_matrix(tensor.trace),
    "eigmax": _on_matrix(lambda m: tensor.extreme_eigenvalue(m, True)),
    "eigmin": _on_matrix(lambda m: tensor.extreme_eigenvalue(m, False)),
    "diag": _on_matrix(tensor.diagonal),
    "vec": _on_matrix(tensor.stacked),
    "kron": _kronecker,
    "eye": _filled(lambda at: ONE if at[0] == at[1] else ZERO),
    "zeros": _filled(lambda at: ZERO),
    "ones": _filled(lambda at: ONE),
    "norm": lambda e, n, s: tensor.norm(_arguments(e, n, s)[0]),
    "inner": lambda e, n, s: tensor.inner(*_arguments(e, n, s)),
    "outer": _vectors(tensor.outer),
    "softmax": _on_matrix(tensor.softmax),
    "logsumexp": lambda e, n, s: tensor.logsumexp(_arguments(e, n, s)[0]),
    "block": _block,
}
