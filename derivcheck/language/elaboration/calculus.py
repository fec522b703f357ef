"""Derivatives, gradients, substitutions, limits and integrals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, Kind, Type
from derivcheck.language.elaboration import kinds, shapes
from derivcheck.language.elaboration.binding import bind, bind_like, checked_name
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.operators import what_met
from derivcheck.language.elaboration.tensors import check_count, vec
from derivcheck.language.located import quoted


def derivative(node: syntax.Call, context: Context) -> Expr:
    """``D(f, x)``, ``D(f, x, y)``, ``D(f, (x, 2))``, and as in SymPy ``D(f, x, 2)``."""
    check_count(node, 2, 1000)
    targets = _orders(node.args[1:])
    steps: list[Callable[[], Expr]] = [lambda: context.value(node.args[0])]
    steps += [lambda t=t: target(t, context, "D") for t, _ in targets]  # type: ignore[misc]
    body, *places = each(lambda step: step(), steps)
    for place, (at, _) in zip(places, targets, strict=True):
        if place.type.shape:
            hint = "write D(f, x[i]) for an entry, grad(f, x) for all of them"
            raise error(f"`D` differentiates by a scalar: {what_met([place], [at], context)}", at.span, hint)
    kind = kinds.at_least_real(kinds.kinds_of([body, *places]))
    counted = tuple(zip(places, [order for _, order in targets], strict=True))
    return core.Derivative(body, counted, type=Type(kind, body.type.shape, body.type.row), span=node.span)


def _orders(nodes: Sequence[syntax.Tree]) -> list[tuple[syntax.Tree, int]]:
    """The targets with their orders; a bare number is the order of the target before it."""
    targets: list[tuple[syntax.Tree, int]] = []
    for node in nodes:
        if isinstance(node, syntax.Tupled):
            if len(node.items) != 2:
                raise error("write D(f, (x, 2)) for a second derivative", node.span)
            targets.append((node.items[0], _order(node.items[1])))
        elif isinstance(node, syntax.Number) and targets and targets[-1][1] == 1:
            targets[-1] = (targets[-1][0], _order(node))
        else:
            targets.append((node, 1))
    return targets


def _order(node: syntax.Tree) -> int:
    if not isinstance(node, syntax.Number) or node.value.denominator != 1 or not 1 <= node.value <= 100:
        raise error("the order of a derivative must be a number from 1 to 100", node.span)
    return int(node.value)


def target(node: syntax.Tree, context: Context, what: str) -> Expr:
    """What is differentiated by: a variable, or an entry of one. Raises LanguageError for anything else."""
    name = node.value if isinstance(node, syntax.Subscript) else node
    if not isinstance(name, syntax.Name):
        hint = "use a new name: Subs(D(f(u), u), u, value)"
        raise error(f"{context.text(node.span)} is not a variable, so nothing can vary with it", node.span, hint)
    symbol = context.symbol(name.name)
    if symbol is None:
        return _defined_target(node, name, context)
    place = context.value(node)
    if isinstance(symbol.type, core.FunctionType):
        hint = "differentiate by its argument"
        raise error(f"{quoted(name.name)} is a function, so `{what}` cannot differentiate by it", node.span, hint)
    if place.type.kind.integral:
        kind = "an index" if symbol.axis is not None else f"{_article(symbol.type.kind)}"
        hint = "declare it as real if it can vary continuously"
        raise error(f"{quoted(name.name)} is {kind}, so nothing can be differentiated by it", node.span, hint)
    return place


def _article(kind: Kind) -> str:
    return {Kind.SIZE: "a size", Kind.INTEGER: "an integer", Kind.NATURAL: "a natural number"}[kind]


def _defined_target(node: syntax.Tree, name: syntax.Name, context: Context) -> Expr:
    place = context.value(node)  # complains about an unknown name
    if context.names.knows(name.name) and context.names.is_tensor_of_function(name.name):
        return place
    text = context.text(node.span)[1:-1]
    if not context.names.knows(name.name):
        raise error(f"`{text}` is a constant, so nothing can be differentiated by it", node.span)
    hint = f"write f as a function f(u) and use Subs(D(f(u), u), u, {text})"
    raise error(f"`{text}` is defined, not declared, so nothing can be differentiated by it", node.span, hint)


def gradient(node: syntax.Call, context: Context) -> Expr:
    """``grad(f, X)`` has the shape of X; ``grad(f, vec(X))`` stacks its columns."""
    inner = stacked(node.args[1], context) if len(node.args) == 2 else None
    if inner is not None:
        return vec(gradient(replace(node, args=(node.args[0], inner)), context), node.span)
    body, place = _body_and_target(node, context)
    if body.type.shape:
        hint = "use jac(y, x) for the derivative of a vector"
        raise error(f"`grad` is of a scalar: {what_met([body], node.args[:1], context)}", node.args[0].span, hint)
    kind = kinds.at_least_real(kinds.kinds_of([body, place]))
    if not place.type.shape:
        return core.Derivative(body, ((place, 1),), type=Type(kind), span=node.span)
    return core.Gradient("grad", body, place, type=Type(kind, place.type.shape, place.type.row), span=node.span)


def jacobian(node: syntax.Call, context: Context) -> Expr:
    """``jac(y, x)``: rows are outputs; of a scalar y a row. ``jac(y, vec(X))`` has X itself as its target."""
    body, place = _body_and_target(node, context)
    variables = _variables(node, place, context)
    if len(body.type.shape) > 1 or variables is None:
        hint = "write D(y[i], x[j]) for the entries"
        raise error(f"`jac` is of a vector by a vector: {what_met([body, place], node.args, context)}", node.span, hint)
    rows = body.type.shape or (shapes.ONE,)
    kind = kinds.at_least_real(kinds.kinds_of([body, place]))
    type = Type(kind, (*rows, variables), row=not body.type.shape)
    return core.Gradient("jac", body, place, type=type, span=node.span)


def hessian(node: syntax.Call, context: Context) -> Expr:
    """``hess(f, x)`` of a scalar by a vector; by a scalar it is the second derivative."""
    body, place = _body_and_target(node, context)
    variables = _variables(node, place, context)
    if body.type.shape or (place.type.shape and variables is None):
        hint = "write D(f, x[i], x[j]) for the entries"
        met = what_met([body, place], node.args, context)
        raise error(f"`hess` is of a scalar by a vector: {met}", node.span, hint)
    kind = kinds.at_least_real(kinds.kinds_of([body, place]))
    if not place.type.shape:
        return core.Derivative(body, ((place, 2),), type=Type(kind), span=node.span)
    assert variables is not None
    return core.Gradient("hess", body, place, type=Type(kind, (variables, variables)), span=node.span)


def stacked(node: syntax.Tree, context: Context) -> syntax.Tree | None:
    """What stands in ``vec(…)``."""
    is_vec = isinstance(node, syntax.Call) and node.function.name == "vec" and not context.known("vec")
    return node.args[0] if is_vec and isinstance(node, syntax.Call) and len(node.args) == 1 else None


def _variables(node: syntax.Call, place: Expr, context: Context) -> core.Axis | None:
    """The axis of what is differentiated by: a vector, or the stacked columns of a matrix."""
    if stacked(node.args[1], context) is None:
        return place.type.shape[0] if shapes.is_vector(place.type) else None
    return vec(place, node.args[1].span).type.shape[0] if shapes.is_matrix(place.type) else None


def _body_and_target(node: syntax.Call, context: Context) -> tuple[Expr, Expr]:
    check_count(node, 2, 2)
    what = node.function.name
    place_of = stacked(node.args[1], context) or node.args[1]
    body, place = each(lambda k: context.value(node.args[0]) if k == 0 else target(place_of, context, what), range(2))
    return body, place


def substitution(node: syntax.Call, context: Context) -> Expr:
    """``Subs(f, x, a)``: f at x = a, after the derivatives inside f."""
    check_count(node, 3, 3)
    name = checked_name(node.args[1], "Subs(f, x, a)")
    value = context.value(node.args[2])
    body, variable = bind_like(name, value, node.args[0], context, lambda inner: inner.value(node.args[0]))
    return core.Substitution(body, variable, value, type=kinds.plain(body.type), span=node.span)


def limit(node: syntax.Call, context: Context) -> Expr:
    """``Limit(f, x, a)``, from both sides unless ``'+'`` or ``'-'`` is said."""
    check_count(node, 3, 4)
    name = checked_name(node.args[1], "Limit(f, x, a)")
    direction = "+-"
    if len(node.args) == 4:
        if not isinstance(node.args[3], syntax.Direction):
            raise error("the direction of a limit is '+', '-' or '+-'", node.args[3].span)
        direction = node.args[3].text
    point = context.scalar(node.args[2])
    kind = Kind.COMPLEX if point.type.kind is Kind.COMPLEX else _limit_kind(name, context)
    body, variable = bind(name, Type(kind), context, lambda inner: inner.value(node.args[0]))
    type = Type(kinds.at_least_real([body.type.kind]), body.type.shape, body.type.row)
    return core.Limit(body, variable, point, direction, type=type, span=node.span)


def _limit_kind(name: syntax.Name, context: Context) -> Kind:
    """A limit over a declared integer runs over integers."""
    symbol = context.symbol(name.name) if context.known(name.name) else None
    if symbol is not None and isinstance(symbol.type, Type) and symbol.type.kind.integral:
        return symbol.type.kind
    return Kind.REAL


def integral(node: syntax.Call, context: Context) -> Expr:
    """``Integral(f, (x, a, b))``; of several ranges the first is the innermost."""
    check_count(node, 2, 100)
    return _integral(node, list(node.args[1:]), context)


def _integral(node: syntax.Call, ranges: list[syntax.Tree], context: Context) -> Expr:
    if not ranges:
        return context.scalar(node.args[0])
    outer = ranges[-1]
    if not isinstance(outer, syntax.Tupled) or len(outer.items) != 3:
        raise error("the range of an integral is written (x, a, b)", outer.span)
    name = checked_name(outer.items[0], "Integral(f, (x, a, b))")
    lower, upper = each(context.scalar, outer.items[1:])
    for bound, at in ((lower, outer.items[1]), (upper, outer.items[2])):
        if bound.type.kind is Kind.COMPLEX:
            raise error("the bounds of an integral must be real", at.span)
    body, variable = bind(name, Type(Kind.REAL), context, lambda inner: _integral(node, ranges[:-1], inner))
    kind = kinds.at_least_real([body.type.kind])
    return core.Integral(body, variable, lower, upper, type=Type(kind), span=node.span)


FORMS: dict[str, Callable[[syntax.Call, Context], Expr]] = {
    "D": derivative,
    "Derivative": derivative,
    "diff": derivative,
    "grad": gradient,
    "gradient": gradient,
    "jac": jacobian,
    "jacobian": jacobian,
    "hess": hessian,
    "hessian": hessian,
    "Subs": substitution,
    "Limit": limit,
    "limit": limit,
    "Integral": integral,
    "integrate": integral,
}
