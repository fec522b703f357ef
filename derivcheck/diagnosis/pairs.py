"""Two mistakes at once, at different places of one side.

Single edits were evaluated one by one. Where the places are parts of a sum, two edits together add what both add; where
they are factors, they multiply by what both multiply by. So all pairs are looked through by sorting, without evaluating
any; the few that match are then looked at as they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from math import log

from derivcheck.diagnosis.kind import Diagnosis, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import children, replaced, same
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language.core import Call, Expr
from derivcheck.language.syntax import Relation, Tree

_TOLERANCE = 1e-9
_MOST = 60
#: Two mistakes are less likely than one.
OF_TWO = 0.5

Values = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair that is not enough by itself, with its meaning and its cost."""

    cost: float
    kind: Diagnosis
    repair: Repair
    meaning: Expr


@dataclass(frozen=True, slots=True)
class _Change:
    edit: Edit
    path: tuple[int, ...]
    node: Tree
    values: Values


def pairs(setting: Setting, sieve: Sieve, edits: Sequence[Edit], steps: int) -> list[Edit]:
    """Pairs of edits of an equation's right-hand side that may make it true, the cheapest first.

    Edits are looked at until so many ``steps`` of evaluation are spent.
    """
    statement, wrong = setting.statement, setting.meaning(setting.statement)
    if not isinstance(statement, Relation) or statement.ops != ("eq",) or not isinstance(wrong, Call):
        return []
    left, right = (sieve.numbers(side) for side in wrong.args)
    if left is None or right is None or len(left) != len(right):
        return []
    last = sieve.steps + steps
    found_so_far = takewhile(lambda _: sieve.steps < last, _changes(statement, sieve, edits))
    changes = [c for c in found_so_far if len(c.values) == len(right)]
    found = [
        *islice(_matching(changes, left, right, lambda x: x), _MOST),
        *islice(_matching(changes, left, right, lambda x: log(abs(x))), _MOST),
    ]
    found.sort(key=lambda p: p[0].edit.cost + p[1].edit.cost)
    return [_joined(statement, *pair) for pair in found]


def _changes(statement: Relation, sieve: Sieve, edits: Sequence[Edit]) -> Iterator[_Change]:
    """Edits of the right-hand side, where they are and what it is worth with them."""
    for edit in edits:
        tree = edit.repair.statement
        if not isinstance(tree, Relation) or not isinstance(edit.meaning, Call) or edit.repair.given is not None:
            continue
        path, node = difference(statement, tree)
        if path[:1] == (1,):
            values = sieve.numbers(edit.meaning.args[1])
            if values is not None:
                yield _Change(edit, path, node, values)


def difference(old: Tree, new: Tree) -> tuple[tuple[int, ...], Tree]:
    """The innermost place at which two trees differ, and what the new one has there."""
    before, after = children(old), children(new)
    if type(old) is type(new) and len(before) == len(after):
        places = [k for k, (a, b) in enumerate(zip(before, after, strict=True)) if not same(a, b)]
        if len(places) == 1 and same(replaced(old, (places[0],), after[places[0]]), new):
            path, node = difference(before[places[0]], after[places[0]])
            return (places[0], *path), node
    return (), new


def _matching(
    changes: list[_Change], left: Values, right: Values, scale: Callable[[float], float]
) -> Iterator[tuple[_Change, _Change]]:
    """Pairs of changes that together lead from the right-hand side to the left one, on a scale on which they add up."""
    try:
        needed = tuple(scale(a) - scale(b) for a, b in zip(left, right, strict=True))
    except ValueError:
        return
    known: list[tuple[Values, _Change]] = []
    for change in changes:
        try:
            known.append((tuple(scale(a) - scale(b) for a, b in zip(change.values, right, strict=True)), change))
        except ValueError:
            continue
    known.sort(key=lambda k: k[0][0])
    firsts = [adds[0] for adds, _ in known]
    for adds, one in known:
        due = needed[0] - adds[0]
        margin = _TOLERANCE * (1 + abs(due) + abs(needed[0]))
        for others, other in known[bisect_left(firsts, due - margin) : bisect_right(firsts, due + margin)]:
            if one.path < other.path and not overlap(one.path, other.path) and _is_sum(adds, others, needed):
                yield one, other


def overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether one of two places is within the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _is_sum(one: Values, other: Values, needed: Values) -> bool:
    return all(abs(a + b - c) <= _TOLERANCE * (1 + abs(a) + abs(b)) for a, b, c in zip(one, other, needed, strict=True))


def _joined(statement: Relation, one: _Change, other: _Change) -> Edit:
    tree = replaced(replaced(statement, one.path, one.node), other.path, other.node)
    first, second = sorted((one.edit, other.edit), key=lambda e: e.cost)
    said = f"two mistakes: {one.edit.repair.said}; {other.edit.repair.said}"
    return Edit(first.cost + second.cost + OF_TWO, first.kind, Repair(tree, said), one.edit.meaning)
