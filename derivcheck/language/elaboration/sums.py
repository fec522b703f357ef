"""Sums and products: over a declared index, or over a range that binds its own."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.language import core, syntax
from derivcheck.language.core import Axis, Expr, Kind, Symbol, Type
from derivcheck.language.elaboration import kinds
from derivcheck.language.elaboration.binding import bind, checked_name, names_in
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.functions import named as called
from derivcheck.language.elaboration.operators import what_met
from derivcheck.language.elaboration.sizes import expression_of
from derivcheck.language.elaboration.symbols import free_symbols
from derivcheck.language.elaboration.tensors import check_count, size_symbol
from derivcheck.language.located import quoted


def series(node: syntax.Call, context: Context) -> Expr:
    """``Sum(f, i)``, ``Sum(f, i, j)``, ``Sum(f, (i, 1, n))``; of several ranges the first is the innermost."""
    check_count(node, 2, 100)
    _check_order(node, context)
    return _series(node, list(node.args[1:]), context)


@dataclass(frozen=True, slots=True)
class _Range:
    name: syntax.Name
    lower: Expr
    upper: Expr
    kind: Kind
    like: Symbol | None = None


def _series(node: syntax.Call, ranges: list[syntax.Tree], context: Context) -> Expr:
    if not ranges:
        return context.value(node.args[0])
    span = _range(ranges[-1], node, context)
    body, index = bind(span.name, Type(span.kind), context, lambda inner: _series(node, ranges[:-1], inner), span.like)
    kind = kinds.joined([body.type.kind])
    if kind.integral and _infinite(span.lower, span.upper):
        kind = Kind.REAL
    type = Type(kind, body.type.shape, body.type.row)
    op = _OPERATORS[node.function.name]
    if body.type.shape and op != "Sum":
        raise error(f"`{op}` is of numbers: {what_met([body], node.args[:1], context)}", node.args[0].span)
    if op in ("Max", "Min"):
        _check_extremum(body, span, node)
    return core.Sigma(op, index, span.lower, span.upper, body, type=type, span=node.span)


def _range(node: syntax.Tree, call: syntax.Call, context: Context) -> _Range:
    form = f"{call.function.name}(f, (i, 1, n))"
    if isinstance(node, syntax.Tupled):
        if len(node.items) != 3:
            raise error(f"a range has a name and two bounds, as in {form}", node.span)
        name = checked_name(node.items[0], form)
        lower, upper = each(lambda n: _bound(n, context), node.items[1:])
        kind = Kind.NATURAL if lower.type.kind in (Kind.NATURAL, Kind.SIZE) else Kind.INTEGER
        return _Range(name, lower, upper, kind)
    if not isinstance(node, syntax.Name):
        raise error(f"a declared index or a range is needed here, as in {form}", node.span)
    symbol = context.names.symbol(node.name)
    if symbol is None or symbol.axis is None:
        if symbol is not None and isinstance(symbol.type, Type) and symbol.type.kind is Kind.SIZE:
            hint = f"declare an index that runs to it, `i: index({node.name})`, and write {call.function.name}(f, i)"
            raise error(f"{quoted(node.name)} is a size, and no index to sum over", node.span, hint)
        hint = f"declare `{node.name}: index(n)`, or write {call.function.name}(f, ({node.name}, 1, n))"
        raise error(f"{quoted(node.name)} is not declared as an index", node.span, hint)
    return _declared_range(node, symbol, symbol.axis, context)


def _declared_range(node: syntax.Name, symbol: Symbol, axis: Axis, context: Context) -> _Range:
    find = size_symbol(context, node.span)
    lower = expression_of(axis.first, node.span, find)
    if axis.last is None:
        upper: Expr = core.Constant("oo", type=Type(Kind.REAL), span=node.span)
    else:
        upper = expression_of(axis.last, node.span, find)
    assert isinstance(symbol.type, Type), "an index is a number"
    return _Range(node, lower, upper, symbol.type.kind, symbol)


def _bound(node: syntax.Tree, context: Context) -> Expr:
    expr = context.scalar(node)
    if not expr.type.kind.integral and not _is_infinity(expr):
        hint = "declare it as integer, natural or size, or use floor(…)"
        raise error(f"a bound must be an integer, and {context.text(node.span)} need not be one", node.span, hint)
    return expr


def _is_infinity(expr: Expr) -> bool:
    if isinstance(expr, core.Call) and expr.op == "neg":
        expr = expr.args[0]
    return isinstance(expr, core.Constant) and expr.name == "oo"


def _infinite(lower: Expr, upper: Expr) -> bool:
    return _is_infinity(lower) or _is_infinity(upper)


def _check_order(node: syntax.Call, context: Context) -> None:
    """A bound that mentions an index of a range further left would not mean that index."""
    seen: dict[str, syntax.Tree] = {}
    for part in node.args[1:]:
        if isinstance(part, syntax.Tupled) and len(part.items) == 3:
            for bound in part.items[1:]:
                for name in names_in(bound):
                    if name.name in seen:
                        hint = "the last range is the outermost one: exchange them"
                        message = f"{quoted(name.name)} is bound by a range further in"
                        raise error(message, name.span, hint)
            if isinstance(part.items[0], syntax.Name):
                seen[part.items[0].name] = part
        elif isinstance(part, syntax.Name):
            seen[part.name] = part


def extremum(node: syntax.Call, context: Context) -> Expr:
    """``Max(f, i)`` and ``Max(f, (i, 1, n))``, the largest of all values; else the largest of several numbers."""
    if len(node.args) > 1 and _is_over(node, context):
        return series(node, context)
    found = called(node, context)
    assert found is not None, "Max and Min are functions, too"
    return found


def _is_over(node: syntax.Call, context: Context) -> bool:
    """Whether the other arguments are ranges, or declared indices of which the first argument depends."""
    indices = []
    for part in node.args[1:]:
        if isinstance(part, syntax.Tupled):
            return True
        symbol = context.names.symbol(part.name) if isinstance(part, syntax.Name) else None
        if symbol is None or symbol.axis is None:
            return False
        indices.append(symbol.name)
    mentioned = {s.name for s in free_symbols([context.value(node.args[0])], lambda name: None)}
    return mentioned.issuperset(indices)


def _check_extremum(body: Expr, span: _Range, node: syntax.Call) -> None:
    if body.type.kind is Kind.COMPLEX:
        raise error(f"`{node.function.name}` needs real numbers", node.args[0].span, "write Abs(z), re(z) or im(z)")
    if _infinite(span.lower, span.upper):
        raise error("of infinitely many numbers none need be the largest", node.span)


_OPERATORS = {
    "Sum": "Sum", "summation": "Sum", "Product": "Product", "product": "Product", "Max": "Max", "max": "Max",
    "Min": "Min", "min": "Min",
}  # fmt: skip
FORMS = {
    **dict.fromkeys(("Sum", "Product", "summation", "product"), series),
    **dict.fromkeys(("Max", "Min", "max", "min"), extremum),
}
