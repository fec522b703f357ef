"""One operation for another: a product for a sum or a difference, a quotient for a product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import operation, shown
from derivcheck.language.syntax import Call, Name, Operation, Tree

_OTHERS = {
    "add": ("mul", "div", "matmul"),
    "sub": ("mul", "div", "matmul"),
    "mul": ("sub", "add", "div", "pow", "matmul"),
    "div": ("mul", "sub", "add"),
    "matmul": ("mul", "add"),
    "pow": ("mul",),
}


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if isinstance(spot.node, Operation) and spot.role == "value":
            for due in (*_others(spot.node), *_of_derivatives(spot.node)):
                said = f"the wrong operation: {shown(spot.node)} stands where {shown(due)} is right"
                yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


def _others(tree: Operation) -> Iterator[Tree]:
    if len(tree.operands) == 2:
        for op in _OTHERS.get(tree.op, ()):
            yield replace(tree, op=op)
        return
    for k in range(len(tree.operands) - 1 if tree.op == "add" else 0):
        first, second = tree.operands[k : k + 2]
        for op in _OTHERS["add"]:
            yield operation("add", *tree.operands[:k], operation(op, first, second), *tree.operands[k + 2 :])
    for k in range(len(tree.operands) - 1 if tree.op == "mul" else 0):
        first, second = (operation("mul", *part) if len(part) > 1 else part[0] for part in _halves(tree, k + 1))
        yield operation("add", first, second)
        yield operation("sub", first, second)


def _of_derivatives(tree: Operation) -> Iterator[Tree]:
    """A derivative times something, where the derivative of that was meant: `d/dw` in front of it."""
    match tree:
        case Operation(op="mul", operands=(Call(function=Name(name="D"), args=(_, *by)) as slope, after)):
            yield replace(slope, args=(after, *by))


def _halves(tree: Operation, at: int) -> tuple[tuple[Tree, ...], tuple[Tree, ...]]:
    return tree.operands[:at], tree.operands[at:]


DIAGNOSIS = Diagnosis(
    kind="operator",
    cost=1.38,
    why="a sign of operation was misread or copied wrongly",
    repairs=repairs,
    examples=(
        Example("(2*a - 2*b)/2 == a*b", "a - b", ("a, b: real",)),
        Example("exp(x + y) == exp(x) + exp(y)", "exp(x)*exp(y)", ("x, y: real",)),
    ),
)
