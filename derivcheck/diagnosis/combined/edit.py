"""Edits of one statement that are not enough by themselves, where they are, and what they are together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivcheck.diagnosis.kind import Diagnosis, Repair
from derivcheck.diagnosis.trees import children, replaced, same
from derivcheck.language.core import Expr
from derivcheck.language.syntax import Tree

#: Another mistake is less likely than none.
OF_ANOTHER = 0.5
_COUNTS = {2: "two", 3: "three", 4: "four"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair, or several at once, with its meaning and its cost; ``kinds`` and ``said`` of each mistake."""

    cost: float
    kinds: tuple[Diagnosis, ...]
    repair: Repair
    meaning: Expr
    said: tuple[str, ...]

    @property
    def kind(self) -> Diagnosis:
        """That of the likeliest mistake."""
        return self.kinds[0]


def of(cost: float, kind: Diagnosis, repair: Repair, meaning: Expr) -> Edit:
    return Edit(cost, (kind,), repair, meaning, (repair.said,))


def combined(edits: Sequence[Edit], statement: Tree, given: Tree | None = None, bonus: float = 0.0) -> Edit:
    """Several edits that make this statement."""
    likeliest = sorted(edits, key=lambda e: e.cost)
    kinds = tuple(dict.fromkeys(kind for edit in likeliest for kind in edit.kinds))
    said = tuple(part for edit in likeliest for part in edit.said)
    cost = sum(e.cost for e in edits) + OF_ANOTHER * (len(edits) - 1) - bonus
    return Edit(cost, kinds, Repair(statement, _told(said), given=given), likeliest[0].meaning, said)


def _told(said: tuple[str, ...]) -> str:
    different = tuple(dict.fromkeys(said))
    if len(different) == 1:
        return f"{said[0]}, in {number_word(len(said))} places"
    return f"{number_word(len(different))} mistakes: {'; '.join(different)}"


def spread(statement: Tree, edits: Sequence[Edit]) -> list[Edit]:
    """The cheapest edits of each kind at each place, all others of them afterwards."""
    counts: dict[tuple[str, tuple[int, ...]], int] = {}
    ranked: list[tuple[int, float, int, Edit]] = []
    for edit in sorted(edits, key=lambda e: e.cost):
        key = (edit.kind.kind, difference(statement, edit.repair.statement)[0])
        counts[key] = counts.get(key, 0) + 1
        ranked.append((counts[key], edit.cost, len(ranked), edit))
    return [edit for *_, edit in sorted(ranked, key=lambda r: r[:3])]


def number_word(count: int) -> str:
    return _COUNTS.get(count, str(count))


def difference(old: Tree, new: Tree) -> tuple[tuple[int, ...], Tree]:
    """The innermost place at which two trees differ, and what the new one has there."""
    before, after = children(old), children(new)
    if type(old) is type(new) and len(before) == len(after):
        places = [k for k, (a, b) in enumerate(zip(before, after, strict=True)) if not same(a, b)]
        if len(places) == 1 and same(replaced(old, (places[0],), after[places[0]]), new):
            path, node = difference(before[places[0]], after[places[0]])
            return (places[0], *path), node
    return (), new


def overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether one of two places is within the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def at(tree: Tree, path: Sequence[int]) -> Tree:
    """The node at a place."""
    for step in path:
        tree = children(tree)[step]
    return tree
