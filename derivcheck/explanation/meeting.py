"""Where two calculations meet that began at the two sides of an equation: between lines that are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.diagnosis.trees import children, walk
from derivcheck.explanation.lines import Line, names_within
from derivcheck.explanation.patterns import OPERATORS, summed
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Call, Name, Tree
from derivcheck.language.writing import written

_MOST = 3


def near(left: Sequence[Line], right: Sequence[Line], scene: Scene) -> list[tuple[int, int]]:
    """Numbers of lines with the same names and sums in which nothing is left to be worked out, the first ones first.

    None where nothing had to be worked out: then all lines are near.
    """
    if worked_out(left[0].tree) <= worked_out(right[0].tree):
        return []
    found = [(i, k) for i, a in enumerate(left) for k, b in enumerate(right) if _are_near(a.tree, b.tree, scene)]
    return sorted(found, key=sum)[:_MOST]


def worked_out(tree: Tree) -> set[str]:
    """The derivatives, expectations and the like in a tree."""
    return {written(s.node) for s in walk(tree) if isinstance(s.node, Call) and s.node.function.name in OPERATORS}


def _are_near(one: Tree, other: Tree, scene: Scene) -> bool:
    return (
        worked_out(one) == worked_out(other)
        and names_within(one, scene) == names_within(other, scene)
        and _sums(one, scene) == _sums(other, scene)
        and _has_delta(one) == _has_delta(other)
    )


def _has_delta(tree: Tree) -> bool:
    return any(isinstance(s.node, Call) and s.node.function.name == "delta" for s in walk(tree))


def _sums(tree: Tree, scene: Scene) -> list[str]:
    """The sums in a tree by their ranges, each with those that stand in it."""
    sum_ = summed(tree)
    inner = sorted(text for c in (children(tree) if sum_ is None else sum_.args[:1]) for text in _sums(c, scene))
    return inner if sum_ is None else [f"{sorted(_range(r, scene) for r in sum_.args[1:])}{inner}"]


def _range(ranged: Tree, scene: Scene) -> str:
    """What an index runs over."""
    if isinstance(ranged, Name):
        symbol = scene.setting.environment.symbol_or_none(ranged.name)
        return "" if symbol is None else f"{symbol.axis}"
    return ", ".join(map(written, children(ranged)[1:]))
