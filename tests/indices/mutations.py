"""Slips in a claim's text: an index, a sign, a factor, an exponent, a delta, a range, a term left out."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from random import Random

#: Indices that run over the same axis, and tensors of the same shape.
_ALIKE = (frozenset("ijkl"), frozenset("ab"), frozenset("xyzpq"), frozenset("uv"), frozenset("ABHG"), frozenset("WVX"))
_BINDERS = ("Sum", "Product")
_HEADS = ("D", "Subs", "grad", "hess", "jac")


def mutants(claim: str) -> Iterator[tuple[str, str]]:
    """Every claim with one slip, and the slip's kind. The same order every time."""
    seen = {claim}
    tree = ast.parse(claim, mode="eval")
    for count, original in enumerate(ast.walk(tree)):
        for kind, change in _CHANGES:
            for variant in range(4):
                if change(original, variant) is None:
                    break
                changed = copy.deepcopy(tree)
                node = list(ast.walk(changed))[count]
                replacement = change(node, variant)
                assert replacement is not None
                text = ast.unparse(replaced(changed, node, replacement))
                if text not in seen:
                    seen.add(text)
                    yield kind, text


def sample(claim: str, count: int, random: Random) -> list[tuple[str, str]]:
    """Some slips, all kinds alike."""
    found = list(mutants(claim))
    random.shuffle(found)
    by_kind: dict[str, list[str]] = {}
    for kind, text in found:
        by_kind.setdefault(kind, []).append(text)
    chosen: list[tuple[str, str]] = []
    while len(chosen) < count and any(by_kind.values()):
        for kind, texts in by_kind.items():
            if texts and len(chosen) < count:
                chosen.append((kind, texts.pop()))
    return chosen


def replaced(tree: ast.expr | ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is old else self.generic_visit(node)

    return ast.fix_missing_locations(Swap().visit(tree))


def _index(node: ast.AST, variant: int) -> ast.AST | None:
    """Another name of its kind, or an index one further on."""
    if not isinstance(node, ast.Name):
        return None
    others = sorted(next((s for s in _ALIKE if node.id in s), frozenset()) - {node.id})
    if variant < min(2, len(others)):
        return ast.Name(others[(variant + ord(node.id)) % len(others)])
    if node.id in "ijklab" and variant < 4:
        return ast.BinOp(ast.Name(node.id), ast.Add() if variant % 2 else ast.Sub(), ast.Constant(1))
    return None


def _sign(node: ast.AST, variant: int) -> ast.AST | None:
    if variant == 0 and isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        return ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)
    if variant == 0 and isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return node.operand
    return None


def _factor(node: ast.AST, variant: int) -> ast.AST | None:
    if not isinstance(node, (ast.BinOp, ast.Call, ast.Subscript)) or variant > 1 or _is_matrix_product(node):
        return None
    by: ast.expr = ast.Name("n") if variant else ast.Constant(2)
    return ast.BinOp(by, ast.Mult(), node)


def _is_matrix_product(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult)


def _exponent(node: ast.AST, variant: int) -> ast.AST | None:
    if variant == 0 and isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + 1)
    if variant == 1 and isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value > 0:
        return ast.Constant(node.value - 1)
    if variant == 0 and isinstance(node, ast.Subscript):
        return ast.BinOp(node, ast.Pow(), ast.Constant(2))
    return None


def _delta(node: ast.AST, variant: int) -> ast.AST | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "delta"):
        return None
    changed: tuple[ast.expr, ...] = (
        ast.Constant(1),
        ast.Constant(0),
        ast.BinOp(ast.Constant(1), ast.Sub(), node),
    )
    return changed[variant] if variant < len(changed) else None


def _range(node: ast.AST, variant: int) -> ast.AST | None:
    """One index fewer at either end, or more of them."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _BINDERS):
        return None
    over = node.args[-1]
    if isinstance(over, ast.Name):
        last: ast.expr = ast.Name("m" if over.id in "ab" else "n")
        name, first = over.id, ast.Constant(1)
        low, high = first, last
    elif isinstance(over, ast.Tuple) and isinstance(over.elts[0], ast.Name):
        name, low, high = over.elts[0].id, over.elts[1], over.elts[2]  # type: ignore[assignment]
    else:
        return None
    one = ast.Constant(1)
    ranges: tuple[tuple[ast.expr, ast.expr], ...] = (
        (low, ast.BinOp(high, ast.Sub(), one)),
        (ast.BinOp(low, ast.Add(), one), high),
        (high, low),
        (ast.BinOp(low, ast.Sub(), one), high),
    )
    bounds = ranges[variant]
    return ast.Call(node.func, [*node.args[:-1], ast.Tuple([ast.Name(name), *bounds])], [])


def _dropped(node: ast.AST, variant: int) -> ast.AST | None:
    if isinstance(node, ast.BinOp) and not isinstance(node.op, (ast.Pow, ast.MatMult)):
        return (node.left, node.right)[variant] if variant < 2 else None
    if isinstance(node, ast.Attribute):
        return node.value if variant == 0 else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in (*_HEADS, *_BINDERS):
        return node.args[0] if variant == 0 and len(node.args) == 1 else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _BINDERS:
        return node.args[0] if variant == 0 and len(node.args) == 2 else None
    return None


def _turned(node: ast.AST, variant: int) -> ast.AST | None:
    """A transpose too many, a product in the other order, the two indices of an entry exchanged."""
    if variant == 0 and isinstance(node, ast.Name) and node.id in "ABWVX":
        return ast.Attribute(node, "T")
    if variant == 0 and _is_matrix_product(node):
        assert isinstance(node, ast.BinOp)
        return ast.BinOp(node.right, ast.MatMult(), node.left)
    if variant == 0 and isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        return ast.Subscript(node.value, ast.Tuple(list(reversed(node.slice.elts))))
    return None


_CHANGES: tuple[tuple[str, Callable[[ast.AST, int], ast.AST | None]], ...] = (
    ("index", _index), ("sign", _sign), ("factor", _factor), ("exponent", _exponent), ("delta", _delta),
    ("range", _range), ("dropped", _dropped), ("turned", _turned),
)  # fmt: skip
