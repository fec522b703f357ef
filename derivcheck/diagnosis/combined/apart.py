"""Two or three mistakes at once, at different places of one side.

Single edits were evaluated one by one. Where the places are parts of a sum, two edits together add what both add; where
they are factors, they multiply by what both multiply by. So all pairs are looked through by sorting, without evaluating
any, and of the likeliest edits the triples, of which two may be in one sum over an index; the few that match are then
looked at as they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, takewhile
from math import log

from derivcheck.diagnosis.combined.edit import Edit, combined, difference, overlap
from derivcheck.diagnosis.combined.together import Placed, joined, likely
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import children, replaced
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language.core import Call, Expr
from derivcheck.language.syntax import Call as Called
from derivcheck.language.syntax import Relation, Tree

_TOLERANCE = 1e-9
_MOST = 60
_MOST_SINGLES = 800  # to be paired
_MOST_FOUND = 6
_MOST_IN_TRIPLES = 90
_MOST_OF_KIND = 12
_MOST_OF_PLACE = 3
_MOST_IN_ONE_SUM = 40
_SERIES = frozenset({"Sum", "Product"})
_KINDS_IN_ONE_SUM = frozenset({"index", "range", "exponent"})

Values = tuple[float, ...]
#: On which what edits bring about adds up: numbers in a sum, their logarithms in a product.
_Scale = Callable[[float], float]
_SCALES: tuple[_Scale, ...] = (lambda x: x, lambda x: log(abs(x)))


@dataclass(frozen=True, slots=True)
class _Change:
    """Edits at one place of the right-hand side, and what they add there, or multiply it by."""

    edits: tuple[Edit, ...]
    path: tuple[int, ...]
    node: Tree
    values: Values

    @property
    def cost(self) -> float:
        return sum(e.cost for e in self.edits)


#: What a change adds, and the change.
_Added = tuple[Values, _Change]


class Apart:
    """The edits of an equation's right-hand side in numbers.

    They are looked at until so many ``steps`` of evaluation are spent.
    """

    def __init__(self, setting: Setting, sieve: Sieve, edits: Sequence[Edit], steps: int) -> None:
        self.setting = setting
        self.sieve = sieve
        self.statement, wrong = setting.statement, setting.meaning(setting.statement)
        self.changes: list[_Change] = []
        self.needed: list[tuple[Values, Values]] = []
        if not isinstance(self.statement, Relation) or self.statement.ops != ("eq",) or not isinstance(wrong, Call):
            return
        left, right = (sieve.numbers(side) for side in wrong.args)
        if left is not None and right is not None and len(left) == len(right):
            self.needed.append((left, right))
            last = sieve.steps + steps
            chosen = sorted(edits, key=lambda e: e.cost)[:_MOST_SINGLES]
            found = takewhile(lambda _: sieve.steps < last, self._found(chosen))
            self.changes = [c for c in found if len(c.values) == len(right)]

    def pairs(self) -> list[Edit]:
        """Pairs that may make the statement true, the cheapest first."""
        found = [pair for scale in _SCALES for pair in islice(self._pairs(self.changes, scale), _MOST)]
        return self._combined(found)

    def triples(self) -> list[Edit]:
        """Triples of the likeliest edits that may make the statement true, the cheapest first."""
        few = sorted(self.changes, key=lambda c: c.cost)
        chosen = [*self._spread(few), *self._in_one_sum()]
        found = [three for scale in _SCALES for three in islice(self._triples(chosen, scale), _MOST)]
        found += [two for scale in _SCALES for two in islice(self._pairs(chosen, scale), _MOST) if _are_three(two)]
        return self._combined(found)

    def _combined(self, found: list[tuple[_Change, ...]]) -> list[Edit]:
        found.sort(key=lambda changes: sum(c.cost for c in changes))
        due = []
        for changes in found[:_MOST_FOUND]:
            tree: Tree = self.statement
            for change in changes:
                tree = replaced(tree, change.path, change.node)
            due.append(combined([e for c in changes for e in c.edits], tree))
        return due

    def _found(self, edits: Sequence[Edit]) -> Iterator[_Change]:
        for edit in edits:
            if isinstance(edit.meaning, Call) and edit.repair.given is None:
                path, node = difference(self.statement, edit.repair.statement)
                yield from self._change((edit,), path, node, edit.meaning)

    def _change(self, edits: tuple[Edit, ...], path: tuple[int, ...], node: Tree, meaning: Expr) -> Iterator[_Change]:
        if path[:1] == (1,) and isinstance(meaning, Call):
            values = self.sieve.numbers(meaning.args[1])
            if values is not None:
                yield _Change(edits, path, node, values)

    def _spread(self, changes: Sequence[_Change]) -> list[_Change]:
        """The cheapest, not too many of one kind at one place."""
        kept: list[_Change] = []
        counts: Counter[object] = Counter()
        for change in changes:
            kind = change.edits[0].kind.kind
            place = (kind, change.path)
            if counts[kind] < _MOST_OF_KIND and counts[place] < _MOST_OF_PLACE and len(kept) < _MOST_IN_TRIPLES:
                counts.update((kind, place))
                kept.append(change)
        return kept

    def _in_one_sum(self) -> Iterator[_Change]:
        """Two edits within one sum over an index, such as its range and an index, which count as one here."""
        edits = [e for c in self.changes for e in c.edits if e.kind.kind in _KINDS_IN_ONE_SUM]
        placed = [(p, s) for p in likely(self.statement, edits) if (s := self._sum_around(p)) is not None]
        near = ((a, b, s) for (a, s), (b, t) in combinations(placed, 2) if s == t and a[0].kind is not b[0].kind)
        cheapest = sorted(near, key=lambda n: n[0][0].cost + n[1][0].cost)
        for one, other, path in cheapest[:_MOST_IN_ONE_SUM]:
            tree = joined(self.statement, one, other)
            meaning = None if tree is None else self.setting.meaning(tree)
            if tree is not None and meaning is not None:
                _, node = difference(self.statement, tree)
                yield from self._change((one[0], other[0]), path, node, meaning)

    def _sum_around(self, placed: Placed) -> tuple[int, ...] | None:
        """The place of the innermost sum over an index around an edit."""
        node: Tree = self.statement
        found = None
        for k, step in enumerate(placed[1]):
            if isinstance(node, Called) and node.function.name in _SERIES:
                found = placed[1][:k]
            node = children(node)[step]
        return found

    def _pairs(self, changes: Sequence[_Change], scale: _Scale) -> Iterator[tuple[_Change, ...]]:
        for needed, known in self._scaled(changes, scale):
            firsts = [adds[0] for adds, _ in known]
            for adds, one in known:
                for others, other in _fitting(known, firsts, needed[0] - adds[0], abs(needed[0])):
                    if one.path < other.path and _are_apart(one, other) and _is_sum((adds, others), needed):
                        yield one, other

    def _triples(self, changes: Sequence[_Change], scale: _Scale) -> Iterator[tuple[_Change, ...]]:
        for needed, known in self._scaled(changes, scale):
            firsts = [adds[0] for adds, _ in known]
            for (a, one), (b, other) in combinations(known, 2):
                if not _are_apart(one, other):
                    continue
                for c, third in _fitting(known, firsts, needed[0] - a[0] - b[0], abs(needed[0])):
                    is_last = other.path < third.path and one.path < third.path
                    if is_last and _are_apart(one, third) and _are_apart(other, third) and _is_sum((a, b, c), needed):
                        yield one, other, third

    def _scaled(self, changes: Sequence[_Change], scale: _Scale) -> Iterator[tuple[Values, list[_Added]]]:
        """What is needed, and what each change adds, on a scale on which they add up; the smallest first."""
        for left, right in self.needed:
            known: list[_Added] = []
            needed = _moved(scale, right, left)
            for change in changes if needed is not None else ():
                adds = _moved(scale, right, change.values)
                if adds is not None:
                    known.append((adds, change))
            if needed is not None:
                yield needed, sorted(known, key=lambda k: k[0][0])


def _moved(scale: _Scale, start: Values, end: Values) -> Values | None:
    try:
        return tuple(scale(b) - scale(a) for a, b in zip(start, end, strict=True))
    except ValueError:
        return None


def _fitting(known: list[_Added], firsts: list[float], due: float, size: float) -> list[_Added]:
    """The changes that add so much at the first point."""
    margin = _TOLERANCE * (1 + abs(due) + size)
    return known[bisect_left(firsts, due - margin) : bisect_right(firsts, due + margin)]


def _are_three(changes: tuple[_Change, ...]) -> bool:
    """Whether one of two changes is two edits."""
    return sum(len(c.edits) for c in changes) > len(changes)


def _are_apart(one: _Change, other: _Change) -> bool:
    return not overlap(one.path, other.path)


def _is_sum(parts: tuple[Values, ...], needed: Values) -> bool:
    for row in zip(*parts, needed, strict=True):
        adds, due = row[:-1], row[-1]
        if abs(sum(adds) - due) > _TOLERANCE * (1 + sum(map(abs, adds))):
            return False
    return True
