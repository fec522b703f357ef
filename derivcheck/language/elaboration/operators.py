"""Arithmetic: ``+ - * / ** @`` and the transpose, with their rules about shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, Kind, Type
from derivcheck.language.elaboration import kinds, shapes
from derivcheck.language.elaboration.context import Context, error
from derivcheck.language.source import LanguageError, Span

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "**", "matmul": "@"}


def operation(node: syntax.Operation, context: Context) -> Expr:
    """An arithmetic operation. Raises LanguageError where shapes do not fit."""
    return _RULES[node.op](node, context.values(node.operands), context)


class Placed(Protocol):
    """Whatever has a place in the file. An expression's own place may be that of the definition it comes from."""

    @property
    def span(self) -> Span: ...


def what_met(parts: Sequence[Expr], nodes: Sequence[Placed], context: Context) -> str:
    """Each part, as typed at its node, with its shape."""
    pairs = zip(parts, nodes, strict=True)
    return ", ".join(f"{context.text(n.span)} {shapes.describe(p.type)}" for p, n in pairs)


def agreed(
    parts: Sequence[Expr], nodes: Sequence[Placed], context: Context, span: Span, hint: str | None = None
) -> Type:
    """The common shape of the tensors among ``parts``. Raises LanguageError if there is none."""
    (first, at), *rest = [(p, n) for p, n in zip(parts, nodes, strict=True) if p.type.shape]
    explicit = isinstance(first, core.Array)
    chosen = first.type
    for part, node in rest:
        if not shapes.same(first.type, part.type):
            message = what_met([first, part], [at, node], context)
            raise error(message, span, hint or _mismatch_hint(first.type, part.type))
        if isinstance(part, core.Array):
            continue
        if explicit:
            chosen, explicit = part.type, False
        elif shapes.offset(chosen, part.type):
            message = f"{context.text(at.span)} and {context.text(node.span)} are counted from different numbers"
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
    if len(tensors) < len(parts):
        raise _number_and_tensor(node, parts, context)
    shape = agreed(parts, node.operands, context, node.span)
    return core.Call(node.op, tuple(parts), type=_typed(kind, shape, parts), span=node.span)


def factor(node: syntax.Tree, context: Context) -> str:
    """What was typed at a node, as it can stand beside an operator."""
    text = context.text(node.span)[1:-1]
    return f"({text})" if isinstance(node, syntax.Operation) else text


def _number_and_tensor(node: syntax.Operation, parts: list[Expr], context: Context) -> LanguageError:
    pairs = list(zip(parts, node.operands, strict=True))
    number, at = next((p, n) for p, n in pairs if not p.type.shape)
    at = at.operands[0] if isinstance(at, syntax.Operation) and at.op == "neg" else at
    tensor, beside = next((p, n) for p, n in pairs if p.type.shape)
    ones = ", ".join(str(a.length) for a in tensor.type.shape)
    hint = f"a number is not added to a tensor: write {factor(at, context)}*ones({ones})"
    both = [(number, at), (tensor, beside)] if at.span.start < beside.span.start else [(tensor, beside), (number, at)]
    return error(what_met([p for p, _ in both], [n for _, n in both], context), node.span, hint)


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
    shape = agreed(parts, node.operands, context, node.span, hint)
    return core.Call("mul", tuple(parts), type=_typed(kind, shape, tensors), span=node.span)


def _quotient(node: syntax.Operation, parts: list[Expr], context: Context) -> Expr:
    above, below = parts
    kind = kinds.at_least_real(kinds.kinds_of(parts))
    if shapes.is_matrix(below.type) and not above.type.shape and not below.type.row:
        hint = "write inv(A), or ones(m, n)/A for an entrywise quotient"
        raise error(what_met(parts, node.operands, context), node.span, hint)
    tensors = [p for p in parts if p.type.shape]
    if not tensors:
        return core.Call("div", (above, below), type=Type(kind), span=node.span)
    shape = agreed(parts, node.operands, context, node.span, "`/` is entrywise; a matrix is inverted by inv(A)")
    return core.Call("div", (above, below), type=_typed(kind, shape, tensors), span=node.span)


def _power(node: syntax.Operation, parts: list[Expr], context: Context) -> Expr:
    base, exponent = parts
    tensors = [p for p in parts if p.type.shape]
    if shapes.is_matrix(base.type) and not base.type.row and not exponent.type.shape:
        return _matrix_power(node, base, exponent, context)
    if not tensors:
        return core.Call("pow", (base, exponent), type=Type(kinds.power(base, exponent)), span=node.span)
    if any(shapes.is_matrix(t.type) and not t.type.row for t in tensors):
        raise error(what_met(parts, node.operands, context), node.span, "a power has a number as exponent")
    shape = agreed(parts, node.operands, context, node.span)
    type = _typed(kinds.power(base, exponent), shape, tensors)
    return core.Call("pow", (base, exponent), type=type, span=node.span)


def _matrix_power(node: syntax.Operation, base: Expr, exponent: Expr, context: Context) -> Expr:
    if not shapes.is_square(base.type):
        hint = "only a square matrix has powers; entrywise, write A*A"
        raise error(what_met([base], node.operands[:1], context), node.span, hint)
    if not exponent.type.kind.integral:
        place = node.operands[1].span
        raise error(f"the exponent {context.text(place)} of a matrix must be an integer", place)
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
    names = [factor(n, context) for n in node.operands]
    for part in parts:
        if not 1 <= len(part.type.shape) <= 2:
            hint = "write a Sum" if part.type.shape else f"write {names[0]} * {names[1]}"
            message = f"`@` is for vectors and matrices: {what_met(parts, node.operands, context)}"
            raise error(message, node.span, hint)
    inner_left = left.type.shape[1] if shapes.is_matrix(left.type) else shapes.ONE
    inner_right = right.type.shape[0]
    if inner_left.length is None or inner_left.length != inner_right.length:
        raise error(what_met(parts, node.operands, context), node.span, _product_hint(left.type, right.type, *names))
    return core.Call("matmul", (left, right), type=_product_type(kind, left.type, right.type), span=node.span)


def _product_type(kind: Kind, left: Type, right: Type) -> Type:
    if shapes.is_vector(left):  # a column times a row
        return Type(kind, (left.shape[0], right.shape[1])) if shapes.is_matrix(right) else Type(kind, left.shape)
    if shapes.is_vector(right):
        return Type(kind) if left.row else Type(kind, (left.shape[0],))
    return Type(kind, (left.shape[0], right.shape[1]), left.row)


def _product_hint(left: Type, right: Type, a: str, b: str) -> str | None:
    if shapes.is_vector(left) and shapes.is_vector(right):
        return f"vectors are columns: write {a}.T @ {b} for the inner product, {a} @ {b}.T for the outer one"
    if shapes.is_vector(left) and left.shape[0].length == right.shape[0].length:
        return f"a vector is a column: write {a}.T @ {b}"
    for x, y, hint in (
        (_transposed(left), right, f"{a}.T @ {b} would fit"),
        (left, _transposed(right), f"{a} @ {b}.T would fit"),
        (right, left, f"{b} @ {a} would fit"),
    ):
        if len(x.shape) == 2 and x.shape[1].length == y.shape[0].length:
            return hint
    return None


def _transposed(type: Type) -> Type:
    type = kinds.plain(type)
    if shapes.is_vector(type):
        return Type(type.kind, (shapes.ONE, type.shape[0]), row=True)
    return Type(type.kind, (type.shape[1],)) if type.row else Type(type.kind, type.shape[::-1])


def transpose(node: syntax.Transpose, context: Context) -> Expr:
    """``A.T``: of a vector a row, and back."""
    return transposed(context.value(node.value), node.value, node.span, context)


def transposed(part: Expr, node: Placed, span: Span, context: Context) -> Expr:
    if len(part.type.shape) not in (1, 2):
        raise error(f"only vectors and matrices have a transpose: {what_met([part], [node], context)}", span)
    if any(axis.last is None for axis in part.type.shape):
        raise error("an infinite sequence has no transpose", span)
    return core.Call("transpose", (part,), type=_transposed(part.type), span=span)


def number(node: syntax.Number) -> Expr:
    """A number as written."""
    return core.Number(node.value, node.places, type=Type(kinds.of_number(node.value, node.places)), span=node.span)


_RULES: dict[str, Callable[[syntax.Operation, list[Expr], Context], Expr]] = {
    "add": _sum,
    "sub": _sum,
    "mul": _product,
    "div": _quotient,
    "pow": _power,
    "neg": _negative,
    "matmul": _matrix_product,
}
