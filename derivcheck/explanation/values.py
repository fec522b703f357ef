"""A counterexample worked out: what both sides and their parts are worth there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from derivcheck.diagnosis.trees import factors, terms
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.evaluate import PRECISIONS, evaluate
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.showing import show
from derivcheck.explanation.binders import bound
from derivcheck.explanation.patterns import OPERATORS
from derivcheck.explanation.scene import Scene
from derivcheck.language.core import Expr
from derivcheck.language.syntax import Call, Name, Number, Relation, Transpose, Tree

_MOST_PARTS = 8  # of one side
_DEEPEST = 3
_LONGEST = 60  # characters of a part


@dataclass(frozen=True, slots=True)
class Value:
    """A part of one side and its value; ``depth`` 0 for the side itself."""

    side: str
    depth: int
    tree: Tree
    value: Any


def worked_out(relation: Relation, scene: Scene, instance: Instance) -> tuple[Value, ...]:
    """Both sides of a relation, each followed by those of its parts that have a value of their own.

    Nothing where a side has none.
    """
    if len(relation.operands) != 2:
        return ()
    found: list[Value] = []
    for side, tree in zip(("left", "right"), relation.operands, strict=True):
        own = [v for depth, part in _parts(tree, 0) if (v := _value(side, depth, part, scene, instance)) is not None]
        found += own[:_MOST_PARTS]
    return tuple(found) if len({v.side for v in found if not v.depth}) == 2 else ()


def _value(side: str, depth: int, tree: Tree, scene: Scene, instance: Instance) -> Value | None:
    expr = scene.setting.value(tree)
    value = None if expr is None else enclosed(expr, instance)
    return None if value is None else Value(side, depth, tree, show(value))


def enclosed(expr: Expr, instance: Instance) -> Any:
    """The value of an expression at an instance; None where it has none that can be told."""
    for precision in PRECISIONS[:3]:
        try:
            return evaluate(expr, instance, precision)
        except (EvaluationError, KeyError, RecursionError):
            continue
    return None


def _parts(tree: Tree, depth: int) -> Iterator[tuple[int, Tree]]:
    yield depth, tree
    if depth == _DEEPEST:
        return
    for part in _below(tree):
        if not isinstance(part, (Number, Name)):
            yield from _parts(part, depth + 1)


def _below(tree: Tree) -> list[Tree]:
    """What a value is put together from: terms, else factors, else arguments."""
    parts = [t for _, t in terms(tree)]
    if len(parts) == 1:
        parts = [f for _, f in factors(parts[0])]
    if len(parts) > 1 or parts[0] is not tree:
        return parts
    match tree:
        case Transpose(value=inner):
            return [inner]
        case Call(function=Name(name=own), args=args) if own not in OPERATORS and not bound(tree):
            return list(args)
    return []
