"""Operators and functions: by a rule on the values of their arguments, or by a function of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from derivcheck.algebra.term import Term, call, number, power, rational
from derivcheck.engine.lowering import expectation, relations
from derivcheck.engine.lowering.entrywise import combined
from derivcheck.engine.tensors import blocks, explicit, families
from derivcheck.engine.tensors.axes import start
from derivcheck.engine.tensors.explicit import Tensor
from derivcheck.engine.tensors.families import Family
from derivcheck.engine.tensors.operators import ARITHMETIC, LOGIC, RELATIONS, TENSOR_RULES
from derivcheck.engine.tensors.variables import SIZES, Unsupported
from derivcheck.language import core
from derivcheck.language.core import is_even_power_of_norm

if TYPE_CHECKING:
    from derivcheck.engine.lowering import Lowering


_MOST_FACTORS = 12


def call_(lowering: Lowering, expr: core.Call) -> Tensor:
    own = CALLS.get(expr.op)
    if own is not None:
        return own(lowering, expr)
    values = [lowering.of(a) for a in expr.args]
    rule = ARITHMETIC.get(expr.op)
    return combined(rule or (lambda *parts: call(expr.op, *parts)), values)


def _power(lowering: Lowering, expr: core.Call) -> Tensor:
    """An even power of a norm is one of a sum of squares, which has no kink."""
    base, exponent = expr.args
    if is_even_power_of_norm(expr):
        root = lowering.scalar(base)
        if root.op == "call" and root.args[0] == "sqrt":
            half = lowering.integer(exponent) // 2
            return root.args[1] if half == 1 else power(root.args[1], number(half))
    return combined(power, [lowering.of(base), lowering.of(exponent)])


def _logic(lowering: Lowering, expr: core.Call) -> Term:
    return LOGIC[expr.op](*(lowering.scalar(a) for a in expr.args))


def _constant_tensor(lowering: Lowering, expr: core.Call) -> Tensor:
    """eye, zeros, ones."""
    lengths = tuple(lowering.scalar(a) for a in expr.args)
    filled_with = int(expr.op == "ones")
    if any(rational(n) is None for n in lengths):
        return families.identity(lengths[0]) if expr.op == "eye" else families.filled(lengths, filled_with)
    sizes = tuple(lowering.integer(a) for a in expr.args)
    return explicit.identity(sizes[0]) if expr.op == "eye" else explicit.filled(sizes, filled_with)


def _matrix_power(lowering: Lowering, expr: core.Call) -> Tensor:
    base = lowering.of(expr.args[0])
    if isinstance(base, Family):
        exponent = lowering.scalar(expr.args[1])
        value = rational(exponent)
        if value is not None and (value.denominator != 1 or abs(value) > _MOST_FACTORS):
            raise Unsupported("a power of this many factors is not written out")
        return blocks.matrix_power(base, exponent)
    return explicit.matrix_power(base, lowering.integer(expr.args[1]))


def _tensor_call(lowering: Lowering, expr: core.Call) -> Tensor:
    values = [lowering.of(a) for a in expr.args]
    if any(isinstance(v, Family) for v in values):
        return _family_call(expr, values)
    try:
        found = TENSOR_RULES[expr.op](*values)
    except ValueError as reason:
        raise Unsupported(str(reason)) from None
    while not expr.type.shape and not isinstance(found, Term) and len(found) == 1:
        found = found[0]
    return found


def _family_call(expr: core.Call, values: list[Tensor]) -> Tensor:
    rule = blocks.RULES.get(expr.op)
    if rule is None or not all(isinstance(v, Family) or expr.op == "kron" for v in values):
        raise Unsupported(SIZES)
    found = rule(*values)
    if not expr.type.shape and isinstance(found, Family):
        return found.at(*map(start, found.axes))
    return found


def _eigenvalue(lowering: Lowering, expr: core.Call) -> Term:
    """The largest or smallest eigenvalue of a symmetric 2 x 2 or of a diagonal matrix."""
    matrix = lowering.of(expr.args[0])
    sign = 1 if expr.op == "eigmax" else -1
    unknown = isinstance(matrix, Family) or expr.args[0].type.kind is core.Kind.COMPLEX
    found = None if unknown else explicit.extreme_eigenvalue(matrix, sign, _properties(expr.args[0]))
    if found is None:
        raise Unsupported("eigenvalues of such a matrix are not decided yet")
    return found


def _properties(matrix: core.Expr) -> frozenset[str]:
    return matrix.symbol.properties if isinstance(matrix, core.Variable) else frozenset()


def _determinant(lowering: Lowering, expr: core.Call) -> Tensor:
    value = lowering.of(expr.args[0])
    if not isinstance(value, Family):
        return _tensor_call(lowering, expr)

    def is_invertible(k: int) -> bool:
        return _is_known_invertible(lowering, expr.args[0], k)

    return blocks.determinant(value, is_invertible)


def _is_known_invertible(lowering: Lowering, matrix: core.Expr, k: int) -> bool:
    """Whether a block on the diagonal is a variable whose inverse the claim has anyway, or that is declared so."""
    row = matrix.args[k] if isinstance(matrix, core.Call) and matrix.op == "block" else None
    own = row.items[k] if isinstance(row, core.Array) else None
    return isinstance(own, core.Variable) and own.symbol in lowering.inverted


def _block(lowering: Lowering, expr: core.Call) -> Tensor:
    rows = [[lowering.of(item) for item in row.items] for row in expr.args if isinstance(row, core.Array)]
    if any(isinstance(item, Family) for row in rows for item in row):
        return blocks.block(rows, len(expr.type.shape))
    return explicit.block(rows, len(expr.type.shape))


#: Operators that need more than a rule for numbers, each with its own function.
CALLS: dict[str, Callable[[Any, core.Call], Tensor]] = {
    **dict.fromkeys(LOGIC, _logic),
    **dict.fromkeys(RELATIONS, relations.relation_),
    **dict.fromkeys(TENSOR_RULES, _tensor_call),
    "block": _block,
    "eigmax": _eigenvalue,
    "eigmin": _eigenvalue,
    "det": _determinant,
    **dict.fromkeys(("eye", "zeros", "ones"), _constant_tensor),
    **dict.fromkeys(("Expect", "Var", "Cov"), expectation.expectation),
    "approx": relations.rounded,
    "matpow": _matrix_power,
    "pow": _power,
}
