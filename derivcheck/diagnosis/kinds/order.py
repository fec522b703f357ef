"""Factors in the wrong order: matrix products do not commute."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import operation, shown
from derivcheck.language.syntax import Operation, Tree


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if not _is_product(spot.node) or _is_product(spot.parent):
            continue
        matrices = _factors(spot.node)
        for k in range(len(matrices) - 1):
            order = [*matrices[:k], matrices[k + 1], matrices[k], *matrices[k + 2 :]]
            due = _joined(order)
            said = f"the order of the factors is wrong: {shown(spot.node)} stands where {shown(due)} is right"
            yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


def _is_product(tree: Tree | None) -> bool:
    return isinstance(tree, Operation) and tree.op == "matmul"


def _factors(tree: Tree) -> list[Tree]:
    if isinstance(tree, Operation) and tree.op == "matmul":
        return [f for operand in tree.operands for f in _factors(operand)]
    return [tree]


def _joined(factors: list[Tree]) -> Tree:
    result = factors[0]
    for factor in factors[1:]:
        result = operation("matmul", result, factor)
    return result


DIAGNOSIS = Diagnosis(
    kind="order",
    cost=1.12,
    why="the factors of a matrix product cannot be exchanged, and a transpose or an inverse turns their order round",
    repairs=repairs,
    examples=(
        Example("(A @ B).T == A.T @ B.T", "B.T @ A.T", ("n: size", "A, B: real[n, n]")),
    ),
)
