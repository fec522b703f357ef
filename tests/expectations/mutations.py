"""Slips that people make with expectations, besides those with indices, signs, factors and exponents."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from tests.indices import mutations

_STATISTICS = ("Expect", "Var", "Cov")


def mutants(claim: str) -> Iterator[tuple[str, str]]:
    """Every claim with one slip, and the slip's kind; the same order every time."""
    seen = {claim}
    for kind, text in mutations.mutants(claim):
        if text not in seen:
            seen.add(text)
            yield kind, text
    tree = ast.parse(claim, mode="eval")
    for position, original in enumerate(ast.walk(tree)):
        for kind, _ in _changes(original):
            changed = copy.deepcopy(tree)
            node = list(ast.walk(changed))[position]
            replacement = dict(_changes(node))[kind]
            text = ast.unparse(mutations.replaced(changed, node, replacement))
            if text not in seen:
                seen.add(text)
                yield kind, text


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Name) and node.id == "n":
        yield "one fewer", ast.BinOp(node, ast.Sub(), ast.Constant(1))
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _STATISTICS):
        return
    name, first = node.func.id, node.args[0]
    if name == "Var":
        yield "mean for variance", _call("Expect", first)
        yield "second moment for variance", _call("Expect", _power(first, 2))
        yield "standard deviation for variance", _call("sqrt", node)
    if name == "Expect":
        yield "variance for mean", _call("Var", first)
        if isinstance(first, ast.BinOp) and isinstance(first.op, ast.Pow):
            yield "power outside", ast.BinOp(_call("Expect", first.left), ast.Pow(), first.right)
        if isinstance(first, ast.BinOp) and isinstance(first.op, ast.Mult):
            yield "factors apart", ast.BinOp(_call("Expect", first.left), ast.Mult(), _call("Expect", first.right))
        if isinstance(first, ast.Call) and isinstance(first.func, ast.Name) and first.func.id == "D":
            yield "derivative outside", ast.Call(first.func, [_call("Expect", first.args[0]), *first.args[1:]], [])
    if name == "Cov":
        yield "product for covariance", _call("Expect", ast.BinOp(first, ast.Mult(), node.args[1]))
        yield "variance for covariance", _call("Var", first)


def _call(name: str, argument: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name), [argument], [])


def _power(base: ast.expr, exponent: int) -> ast.expr:
    return ast.BinOp(base, ast.Pow(), ast.Constant(exponent))
