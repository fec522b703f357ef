"""Slips in claims about matrices: a transpose dropped or put in, factors exchanged, a factor changed, a trace for a
determinant, a term lost, an inverse forgotten, another matrix of the same shape, the other layout."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

from tests.indices.mutations import replaced

_ALIKE = (frozenset("ABCX"), frozenset("SP"), frozenset("UV"), frozenset("FH"), frozenset("uvbx"))
_SWAPPED = {"tr": "det", "det": "tr", "grad": "jac"}


def mutants(claim: str) -> Iterator[tuple[str, str]]:
    """Every claim with one slip, and the slip's kind."""
    tree = ast.parse(claim, mode="eval")
    seen = {claim, ast.unparse(tree)}
    for count, original in enumerate(ast.walk(tree)):
        for kind, change in _CHANGES.items():
            for variant in range(len(list(change(copy.deepcopy(original))))):
                changed = copy.deepcopy(tree)
                node = list(ast.walk(changed))[count]
                replacement = list(change(copy.deepcopy(node)))[variant]
                text = ast.unparse(replaced(changed, node, replacement))
                if text not in seen:
                    seen.add(text)
                    yield kind, text


def _is_call(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _transpose(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif (isinstance(node, ast.Name) and node.id.isupper()) or _is_call(node, "inv"):
        assert isinstance(node, ast.expr)
        yield ast.Attribute(node, "T")


def _exchanged(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield ast.BinOp(node.right, node.op, node.left)
        if isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.MatMult):
            yield ast.BinOp(ast.BinOp(node.left.left, node.op, node.right), node.op, node.left.right)


def _factor(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        if node.value > 1:
            yield ast.Constant(node.value - 1)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield ast.BinOp(ast.Constant(2), ast.Mult(), node)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        yield node.left


def _name(node: ast.AST) -> Iterator[ast.AST]:
    if _is_call(node, *_SWAPPED):
        assert isinstance(node, ast.Call)
        assert isinstance(node.func, ast.Name)
        yield ast.Call(ast.Name(_SWAPPED[node.func.id]), node.args, [])


def _lost(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        yield node.left
        yield node.right
        yield ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield node.left
        yield node.right
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand


def _inverse(node: ast.AST) -> Iterator[ast.AST]:
    if _is_call(node, "inv"):
        assert isinstance(node, ast.Call)
        yield node.args[0]
    elif isinstance(node, ast.Name) and node.id in "ABGPRSX":
        yield ast.Call(ast.Name("inv"), [node], [])


def _other(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Name):
        for group in _ALIKE:
            if node.id in group:
                yield from (ast.Name(other) for other in sorted(group - {node.id}))


def _power(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield node.left
        yield ast.BinOp(node.left, node.op, ast.BinOp(node.right, ast.Add(), ast.Constant(1)))


_CHANGES: dict[str, Callable[[ast.AST], Iterator[ast.AST]]] = {
    "transpose": _transpose,
    "order": _exchanged,
    "factor": _factor,
    "function": _name,
    "lost": _lost,
    "inverse": _inverse,
    "name": _other,
    "power": _power,
}
