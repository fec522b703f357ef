"""Two mistakes at once that work together: one inside of what the other changes, or both in one sum or function.

What two edits that stand apart add or multiply by is looked up (`apart`). These have to be tried, so only a few
likely edits of each kind are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from derivcheck.diagnosis.combined.edit import Edit, at, combined, difference, overlap
from derivcheck.diagnosis.trees import children, replaced
from derivcheck.language.syntax import Operation, Relation, Tree

_MOST_OF_KIND = 10
_MOST_OF_PLACE = 4
#: Mistakes come together at one place.
_OF_NEARNESS = 0.1
#: What makes something quite else, and with another mistake almost anything.
_UNLIKELY = {"operator": 0.3, "parentheses": 0.1, "number": 0.1}
_SUMS = frozenset({"add", "sub", "neg"})
_PRODUCTS = frozenset({"mul", "div", "neg"})


#: An edit, its place, and what it puts there.
Placed = tuple[Edit, tuple[int, ...], Tree]


def together(statement: Tree, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Pairs of edits of a statement, the cheapest first; whether one is enough must be looked at."""
    chosen = list(likely(statement, edits))
    found = [(a, b) for a, b in combinations(chosen, 2) if _are_near(statement, a[1], b[1])]
    found.sort(key=lambda p: sum(e.cost + _UNLIKELY.get(e.kind.kind, 0.0) for e, *_ in p) - _nearby(*p))
    for one, other in found:
        tree = joined(statement, one, other)
        if tree is not None:
            yield combined((one[0], other[0]), tree)


def _nearby(one: Placed, other: Placed) -> float:
    return _OF_NEARNESS * nearness(one[1], other[1])


def likely(statement: Tree, edits: Sequence[Edit]) -> Iterator[Placed]:
    """The cheapest edits of each kind, a few of them for each place."""
    of_kind: dict[str, int] = {}
    of_place: dict[tuple[str, tuple[int, ...]], int] = {}
    for edit in sorted(edits, key=lambda e: e.cost):
        kind = edit.kind.kind
        path, node = difference(statement, edit.repair.statement)
        if of_kind.get(kind, 0) < _MOST_OF_KIND and of_place.get((kind, path), 0) < _MOST_OF_PLACE:
            of_kind[kind] = of_kind.get(kind, 0) + 1
            of_place[kind, path] = of_place.get((kind, path), 0) + 1
            yield edit, path, node


def _are_near(statement: Tree, one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether they are on one side of an equation, and there neither in different terms nor in different factors."""
    are_opposite = isinstance(statement, Relation) and one[:1] != other[:1]
    return not are_opposite and not _are_apart(statement, one, other)


def _are_apart(statement: Tree, one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two places of a side are in different terms of a sum, or different factors of a product."""
    common = nearness(one, other)
    if common in (len(one), len(other)):
        return False
    ops = {n.op if isinstance(n, Operation) else "" for k in range(1, common + 1) for n in [at(statement, one[:k])]}
    return ops <= _SUMS or ops <= _PRODUCTS


def joined(statement: Tree, one: Placed, other: Placed) -> Tree | None:
    """The statement with both edits; None if that cannot be said."""
    (_, path, node), (_, other_path, other_node) = one, other
    if not overlap(path, other_path):
        return replaced(replaced(statement, path, node), other_path, other_node)
    outer, inner = (one, other) if len(path) < len(other_path) else (other, one)
    new = _exchanged(outer[2], at(statement, inner[1]), inner[2])
    if len(outer[1]) == len(inner[1]) or new is outer[2]:
        return None
    return replaced(statement, outer[1], new)


def nearness(one: Sequence[int], other: Sequence[int]) -> int:
    """How deep the innermost node around two places is."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _exchanged(tree: Tree, old: Tree, new: Tree) -> Tree:
    """The tree with a node for one that it shares with the statement; itself if it does not."""
    if tree is old:
        return new
    for k, below in enumerate(children(tree)):
        found = _exchanged(below, old, new)
        if found is not below:
            return replaced(tree, (k,), found)
    return tree
