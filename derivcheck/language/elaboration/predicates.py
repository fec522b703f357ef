"""Predicates, quantifiers, and statistics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, FunctionType, Kind, Symbol, Type
from derivcheck.language.elaboration import kinds, shapes
from derivcheck.language.elaboration.binding import bind, checked_name
from derivcheck.language.elaboration.context import Context, each, error
from derivcheck.language.elaboration.operators import what_met
from derivcheck.language.elaboration.tensors import check_count
from derivcheck.language.located import quoted


def _declared(node: syntax.Tree, form: str, context: Context) -> tuple[syntax.Name, Symbol]:
    """A name that is declared as a variable, which the form lets vary."""
    name = checked_name(node, form)
    symbol = context.symbol(name.name) if context.known(name.name) else None
    if symbol is None or isinstance(symbol.type, FunctionType):
        context.value(name)  # complains about an unknown name
        raise error(f"{quoted(name.name)} is not declared as a variable", name.span, f"as in {form}")
    return name, symbol


def _over(
    names: list[tuple[syntax.Name, Symbol]], context: Context, body: Callable[[Context], Expr]
) -> tuple[Expr, tuple[Symbol, ...]]:
    """The body with declared names bound to symbols of their own declarations."""
    if not names:
        return body(context), ()
    (name, symbol), *rest = names
    assert isinstance(symbol.type, Type), "functions were refused"
    inner: list[tuple[Symbol, ...]] = []

    def further(within: Context) -> Expr:
        expr, symbols = _over(rest, within, body)
        inner.append(symbols)
        return expr

    expr, bound = bind(name, symbol.type, context, further, symbol)
    return expr, (bound, *inner[0])


def convexity(node: syntax.Call, context: Context) -> Expr:
    """``convex(f, x, y)``: f as a function of all these variables together."""
    check_count(node, 2, 100)
    names = each(lambda n: _declared(n, f"{node.function.name}(f, x)", context), node.args[1:])
    body, variables = _over(names, context, lambda inner: inner.scalar(node.args[0]))
    return core.Predicate(node.function.name, (body,), variables, type=shapes.BOOLEAN, span=node.span)


def monotony(node: syntax.Call, context: Context) -> Expr:
    """``increasing(f, x)`` and its kin."""
    check_count(node, 2, 2)
    name, symbol = _declared(node.args[1], f"{node.function.name}(f, x)", context)
    if isinstance(symbol.type, Type) and (symbol.type.shape or symbol.type.kind is Kind.COMPLEX):
        raise error(f"{quoted(name.name)} is not a real number: nothing grows along it", name.span)
    return convexity(node, context)


def extremum(node: syntax.Call, context: Context) -> Expr:
    """``minimizer(f, x, a)``: a is a global minimiser; ``stationary(f, x, a)``."""
    check_count(node, 3, 3)
    name, symbol = _declared(node.args[1], f"{node.function.name}(f, x, a)", context)
    place = context.value(node.args[2])
    assert isinstance(symbol.type, Type), "functions were refused"
    if not shapes.same(symbol.type, place.type):
        message = f"{quoted(name.name)} {shapes.describe(symbol.type)}, {what_met([place], node.args[2:], context)}"
        raise error(message, node.span)
    body, variables = _over([(name, symbol)], context, lambda inner: inner.scalar(node.args[0]))
    return core.Predicate(node.function.name, (body, place), variables, type=shapes.BOOLEAN, span=node.span)


def definiteness(node: syntax.Call, context: Context) -> Expr:
    """``positive_definite(A)``."""
    check_count(node, 1, 1)
    part = context.value(node.args[0])
    if not shapes.is_square(part.type):
        raise error(f"a square matrix is needed: {what_met([part], node.args, context)}", node.span)
    return core.Predicate(node.function.name, (part,), type=shapes.BOOLEAN, span=node.span)


def quantified(node: syntax.Call, context: Context) -> Expr:
    """``Exists(x, …)`` and ``ForAll(x, y, …)``: declared names, over what they are declared to be."""
    check_count(node, 2, 100)
    form = f"{node.function.name}(x, x > 0)"
    names = each(lambda n: _declared(n, form, context), node.args[:-1])
    body, variables = _over(names, context, lambda inner: inner.boolean(node.args[-1]))
    return core.Quantified(node.function.name, variables, body, type=shapes.BOOLEAN, span=node.span)


def expectation(node: syntax.Call, context: Context) -> Expr:
    """``Expect(f)``, ``Var(f)``, ``Cov(f, g)``: over every random variable within, entrywise on tensors."""
    name = node.function.name
    check_count(node, *((2, 2) if name == "Cov" else (1, 1)))
    parts = context.values(node.args)
    if name == "Cov" and not shapes.same(parts[0].type, parts[1].type):
        raise error(f"`Cov` is entrywise: {what_met(parts, node.args, context)}", node.span)
    kind = Kind.REAL if name == "Var" else kinds.at_least_real(kinds.kinds_of(parts))
    return core.Call(name, tuple(parts), type=replace(parts[0].type, kind=kind), span=node.span)


def growth_alone(node: syntax.Call, context: Context) -> Expr:
    """`O(…)` away from the end of an equation."""
    raise error("`O(…)` stands alone on the right of `==`", node.span, "as in cost == O(n**3)")


FORMS: dict[str, Callable[[syntax.Call, Context], Expr]] = {
    "convex": convexity,
    "increasing": monotony,
    "decreasing": monotony,
    "strictly_increasing": monotony,
    "strictly_decreasing": monotony,
    "minimizer": extremum,
    "stationary": extremum,
    "positive_definite": definiteness,
    "positive_semidefinite": definiteness,
    "Exists": quantified,
    "ForAll": quantified,
    "Expect": expectation,
    "Var": expectation,
    "Cov": expectation,
    "O": growth_alone,
}
