"""From a syntax tree to the core language: which rule reads which form."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import assert_never

from derivcheck.language import core, syntax
from derivcheck.language.core import Expr, FunctionType, Symbol, Type
from derivcheck.language.elaboration import (
    calculus,
    functions,
    operators,
    predicates,
    relations,
    shapes,
    sums,
    tensors,
)
from derivcheck.language.elaboration.context import Context, Regardless, error
from derivcheck.language.located import quoted
from derivcheck.language.source import LanguageError, Span

#: Forms that cannot be declared or defined away.
RESERVED = frozenset({"D", "Sum", "Product", "Expect", "Var", "Cov", "Limit", "Integral", "Subs"})

_FORMS: dict[str, Callable[[syntax.Call, Context], Expr]] = {
    **tensors.FORMS,
    **calculus.FORMS,
    **sums.FORMS,
    **predicates.FORMS,
    **relations.FORMS,
}

_ELSEWHERE = {
    "E": "the expectation is Expect(x)",
    "Variance": "write Var(x)",
    "Expectation": "write Expect(x)",
    "Covariance": "write Cov(x, y)",
    "mean": "write Expect(x), or Sum(x[i], i)/n",
    "sum": "write Sum(f, i)",
    "prod": "write Product(f, i)",
    "dot": "write inner(x, y)",
    "matmul": "write A @ B",
    "len": "write shape(A)",
    "pow": "write x**n",
    "exponential": "write exp(x)",
    "log10": "write log(x, 10)",
    "log2": "write log(x, 2)",
    "Heavyside": "write Heaviside(x)",
    "int": "write floor(x), or Integral(f, (x, a, b))",
    "round": "write floor(x + 1/2), or `~=` for a rounded value",
    "choose": "write binomial(n, k)",
    "grad2": "write hess(f, x)",
    "lam": "declare it: `lam: real`",
    "lim": "write Limit(f, x, a)",
    "P": "the probability of an event is Expect(indicator(x > 0))",
    "Prob": "the probability of an event is Expect(indicator(x > 0))",
    "argmin": "state it: minimizer(f(x), x, a)",
    "argmax": "state it: minimizer(-f(x), x, a)",
}


def elaborate_tree(node: syntax.Tree, context: Context) -> Expr:
    """The meaning of a syntax tree where it stands. Raises LanguageError with all that is wrong within it."""
    match node:
        case syntax.Number():
            return operators.number(node)
        case syntax.Name():
            return name(node, context)
        case syntax.Operation():
            return operators.operation(node, context)
        case syntax.Relation():
            return relations.chain(node, context)
        case syntax.Logic():
            return relations.logic(node, context)
        case syntax.Call():
            return call(node, context)
        case syntax.Subscript():
            return tensors.entry(node, context)
        case syntax.Transpose():
            return operators.transpose(node, context)
        case syntax.Listed():
            return tensors.display(node, context)
        case syntax.Tupled():
            hint = "write a list [a, b] for a vector"
            raise error("a tuple can only be compared with a shape", node.span, hint)
        case syntax.Direction():
            raise error("quoted text has no meaning here", node.span, "write names without quotes")
        case _:
            assert_never(node)


def name(node: syntax.Name, context: Context) -> Expr:
    """A name alone: bound, declared, defined, or a constant."""
    if node.name in context.bound:
        return variable(context.bound[node.name], node.span)
    if context.names.knows(node.name):
        symbol = context.names.symbol(node.name)
        return context.names.whole(node.name, context, node.span) if symbol is None else variable(symbol, node.span)
    if node.name in functions.CONSTANTS:
        return functions.constant(node)
    raise undeclared(node, context)


def variable(symbol: Symbol, span: Span) -> Expr:
    if isinstance(symbol.type, Type):
        return core.Variable(symbol, type=symbol.type, span=span)
    if symbol.of is not None:
        return core.Apply(symbol, (symbol.of,), type=symbol.type.result, span=span)
    arguments = ", ".join("xyzuvw"[: len(symbol.type.arguments)]) or "x"
    raise error(f"{quoted(symbol.name)} is a function", span, f"write {symbol.name}({arguments})")


def undeclared(node: syntax.Name, context: Context) -> LanguageError:
    """The complaint about a name that stands for nothing, with the nearest names that do."""
    text = quoted(node.name)
    if node.name in _FORMS or node.name in functions.NAMES:
        return error(f"{text} is a function", node.span, f"write {node.name}(…), or declare the name")
    near = get_close_matches(node.name, [*context.names.all(), *context.bound, *functions.CONSTANTS], 1, 0.7)
    if node.name in _LETTERS and _LETTERS[node.name] in functions.CONSTANTS:
        near = [_LETTERS[node.name]]
    near = _with_subscripts(node.name, context) or near
    hint = f"did you mean {quoted(near[0])}?" if near else declaration_hint(node.name, context)
    if _is_bound_nearby(node, context):
        hint = f"{text} is the index of a sum or product, and means nothing outside of it"
    return LanguageError(Regardless(f"{text} is not declared", node.span, hint))


def _with_subscripts(name: str, context: Context) -> list[str]:
    """``z_i`` or ``z_1`` for ``z[i]`` and ``z[1]``."""
    own, *indices = name.split("_")
    known = {*context.names.all(), *context.bound}
    means = indices and own in known and known.union("123456789") >= {*indices}
    return [f"{own}[{', '.join(indices)}]"] if means else []


_LETTERS = {"π": "pi", "Pi": "pi", "PI": "pi", "inf": "oo", "infinity": "oo", "e": "E", "i": "I", "true": "True"}


def _is_bound_nearby(node: syntax.Name, context: Context) -> bool:
    """Whether a range such as ``(i, 1, n)`` binds the name somewhere else in the same statement."""
    whole, start = context.source.text, node.span.start
    begin = max(whole.rfind(key, 0, start) for key in ("claim:", "derivation:", "define:", "given:"))
    end = whole.find("\n  - ", start)
    statement = whole[max(begin, 0) : end if end >= 0 else len(whole)]
    return re.search(rf"\(\s*{re.escape(node.name)}\s*,[^()]*,", statement) is not None


def declaration_hint(name: str, context: Context) -> str:
    if context.source.name == "<command line>":
        return f"--declare '{name}: real'"
    return f"write `{name}: real` under declare"


def call(node: syntax.Call, context: Context) -> Expr:
    """A function, a form, or a defined or declared name at arguments."""
    called = node.function.name
    if called in context.bound:
        return _apply(context.bound[called], node, context)
    if called not in RESERVED and context.names.knows(called):
        symbol = context.names.symbol(called)
        return context.names.applied(called, node, context) if symbol is None else _apply(symbol, node, context)
    if called in _FORMS:
        return _FORMS[called](node, context)
    expr = functions.named(node, context)
    if expr is None:
        raise _unknown_function(node, context)
    return expr


def _unknown_function(node: syntax.Call, context: Context) -> LanguageError:
    called = node.function.name
    if called in functions.CONSTANTS and called not in _ELSEWHERE:
        hint = f"for a product write {called}*(…)"
        return error(f"{quoted(called)} is a constant, not a function", node.function.span, hint)
    hint = _ELSEWHERE.get(called, "")
    if not hint:
        near = get_close_matches(called, [*context.names.all(), *_FORMS, *functions.NAMES], 1, 0.7)
        hint = f"did you mean {quoted(near[0])}?" if near else f"declare it: `{called}: function(real)`"
    return LanguageError(Regardless(f"there is no function {quoted(called)}", node.function.span, hint))


def _apply(symbol: Symbol, node: syntax.Call, context: Context) -> Expr:
    """A declared arbitrary function at arguments of the declared types."""
    type = symbol.type
    called = quoted(symbol.name)
    if not isinstance(type, FunctionType):
        what = f"{called} is not a function"
        hint = f"for a product write {symbol.name}*(…)"
        if type.shape:
            hint = f"for an entry write {symbol.name}[…]"
        elif symbol.name in functions.NAMES or symbol.name in _FORMS:
            what = f"{called} is declared as a variable, so it is not the function of that name here"
        raise error(what, node.function.span, hint)
    if symbol.of is not None:
        raise error(f"{called} is a function of a defined tensor, and is written alone", node.span, f"write {called}")
    tensors.check_count(node, len(type.arguments), len(type.arguments))
    args = context.values(node.args)
    for arg, at, due in zip(args, node.args, type.arguments, strict=True):
        _check_argument(arg, at.span, due, called, context)
    return core.Apply(symbol, tuple(args), type=type.result, span=node.span)


def _check_argument(arg: Expr, span: Span, due: Type, called: str, context: Context) -> None:
    if not shapes.same(arg.type, due):
        message = f"{called} is declared for an argument that {shapes.describe(due)}, and {context.text(span)} "
        raise error(message + shapes.describe(arg.type), span)
    if due.kind.integral and not arg.type.kind.integral:
        raise error(f"{called} is declared for integers, and {context.text(span)} need not be one", span)
    if arg.type.kind is core.Kind.COMPLEX and due.kind is not core.Kind.COMPLEX:
        raise error(f"{called} is declared for real numbers, and {context.text(span)} is complex", span)
