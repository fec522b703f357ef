"""Two mistakes at once, in different terms of a sum.

Single edits were evaluated one by one; what each adds to the sum is known then, and two of them together add what both
add. So all pairs are looked through by sorting, without evaluating any.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from derivcheck.diagnosis.kind import Diagnosis, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import same, terms, total
from derivcheck.evaluation.sieve import Sieve
from derivcheck.language.core import Call, Expr
from derivcheck.language.syntax import Relation, Tree

_TOLERANCE = 1e-9
_MOST = 40
#: Two mistakes are less likely than one.
_OF_TWO = 0.5


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
    place: int  # of the term
    term: tuple[int, Tree]
    adds: tuple[float, ...]


def pairs(setting: Setting, sieve: Sieve, edits: Sequence[Edit]) -> list[Edit]:
    """Pairs of edits of an equation's right-hand side after which no point speaks against it; the cheapest first."""
    statement, wrong = setting.statement, setting.meaning(setting.statement)
    if not isinstance(statement, Relation) or statement.ops != ("eq",) or not isinstance(wrong, Call):
        return []
    own = terms(statement.operands[1])
    left, right = (sieve.numbers(side) for side in wrong.args)
    if len(own) < 2 or left is None or right is None or len(left) != len(right):
        return []
    needed = tuple(a - b for a, b in zip(left, right, strict=True))
    changes = list(_changes(statement, own, right, sieve, edits))
    found = sorted(islice(_matching(changes, needed), _MOST), key=lambda p: p[0].edit.cost + p[1].edit.cost)
    return [_joined(statement, own, *pair) for pair in found]


def _changes(
    statement: Relation, own: list[tuple[int, Tree]], right: tuple[float, ...], sieve: Sieve, edits: Sequence[Edit]
) -> Iterator[_Change]:
    """Edits that change one term, and what they add."""
    for edit in edits:
        tree = edit.repair.statement
        if not isinstance(tree, Relation) or not isinstance(edit.meaning, Call) or edit.repair.given is not None:
            continue
        if tree.ops != statement.ops or not same(tree.operands[0], statement.operands[0]):
            continue
        new = terms(tree.operands[1])
        places = [k for k, (a, b) in enumerate(zip(own, new, strict=False)) if a[0] != b[0] or not same(a[1], b[1])]
        if len(new) != len(own) or len(places) != 1:
            continue
        values = sieve.numbers(edit.meaning.args[1])
        if values is not None and len(values) == len(right):
            adds = tuple(a - b for a, b in zip(values, right, strict=True))
            yield _Change(edit, places[0], new[places[0]], adds)


def _matching(changes: list[_Change], needed: tuple[float, ...]) -> Iterator[tuple[_Change, _Change]]:
    ordered = sorted(changes, key=lambda c: c.adds[0])
    keys = [c.adds[0] for c in ordered]
    for one in ordered:
        due = needed[0] - one.adds[0]
        margin = _TOLERANCE * (1 + abs(due) + abs(needed[0]))
        for other in ordered[bisect_left(keys, due - margin) : bisect_right(keys, due + margin)]:
            if one.place < other.place and _is_sum(one.adds, other.adds, needed):
                yield one, other


def _is_sum(one: tuple[float, ...], other: tuple[float, ...], needed: tuple[float, ...]) -> bool:
    return all(abs(a + b - c) <= _TOLERANCE * (1 + abs(a) + abs(b)) for a, b, c in zip(one, other, needed, strict=True))


def _joined(statement: Relation, own: list[tuple[int, Tree]], one: _Change, other: _Change) -> Edit:
    both = list(own)
    both[one.place], both[other.place] = one.term, other.term
    tree = replace(statement, operands=(statement.operands[0], total(both)))
    first, second = sorted((one.edit, other.edit), key=lambda e: e.cost)
    said = f"two mistakes: {one.edit.repair.said}; {other.edit.repair.said}"
    return Edit(first.cost + second.cost + _OF_TWO, first.kind, Repair(tree, said), one.edit.meaning)
