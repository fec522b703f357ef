"""Repairs that say nothing: what was wrong is made to cancel, or to hold for a reason that is beside the point."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.inverse import Values
from derivcheck.diagnosis.trees import factors, is_zero, same, terms, walk
from derivcheck.language import core
from derivcheck.language.core import Expr
from derivcheck.language.syntax import Call, Logic, Operation, Relation, Tree

#: Functions of which two equal arguments are one too many.
_OF_TWO = frozenset({"Max", "Min", "delta", "KroneckerDelta"})


def cancellations(tree: Tree) -> int:
    """Terms that stand against each other, factors above and below, zeros, and the like: what nobody means to write."""
    return sum(_own(s.node, s.parent) for s in walk(tree) if s.role == "value")


def _own(node: Tree, parent: Tree | None) -> int:
    match node:
        case Operation(op="add" | "sub" | "neg") if not _is(parent, "add", "sub", "neg"):
            return _opposites(terms(node)) + sum(is_zero(term) for _, term in terms(node))
        case Operation(op="mul" | "div") if not _is(parent, "mul", "div"):
            return _opposites(factors(node)) + sum(is_zero(factor) for _, factor in factors(node))
        case Operation(op="pow", operands=(_, exponent)):
            return int(is_zero(exponent))
        case Call(args=(first, second)) if node.function.name in _OF_TWO:
            return int(same(first, second))
    return 0


def _is(tree: Tree | None, *ops: str) -> bool:
    return isinstance(tree, Operation) and tree.op in ops


def _opposites(parts: list[tuple[int, Tree]]) -> int:
    return sum(
        parts[a][0] != parts[b][0] and same(parts[a][1], parts[b][1]) for b in range(len(parts)) for a in range(b)
    )


def inequalities(tree: Tree, meaning: Expr) -> Iterator[tuple[Tree, Expr]]:
    """The inequalities that a statement consists of, and what they mean."""
    match tree, meaning:
        case Logic(op="and" | "or" | "implies", operands=operands), core.Call(args=args) if len(operands) == len(args):
            for operand, arg in zip(operands, args, strict=True):
                yield from inequalities(operand, arg)
        case Relation(ops=(op,)), _ if op in ("lt", "le", "gt", "ge", "ne"):
            yield tree, meaning


def are_apart(left: Values, right: Values) -> bool:
    """Whether one side is positive and the other negative wherever they have values: no inequality to speak of."""
    signs = {
        (x > 0, y > 0) if x and y else None
        for a, b in zip(left, right, strict=True)
        if a is not None and b is not None
        for x, y in zip(a, b, strict=False)
    }
    return signs in ({(True, False)}, {(False, True)})
