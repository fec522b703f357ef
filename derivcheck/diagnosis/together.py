"""Two mistakes at once that work together: one inside of what the other changes, or both in one sum or function.

What two edits that stand apart add or multiply by is looked up (`pairs`). These have to be tried, so only a few
likely edits of each kind are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from derivcheck.diagnosis.kind import Repair
from derivcheck.diagnosis.pairs import OF_TWO, Edit, difference, overlap
from derivcheck.diagnosis.trees import children, replaced, same, walk
from derivcheck.language.syntax import Operation, Tree

_MOST_OF_KIND = 10
_MOST_OF_PLACE = 4
#: Mistakes come together at one place.
_OF_NEARNESS = 0.1
_SUMS = frozenset({"add", "sub", "neg"})
_PRODUCTS = frozenset({"mul", "div", "neg"})


def together(statement: Tree, edits: Sequence[Edit]) -> list[Edit]:
    """Pairs of edits of a statement, the cheapest first; whether one is enough must be looked at."""
    chosen = list(_likely(statement, edits))
    found = [(a, b) for a, b in combinations(chosen, 2) if not _are_apart(statement, a[1], b[1])]
    found.sort(key=lambda p: p[0][0].cost + p[1][0].cost - _OF_NEARNESS * _nearness(p[0][1], p[1][1]))
    return [joined for one, other in found for joined in _joined(statement, one, other)]


def under_hypotheses(edits: Sequence[Edit], hypotheses: Sequence[Edit]) -> list[Edit]:
    """Edits that are enough only where a further hypothesis holds, the cheapest first."""
    found = [(edit, more) for edit in edits for more in hypotheses if not _says(edit.repair.statement, more)]
    found.sort(key=lambda pair: pair[0].cost + pair[1].cost)
    return [
        replace(
            edit,
            cost=edit.cost + more.cost + OF_TWO,
            repair=replace(edit.repair, said=f"{edit.repair.said}; {more.repair.said}", given=more.repair.given),
        )
        for edit, more in found
    ]


def _says(statement: Tree, hypothesis: Edit) -> bool:
    """Whether a hypothesis is part of what is to be shown."""
    given = hypothesis.repair.given
    return given is not None and any(same(s.node, given) for s in walk(statement))


_Place = tuple[Edit, tuple[int, ...], Tree]


def _likely(statement: Tree, edits: Sequence[Edit]) -> Iterator[_Place]:
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


def _are_apart(statement: Tree, one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two places of a side are in different terms of a sum, or different factors of a product."""
    common = _nearness(one, other)
    if common in (len(one), len(other)):
        return False
    ops = {n.op if isinstance(n, Operation) else "" for k in range(1, common + 1) for n in [_at(statement, one[:k])]}
    return ops <= _SUMS or ops <= _PRODUCTS


def _joined(statement: Tree, one: _Place, other: _Place) -> Iterator[Edit]:
    """The statement with both edits, if that can be said."""
    (a, path, node), (b, other_path, other_node) = one, other
    if not overlap(path, other_path):
        tree = replaced(replaced(statement, path, node), other_path, other_node)
    else:
        outer, inner = (one, other) if len(path) < len(other_path) else (other, one)
        old = _at(statement, inner[1])
        new = _exchanged(outer[2], old, inner[2])
        if len(outer[1]) == len(inner[1]) or new is outer[2]:
            return
        tree = replaced(statement, outer[1], new)
    first, second = sorted((a, b), key=lambda e: e.cost)
    said = f"two mistakes: {first.repair.said}; {second.repair.said}"
    yield Edit(first.cost + second.cost + OF_TWO, first.kind, Repair(tree, said), first.meaning)


def _nearness(one: Sequence[int], other: Sequence[int]) -> int:
    """How deep the innermost node around two places is."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _at(tree: Tree, path: Sequence[int]) -> Tree:
    for step in path:
        tree = children(tree)[step]
    return tree


def _exchanged(tree: Tree, old: Tree, new: Tree) -> Tree:
    """The tree with a node for one that it shares with the statement; itself if it does not."""
    if tree is old:
        return new
    for k, below in enumerate(children(tree)):
        found = _exchanged(below, old, new)
        if found is not below:
            return replaced(tree, (k,), found)
    return tree
