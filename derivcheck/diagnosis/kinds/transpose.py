"""A transpose that is missing or too much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import shown
from derivcheck.language import syntax


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if spot.role != "value":
            continue
        penalty = setting.penalty(spot) or 0.0
        turned = _turned(spot.node)
        if turned is not None:
            said = (
                f"the transpose belongs to the other factor: {shown(spot.node)} stands where {shown(turned)} is right"
            )
            yield Repair(setting.put(spot, turned), said, penalty)
        if len(spot.path) < 2:
            continue  # that is the other layout
        if isinstance(spot.node, syntax.Transpose):
            said = f"the transpose of {shown(spot.node.value)} is too much"
            yield Repair(setting.put(spot, spot.node.value), said, penalty)
        elif not isinstance(spot.parent, syntax.Transpose) and _has_shape(setting, spot.node):
            due = syntax.Transpose(spot.node, span=spot.node.span)
            yield Repair(setting.put(spot, due), f"the transpose of {shown(spot.node)} is missing", penalty)


def _turned(tree: syntax.Tree) -> syntax.Tree | None:
    """`a @ b.T` for `a.T @ b`: the outer product for the inner one, and back."""
    match tree:
        case syntax.Operation(op="matmul", operands=(syntax.Transpose(value=left), right)):
            if not isinstance(right, syntax.Transpose):
                return replace(tree, operands=(left, syntax.Transpose(right, span=right.span)))
        case syntax.Operation(op="matmul", operands=(left, syntax.Transpose(value=right))):
            return replace(tree, operands=(syntax.Transpose(left, span=left.span), right))
    return None


def _has_shape(setting: Setting, tree: syntax.Tree) -> bool:
    value = setting.value(tree)
    return value is not None and bool(value.type.shape)


DIAGNOSIS = Diagnosis(
    kind="transpose",
    cost=1.15,
    why="the derivative of A @ x by x brings A to the other side, where it is transposed",
    repairs=repairs,
    examples=(
        Example("grad(x.T @ A @ y, y) == A @ x", "A.T @ x", ("n: size", "x, y: real[n]", "A: real[n, n]")),
        Example("grad(norm(A @ x)**2, x) == 2*A @ A @ x", "2*A.T @ A @ x", ("n: size", "x: real[n]", "A: real[n, n]")),
    ),
)
