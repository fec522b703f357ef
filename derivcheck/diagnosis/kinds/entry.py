"""A vector or matrix written out by its entries: one too many or too few, or indices that do not follow the rest.

Entry i, j of a Hessian is the derivative by the i-th and the j-th variable, and so on: the entries differ by indices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import Spot, number, replaced, same, shown, walk
from derivcheck.language import syntax
from derivcheck.language.core import Size
from derivcheck.language.syntax import Listed, Number, Tree

_MOST_ENTRIES = 30
#: Where there are as many as belong, it is rather something in one of them.
_OF_ENTRIES = 0.3
_LARGEST = 6  # rows and columns


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if isinstance(spot.node, Listed) and spot.role == "value":
            yield from _without_one(setting, spot)
            if len(spot.path) == 1:
                yield from _by_rule(setting, spot)


def _without_one(setting: Setting, spot: Spot) -> Iterator[Repair]:
    """One entry or row too many."""
    items = spot.node.items if isinstance(spot.node, Listed) else ()
    for k in range(len(items) if 1 < len(items) <= _LARGEST else 0):
        due = Listed((*items[:k], *items[k + 1 :]), span=spot.node.span)
        said = f"{shown(items[k])} is too much: {shown(due)} is right in place of {shown(spot.node)}"
        yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


def _by_rule(setting: Setting, spot: Spot) -> Iterator[Repair]:
    """All entries by the rule that one of them shows, in the shape of the other side."""
    shape = _shape(setting, spot)
    if shape is None:
        return
    own = list(_entries(spot.node))
    for entry in own[:_MOST_ENTRIES]:
        numbers = [s.path for s in walk(entry) if _is_index(s)]
        for chosen in combinations(numbers, len(shape)):
            for paths in permutations(chosen):
                due = _filled(entry, paths, shape, spot.node)
                new = list(_entries(due))
                if len(own) != len(new) or sum(not same(a, b) for a, b in zip(own, new, strict=True)) > 1:
                    extra = _OF_ENTRIES * (len(own) == len(new)) + (setting.penalty(spot) or 0.0)
                    yield Repair(setting.put(spot, due), _said(own, new, due), extra)


def _is_index(spot: Spot) -> bool:
    return isinstance(spot.node, Number) and isinstance(spot.parent, syntax.Subscript)


def _shape(setting: Setting, spot: Spot) -> tuple[int, ...] | None:
    """The numbers of rows and columns of the other side; None if they vary, or are many."""
    statement = setting.statement
    if not isinstance(statement, syntax.Relation) or statement.ops != ("eq",):
        return None
    other = setting.value(statement.operands[1 - spot.path[0]])
    lengths = [axis.length for axis in other.type.shape] if other is not None else []
    found = [next((n for n in range(1, _LARGEST + 1) if length == Size.of(n)), 0) for length in lengths]
    return tuple(found) if found and all(found) else None


def _entries(tree: Tree) -> Iterator[Tree]:
    for item in tree.items if isinstance(tree, Listed) else ():
        if isinstance(item, Listed):
            yield from _entries(item)
        else:
            yield item


def _filled(entry: Tree, paths: Sequence[tuple[int, ...]], shape: tuple[int, ...], whole: Tree) -> Tree:
    """A vector or matrix of entries with other indices at these places."""
    items = []
    for k in range(1, shape[0] + 1):
        here = replaced(entry, paths[0], number(k))
        items.append(here if len(shape) == 1 else _filled(here, paths[1:], shape[1:], whole))
    return Listed(tuple(items), span=whole.span)


def _said(old: list[Tree], new: list[Tree], due: Tree) -> str:
    if len(old) != len(new):
        return f"there are {len(old)} entries where {len(new)} belong, in this order: {shown(due)}"
    wrong = [(a, b) for a, b in zip(old, new, strict=True) if shown(a) != shown(b)]
    return "; ".join(f"{shown(a)} stands where {shown(b)} is right" for a, b in wrong[:3])


_POINT = ("p: real[3]", "f: function(real[3]), C2")

DIAGNOSIS = Diagnosis(
    kind="entry",
    cost=1.25,
    why="what is written out by its entries has one for each variable, in the order of the variables",
    repairs=repairs,
    examples=(
        Example("x == [x[1], x[2], 1]", "[x[1], x[2]]", ("x: real[2]",)),
        Example(
            "grad(f(p), p) == [D(f(p), p[1]), D(f(p), p[3])]", "[D(f(p), p[1]), D(f(p), p[2]), D(f(p), p[3])]", _POINT
        ),
    ),
)
