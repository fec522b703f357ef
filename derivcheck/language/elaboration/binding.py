"""How a form such as ``Subs``, ``Limit`` or ``Sum`` binds a name within its body.

The name need not be declared. If it is, definitions that depend on it vary along: with ``L: (w - 1)**2``, the value
of ``Subs(D(L, w), w, 1)`` is 0. Parameters and bound names inside definitions are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, FunctionType, Kind, Symbol, Type
from derivcheck.language.elaboration import kinds, shapes
from derivcheck.language.elaboration.context import Context, error
from derivcheck.language.elaboration.symbols import Renaming, depends_on_size
from derivcheck.language.located import quoted
from derivcheck.language.mistakes import is_keyword

Body = Callable[[Context], Expr]

#: Forms that let the names after their first argument vary continuously.
_DERIVATIVES = ("D", "Derivative", "diff", "grad", "gradient", "jac", "jacobian", "hess", "hessian")
_PREDICATES = ("convex", "increasing", "decreasing", "strictly_increasing", "strictly_decreasing", "minimizer")
_VARYING = frozenset([*_DERIVATIVES, *_PREDICATES, "stationary"])


def checked_name(node: syntax.Tree, form: str) -> syntax.Name:
    """The node as a name that can be bound."""
    if not isinstance(node, syntax.Name) or is_keyword(node.name) or node.name in ("True", "False"):
        raise error(f"a name is needed here, as in {form}", node.span)
    return node


def bind(
    name: syntax.Name, type: Type, context: Context, body: Body, like: Symbol | None = None
) -> tuple[Expr, Symbol]:
    """The body with ``name`` bound to a fresh symbol of ``type``, and that symbol."""
    declared = _declared(name, type, context)
    symbol = context.fresh(name.name, type, like)
    expr = body(context.with_bound(symbol))
    if declared is None:
        return expr, symbol
    if isinstance(declared.type, Type) and declared.type.kind is Kind.SIZE and depends_on_size([expr], name.name):
        hint = f"write ranges out, as in Sum(f, (i, 1, {name.name}))"
        raise error(f"the size {quoted(name.name)} of a tensor or an index cannot vary", name.span, hint)
    return _see_through(expr, declared, symbol, context), symbol


def _see_through(expr: Expr, declared: Symbol, symbol: Symbol, context: Context) -> Expr:
    """Lets definitions in ``expr`` that mention the declared name vary with the bound ``symbol``.

    An integer that takes the place of a real number is put in after what is differentiated by the real number.
    """
    if not isinstance(declared.type, Type) or not isinstance(symbol.type, Type):
        return expr
    if declared.type.kind.integral or not symbol.type.kind.integral:
        return Renaming(declared, symbol, context.numbers)(expr)
    between = context.fresh(symbol.name, Type(Kind.REAL, symbol.type.shape, symbol.type.row))
    renamed = Renaming(declared, between, context.numbers)(expr)
    if renamed is expr:
        return expr
    value = core.Variable(symbol, type=symbol.type, span=expr.span)
    return core.Substitution(renamed, between, value, type=kinds.plain(renamed.type), span=expr.span)


def _declared(name: syntax.Name, type: Type, context: Context) -> Symbol | None:
    """What the name is declared to be, if that goes with its being bound to a symbol of ``type``."""
    declared = context.names.symbol(name.name)
    if declared is None and context.names.knows(name.name) and name.name not in context.bound:
        hint = "choose a name that is not defined"
        raise error(f"{quoted(name.name)} is defined, so it cannot vary here", name.span, hint)
    if declared is None or name.name in context.bound:
        return declared
    if isinstance(declared.type, FunctionType):
        raise error(f"{quoted(name.name)} is a function, so it cannot vary here", name.span)
    if declared.type.kind.integral and not type.kind.integral:
        hint = "declare it as real, or use another name"
        message = f"{quoted(name.name)} is declared as an integer, and would vary over other numbers"
        raise error(message, name.span, hint)
    return declared


def bind_like(name: syntax.Name, value: Expr, tree: syntax.Tree, context: Context, body: Body) -> tuple[Expr, Symbol]:
    """`bind` to a symbol for ``value`` within ``tree``, which ``body`` elaborates."""
    declared = context.names.symbol(name.name) if name.name not in context.bound else None
    if declared is not None and isinstance(declared.type, Type) and not shapes.same(declared.type, value.type):
        message = f"{quoted(name.name)} {shapes.describe(declared.type)}, {context.text(value.span)} "
        raise error(message + shapes.describe(value.type), name.span.to(value.span))
    type = stand_in(value.type, name.name, tree)
    elsewhere = context.names.symbol(name.name)
    if type.kind.integral and elsewhere is not None and not _is_integral(elsewhere):
        type = Type(Kind.REAL, type.shape, type.row)
    return bind(name, type, context, body)


def _is_integral(symbol: Symbol) -> bool:
    return isinstance(symbol.type, Type) and symbol.type.kind.integral


def stand_in(type: Type, name: str, tree: syntax.Tree) -> Type:
    """The type of a name that stands for a value within ``tree``.

    The value's sign is not remembered, since the name may be moved away from it; and an integer is one only where
    nothing is differentiated by the name.
    """
    kind = Kind.COMPLEX if type.kind is Kind.COMPLEX else Kind.REAL
    if type.kind is Kind.BOOLEAN or (type.kind.integral and not _varies(name, tree)):
        kind = type.kind
    return Type(kind, type.shape, type.row)


def _varies(name: str, tree: syntax.Tree) -> bool:
    for node in _nodes(tree):
        if isinstance(node, syntax.Call) and node.function.name in _VARYING:
            for place in node.args[1:]:
                if isinstance(place, syntax.Tupled) and place.items:
                    place = place.items[0]
                if isinstance(place, syntax.Subscript):
                    place = place.value
                if isinstance(place, syntax.Name) and place.name == name:
                    return True
    return False


def _nodes(tree: syntax.Tree) -> Iterator[syntax.Tree]:
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(parts(node))


def parts(node: syntax.Tree) -> tuple[syntax.Tree, ...]:
    """The trees directly within another; the name of a called function is not one of them."""
    match node:
        case syntax.Operation() | syntax.Relation() | syntax.Logic():
            return node.operands
        case syntax.Call():
            return node.args
        case syntax.Subscript():
            return (node.value, *node.indices)
        case syntax.Transpose():
            return (node.value,)
        case syntax.Listed() | syntax.Tupled():
            return node.items
        case syntax.Number() | syntax.Name() | syntax.Direction():
            return ()


def names_in(tree: syntax.Tree) -> Iterator[syntax.Name]:
    """Every name in a tree, called functions' names among them."""
    for node in _nodes(tree):
        if isinstance(node, syntax.Name):
            yield node
        elif isinstance(node, syntax.Call):
            yield node.function
