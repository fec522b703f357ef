"""Vectors and matrices that are written out are added, multiplied and transposed entry by entry."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.diagnosis.trees import operation, total
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Listed, Number, Operation, Subscript, Transpose, Tree

_MOST_ENTRIES = 64


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    match tree:
        case Operation(op="neg", operands=(Listed() as inner,)):
            return Rewritten(_entrywise(inner, lambda e: operation("neg", e)))
        case Operation(op="add" | "sub", operands=operands) if all(isinstance(o, Listed) for o in operands):
            return _rewritten(_zipped(tree.op, operands))
        case Operation(op="mul", operands=(factor, Listed() as inner)) if scene.is_scalar(factor):
            return Rewritten(_entrywise(inner, lambda e: operation("mul", factor, e)))
        case Operation(op="div", operands=(Listed() as inner, divisor)) if scene.is_scalar(divisor):
            return Rewritten(_entrywise(inner, lambda e: operation("div", e, divisor)))
        case Operation(op="matmul", operands=(left, right)):
            return _rewritten(_product(left, right))
        case Transpose(value=Listed() as inner) if (rows := _rows(inner)) is not None:
            return Rewritten(_listed([_listed(list(column)) for column in zip(*rows, strict=True)]))
        case Subscript(value=Listed() as inner, indices=indices) if all(isinstance(i, Number) for i in indices):
            return _rewritten(_picked(inner, [int(i.value) for i in indices if isinstance(i, Number)]))
    return None


def _rewritten(tree: Tree | None) -> Rewritten | None:
    return None if tree is None else Rewritten(tree)


def _listed(items: list[Tree]) -> Listed:
    return Listed(tuple(items), span=items[0].span)


def _entrywise(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    return _listed([_entrywise(i, change) for i in tree.items]) if isinstance(tree, Listed) else change(tree)


def _zipped(op: str, operands: tuple[Tree, ...]) -> Tree | None:
    if not all(isinstance(o, Listed) for o in operands):
        return None if any(isinstance(o, Listed) for o in operands) else operation(op, *operands)
    rows = [o.items for o in operands if isinstance(o, Listed)]
    if len({len(r) for r in rows}) != 1:
        return None
    items = [_zipped(op, column) for column in zip(*rows, strict=True)]
    kept = [i for i in items if i is not None]
    return _listed(kept) if len(kept) == len(items) else None


def _rows(tree: Tree) -> list[tuple[Tree, ...]] | None:
    """The rows of a matrix that is written out."""
    if not isinstance(tree, Listed) or not all(isinstance(r, Listed) for r in tree.items):
        return None
    rows = [r.items for r in tree.items if isinstance(r, Listed)]
    return rows if len({len(r) for r in rows}) == 1 and sum(map(len, rows)) <= _MOST_ENTRIES else None


def _product(left: Tree, right: Tree) -> Tree | None:
    row = _row(left)
    rows = [row] if row is not None else _rows(left)
    if rows is None or not isinstance(right, Listed):
        return None
    columns = _rows(right)
    if columns is None:
        if any(isinstance(i, Listed) for i in right.items) or len(rows[0]) != len(right.items):
            return None
        entries: list[Tree] = [_dot(r, right.items) for r in rows]
        return entries[0] if row is not None else _listed(entries)
    if len(rows[0]) != len(columns):
        return None
    return _listed([_listed([_dot(r, c) for c in zip(*columns, strict=True)]) for r in rows])


def _row(tree: Tree) -> tuple[Tree, ...] | None:
    """The entries of a vector that is written out and transposed."""
    match tree:
        case Transpose(value=Listed(items=items)) if not any(isinstance(i, Listed) for i in items):
            return items
    return None


def _dot(one: tuple[Tree, ...], other: tuple[Tree, ...]) -> Tree:
    return total([(1, operation("mul", a, b)) for a, b in zip(one, other, strict=True)])


def _picked(tree: Tree, indices: list[int]) -> Tree | None:
    for index in indices:
        if not isinstance(tree, Listed) or not 1 <= index <= len(tree.items):
            return None
        tree = tree.items[index - 1]
    return tree


RULE = Rule(
    name="entry by entry",
    cost=60,
    formula="[a, b] + c*[d, e] == [a + c*d, b + c*e]",
    apply=apply,
    examples=(
        Example("[x, 1] - 2*[1, x]", "[x, 1] - [2, 2*x]", ("x: real",)),
        Example("[[1, x], [0, 1]] @ [x, 2]", "[x + x*2, 2]", ("x: real",)),
    ),
)
