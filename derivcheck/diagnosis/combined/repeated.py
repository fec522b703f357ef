"""The same slip in several places: every index `j` should be `k`, every `y` below a line should be `yhat`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from derivcheck.diagnosis.combined.edit import Edit, at, difference, number_word, overlap
from derivcheck.diagnosis.kind import Repair
from derivcheck.diagnosis.trees import replaced, shown
from derivcheck.language.syntax import Tree
from derivcheck.language.writing import written

#: Mistakes of reading and of habit.
_KINDS = frozenset({"name", "index", "transpose", "function", "exponent", "number", "missing-factor", "extra-factor"})
_MOST_PLACES = 5
_MOST_SINGLES = 600
#: One slip that is made again is likelier than another one.
_OF_AGAIN = 0.15


def repeated(statement: Tree, edits: Sequence[Edit]) -> list[Edit]:
    """The same text for the same text in two places at least, the cheapest first."""
    alike: dict[tuple[str, str, str], list[tuple[Edit, tuple[int, ...], Tree]]] = {}
    for edit in sorted(edits, key=lambda e: e.cost)[:_MOST_SINGLES]:
        path, node = difference(statement, edit.repair.statement)
        if edit.kind.kind not in _KINDS:
            continue
        key = (edit.kind.kind, written(at(statement, path)), written(node))
        alike.setdefault(key, []).append((edit, path, node))
    found = [
        joined for group in alike.values() if len(group) > 1 for joined in _joined(statement, group[:_MOST_PLACES])
    ]
    return sorted(found, key=lambda e: e.cost)


def _joined(statement: Tree, group: Sequence[tuple[Edit, tuple[int, ...], Tree]]) -> Iterator[Edit]:
    for count in range(2, len(group) + 1):
        for chosen in combinations(group, count):
            if any(overlap(a[1], b[1]) for a, b in combinations(chosen, 2)):
                continue
            tree = statement
            for _, path, node in chosen:
                tree = replaced(tree, path, node)
            first, path, node = chosen[0]
            places = f"in {number_word(count)} places"
            said = f"{shown(at(statement, path))} stands where {shown(node)} is right, {places}"
            cost = max(e.cost for e, _, _ in chosen) + _OF_AGAIN * (count - 1)
            yield replace(first, cost=cost, repair=Repair(tree, said), said=(said,))
