"""Arithmetic: ``+ - * / ** @`` and the transpose, with their rules about shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, Kind, Type
from derivcheck.language.elaboration import kinds, shapes
from derivcheck.language.elaboration.context import Context, error
from derivcheck.language.source import Span

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "**", "matmul": "@"}


def operation(node: syntax.Operation, context: Context) -> Expr:
    """An arithmetic operation. Raises LanguageError where shapes do not fit."""
    return _RULES[node.op](node, context.values(node.operands), context)


def both(parts: Sequence[Expr], context: Context) -> str:
    """What met: each part with its shape."""
    return ", ".join(f"{context.text(p.span)} {shapes.describe(p.type)}" for p in parts)


def agreed(parts: Sequence[Expr], context: Context, span: Span, hint: str | None = None) -> Type:
    """The common shape of tensors, with the kind of none in particular. Raises LanguageError if there is none."""
    first = parts[0]
    explicit = isinstance(first, core.Array)
    chosen = first.type
    for part in parts[1:]:
        if not shapes.same(first.type, part.type):
            raise error(both([first, part], context), span, hint or _mismatch_hint(first.type, part.type))
        if isinstance(part, core.Array):
            continue
        if explicit:
            chosen, explicit = part.type, False
        elif shapes.offset(chosen, part.type):
            message = f"{context.text(first.span)} and {context.text(part.span)} are counted from different numbers"
            raise error(message, span, "declare both with the same bounds")
    return chosen


def _mismatch_hint(left: Type, right: Type) -> str | None:
    if {len(left.shape), len(right.shape)} == {1, 2} and (left.row or right.row):
        return "a vector is a column: transpose one of them with .T"
    return None


def _sum(node: syntax.Operation, parts: list[Expr], context: Context) -> Expr:
    tensors = [p for p in parts if p.type.shape]
    kind = kinds.joined(kinds.kinds_of(parts))
    if node.op == "sub":
        kind = kinds.signed([kind])
    if not tensors:
        return core.Call(node.op, tuple(parts), type=Type(kind), span=node.span)
    scalars = [p for p in parts if not p.type.shape]
    if scalars:
        ones = ", ".join(str(a.length) for a in tensors[0].type.shape)
        scalar = context.text(scalars[0].span)[1:-1]
        hint = f"a number is not added to a tensor: write {scalar}*ones({ones})"
        raise error(both(sorted([scalars[0], tensors[0]], key=lambda p: p.span.start), context), node.span, hint)
    shape = agreed(parts, context, node.span)
    return core.Call(node.op, tuple(parts), type=_typed(kind, shape, parts), span=node.span)


def _typed(kind: Kind, shape: Type, parts: Sequence[Expr]) -> Type:
    row = bool(shape.shape) and all(p.type.row for p in parts if p.type.shape)
    return Type(kind, shape.shape, row)


def _product(node: syntax.Operation, parts: list[Expr], context: Context) -> Expr:
    tensors = [p for p in parts if p.type.shape]
    kind = kinds.joined(kinds.kinds_of(parts))
    if not tensors:
        return core.Call("mul", tuple(parts), type=Type(kind), span=node.span)
    hint = None
    if any(not shapes.same(tensors[0].type, t.type) for t in tensors):
        hint = "`*` is entrywise; the matrix product is written `@`"
    shape = agreed(tensors, context, node.span, hint)
    return core.Call("mul", tuple(parts), type=_typed(kind, shape, tensors), span=node.span)


def _quotient(node: syntax.Operation, parts: list[Expr], context: Context) -> Expr:
    above, below = parts
    kind = kinds.at_least_real(kinds.kinds_of(parts))
    if shapes.is_matrix(below.type) and not above.type.shape and not below.type.row:
        hint = "write inv(A), or ones(m, n)/A for an entrywise quotient"
        raise error(both([above, below], context), node.span, hint)
    tensors = [p for p in parts if p.type.shape]
    if not tensors:
        return core.Call("div", (above, below), type=Type(kind), span=node.span)
    shape = agreed(tensors, context, node.span, "`/` is entrywise; a matrix is inverted by inv(A)")
    return core.Call("div", (above, below), type=_typed(kind, shape, tensors), span=node.span)


def _power(node: syntax.Operation, parts: list[Expr], context: Context) -> Expr:
    base, exponent = parts
    tensors = [p for p in parts if p.type.shape]
    if shapes.is_matrix(base.type) and not base.type.row and not exponent.type.shape:
        return _matrix_power(node, base, exponent, context)
    if not tensors:
        return core.Call("pow", (base, exponent), type=Type(kinds.power(base, exponent)), span=node.span)
    if any(shapes.is_matrix(t.type) and not t.type.row for t in tensors):
        raise error(both([base, exponent], context), node.span, "a power has a number as exponent")
    shape = agreed(tensors, context, node.span)
    type = _typed(kinds.power(base, exponent), shape, tensors)
    return core.Call("pow", (base, exponent), type=type, span=node.span)


def _matrix_power(node: syntax.Operation, base: Expr, exponent: Expr, context: Context) -> Expr:
    if not shapes.is_square(base.type):
        hint = "only a square matrix has powers; entrywise, write A*A"
        raise error(both([base], context), node.span, hint)
    if not exponent.type.kind.integral:
        raise error(f"the exponent {context.text(exponent.span)} of a matrix must be an integer", exponent.span)
    if isinstance(exponent, core.Call) and exponent.op == "neg":
        one = exponent.args[0]
        if isinstance(one, core.Number) and one.value == 1:
            return inverse(base, node.span)
    kind = kinds.joined([base.type.kind]) if exponent.type.kind is Kind.NATURAL else Kind.REAL
    kind = kinds.at_least_real([base.type.kind]) if not kind.integral else kind
    return core.Call("matpow", (base, exponent), type=Type(kind, base.type.shape), span=node.span)


def inverse(base: Expr, span: Span) -> Expr:
    type = Type(kinds.at_least_real([base.type.kind]), base.type.shape)
    return core.Call("inverse", (base,), type=type, span=span)


def _negative(node: syntax.Operation, parts: list[Expr], context: Context) -> Expr:
    (part,) = parts
    type = Type(kinds.signed([part.type.kind]), part.type.shape, part.type.row)
    return core.Call("neg", (part,), type=type, span=node.span)


def _matrix_product(node: syntax.Operation, parts: list[Expr], context: Context) -> Expr:
    left, right = parts
    kind = kinds.joined(kinds.kinds_of(parts))
    for part in parts:
        if len(part.type.shape) > 2:
            raise error(f"`@` is for vectors and matrices: {both([part], context)}", node.span, "write a Sum")
        if not part.type.shape:
            hint = f"write {context.text(left.span)[1:-1]} * {context.text(right.span)[1:-1]}"
            raise error(f"`@` is for vectors and matrices: {both(parts, context)}", node.span, hint)
    inner_left = left.type.shape[1] if shapes.is_matrix(left.type) else shapes.ONE
    inner_right = right.type.shape[0]
    if inner_left.length is None or inner_left.length != inner_right.length:
        raise error(both(parts, context), node.span, _product_hint(left, right, context))
    return core.Call("matmul", (left, right), type=_product_type(kind, left.type, right.type), span=node.span)


def _product_type(kind: Kind, left: Type, right: Type) -> Type:
    if shapes.is_vector(left):  # a column times a row
        return Type(kind, (left.shape[0], right.shape[1])) if shapes.is_matrix(right) else Type(kind, left.shape)
    if shapes.is_vector(right):
        return Type(kind) if left.row else Type(kind, (left.shape[0],))
    return Type(kind, (left.shape[0], right.shape[1]), left.row)


def _product_hint(left: Expr, right: Expr, context: Context) -> str | None:
    a, b = (context.text(p.span)[1:-1] for p in (left, right))
    if shapes.is_vector(left.type) and shapes.is_vector(right.type):
        return f"vectors are columns: write {a}.T @ {b} for the inner product, {a} @ {b}.T for the outer one"
    if shapes.is_vector(left.type) and left.type.shape[0].length == right.type.shape[0].length:
        return f"a vector is a column: write {a}.T @ {b}"
    for x, y, hint in (
        (_transposed(left.type), right.type, f"{a}.T @ {b} would fit"),
        (left.type, _transposed(right.type), f"{a} @ {b}.T would fit"),
        (right.type, left.type, f"{b} @ {a} would fit"),
    ):
        if len(x.shape) == 2 and x.shape[1].length == y.shape[0].length:
            return hint
    return None


def _transposed(type: Type) -> Type:
    if shapes.is_vector(type):
        return Type(type.kind, (shapes.ONE, type.shape[0]), row=True)
    return Type(type.kind, (type.shape[1],)) if type.row else Type(type.kind, type.shape[::-1])


def transpose(node: syntax.Transpose, context: Context) -> Expr:
    """``A.T``: of a vector a row, and back."""
    return transposed(context.value(node.value), node.span, context)


def transposed(part: Expr, span: Span, context: Context) -> Expr:
    if len(part.type.shape) not in (1, 2):
        raise error(f"only vectors and matrices have a transpose: {both([part], context)}", span)
    if any(axis.last is None for axis in part.type.shape):
        raise error("an infinite sequence has no transpose", span)
    return core.Call("transpose", (part,), type=_transposed(part.type), span=span)


def number(node: syntax.Number, context: Context) -> Expr:
    literal = core.Number(Fraction(node.value), node.places, type=Type(Kind.REAL), span=node.span)
    return core.Number(literal.value, literal.places, type=Type(kinds.of_number(literal)), span=node.span)


_RULES: dict[str, Callable[[syntax.Operation, list[Expr], Context], Expr]] = {
    "add": _sum,
    "sub": _sum,
    "mul": _product,
    "div": _quotient,
    "pow": _power,
    "neg": _negative,
    "matmul": _matrix_product,
}
