"""Short ways to elaborate a text, and to look at what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language import core, syntax
from derivcheck.language.core import Claim, Expr
from derivcheck.language.elaborate import elaborate
from derivcheck.language.parser import parse
from derivcheck.language.problem import check_environment, load, single
from derivcheck.language.source import LanguageError, Source, Span

COMMON = (
    "n, m: size",
    "i, j: index(n)",
    "t: natural",
    "q: integer",
    "x, y, w: real",
    "c: complex",
    "z, v: real[n]",
    "W: real[m, n]",
    "A, B: real[n, n]",
    "g: real[natural]",
    "psi: function(real[n])",
)


def claim(text: str, declare: Sequence[str] = COMMON, define: Sequence[str] = (), given: Sequence[str] = ()) -> Claim:
    problem = single(text, declare, define, given)
    check_environment(problem)
    return elaborate(problem, problem.claims[0])


def value(text: str, declare: Sequence[str] = COMMON, define: Sequence[str] = ()) -> Expr:
    """The expression as the left side of an equation with itself."""
    statement = claim(f"({text}) == ({text})", declare, define).statement
    assert isinstance(statement, core.Call)
    return statement.args[0]


def meaning(text: str, declare: Sequence[str] = COMMON, define: Sequence[str] = ()) -> str:
    return shown(claim(text, declare, define).statement)


Found = tuple[str, str, str | None]


def complaints(
    text: str, declare: Sequence[str] = COMMON, define: Sequence[str] = (), given: Sequence[str] = ()
) -> list[Found]:
    """What is wrong: each message, the text it points at, and its hint."""
    try:
        problem = single(text, declare, define, given)
        check_environment(problem)
        elaborate(problem, problem.claims[0])
    except LanguageError as error:
        whole = "\n".join([text, *given, *declare, *define])
        return [(c.message, whole[c.span.start : c.span.end], c.hint) for c in error.complaints]
    raise AssertionError("nothing is wrong with the claim")


def complaint(
    text: str, declare: Sequence[str] = COMMON, define: Sequence[str] = (), given: Sequence[str] = ()
) -> Found:
    (only,) = complaints(text, declare, define, given)
    return only


def parse_complaints(text: str) -> list[Found]:
    try:
        parse(text, Span)
    except LanguageError as error:
        return [(c.message, text[c.span.start : c.span.end], c.hint) for c in error.complaints]
    raise AssertionError("the text is read")


def file_complaints(text: str) -> list[tuple[str, tuple[int, int], str | None]]:
    """What is wrong with the form of a problem file: each message, its line and column, and its hint."""
    source = Source("file.yaml", text)
    try:
        load(source)
    except LanguageError as error:
        return [(c.message, source.position(c.span.start), c.hint) for c in error.complaints]
    raise AssertionError("the file has the form of a problem file")


def tree(node: syntax.Tree) -> str:
    """A syntax tree on one line."""
    match node:
        case syntax.Number():
            return str(node.value) if node.places is None else f"{node.value}:{node.places}"
        case syntax.Name():
            return node.name
        case syntax.Direction():
            return repr(node.text)
        case syntax.Operation() | syntax.Logic():
            return f"{node.op}({', '.join(map(tree, node.operands))})"
        case syntax.Relation():
            return f"{'/'.join(node.ops)}({', '.join(map(tree, node.operands))})"
        case syntax.Call():
            return f"{node.function.name}!({', '.join(map(tree, node.args))})"
        case syntax.Subscript():
            return f"{tree(node.value)}[{', '.join(map(tree, node.indices))}]"
        case syntax.Transpose():
            return f"{tree(node.value)}.T"
        case syntax.Listed():
            return f"[{', '.join(map(tree, node.items))}]"
        case syntax.Tupled():
            return f"<{', '.join(map(tree, node.items))}>"


def _symbol(symbol: core.Symbol) -> str:
    return f"{symbol.name}'" if symbol.number else symbol.name


def shown(expr: Expr) -> str:
    """An elaborated expression on one line; bound names have a prime."""
    match expr:
        case core.Number():
            return str(expr.value)
        case core.Constant():
            return expr.name
        case core.Variable():
            return _symbol(expr.symbol)
        case core.Call():
            return f"{expr.op}({_all(expr.args)})"
        case core.Apply():
            return f"{_symbol(expr.function)}!({_all(expr.args)})"
        case core.Entry():
            return f"{shown(expr.tensor)}[{_all(expr.indices)}]"
        case core.Array():
            return f"[{_all(expr.items)}]"
        case core.Table():
            return f"{{{', '.join(map(_symbol, expr.indices))}: {shown(expr.body)}}}"
        case core.Sigma():
            return f"{expr.op}({shown(expr.body)}, {_symbol(expr.index)}, {shown(expr.lower)}, {shown(expr.upper)})"
        case core.Derivative():
            return f"D({shown(expr.body)}, {', '.join(f'{shown(t)}^{n}' for t, n in expr.targets)})"
        case core.Gradient():
            return f"{expr.op}({shown(expr.body)}, {shown(expr.target)})"
        case core.Substitution():
            return f"({shown(expr.body)} | {_symbol(expr.variable)} = {shown(expr.value)})"
        case core.Limit():
            return f"Limit({shown(expr.body)}, {_symbol(expr.variable)}, {shown(expr.point)}, {expr.direction})"
        case core.Integral():
            bounds = f"{shown(expr.lower)}, {shown(expr.upper)}"
            return f"Integral({shown(expr.body)}, {_symbol(expr.variable)}, {bounds})"
        case core.Quantified():
            return f"{expr.op}({', '.join(map(_symbol, expr.variables))}: {shown(expr.body)})"
        case core.Predicate():
            return f"{expr.op}({_all(expr.args)}; {', '.join(map(_symbol, expr.variables))})"
        case core.Recursion():
            base = ", ".join(f"{at}: {shown(b)}" for at, b in expr.base)
            return f"rec({base}; {_symbol(expr.parameter)}: {shown(expr.step)})[{shown(expr.index)}]"


def _all(exprs: Sequence[Expr]) -> str:
    return ", ".join(map(shown, exprs))
