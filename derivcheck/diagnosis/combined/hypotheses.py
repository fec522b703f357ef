"""Hypotheses that are not enough by themselves: together with a boundary, or with another hypothesis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from derivcheck.diagnosis.combined.edit import OF_ANOTHER, Edit
from derivcheck.diagnosis.kind import Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import same, shown, walk
from derivcheck.evaluation.search.sieve import Sieve
from derivcheck.language.syntax import Logic, Relation, Tree
from derivcheck.language.writing import written

_MOST = 60
_OF_UNLIKE = 0.4


def boundaries(edits: Sequence[Edit], hypotheses: Sequence[Edit]) -> list[Edit]:
    """Boundaries that are right only where a further hypothesis holds, the cheapest first."""
    own = [e for e in edits if e.kind.kind == "boundary"]
    found = [(edit, more) for edit in own for more in _cheapest(hypotheses) if not _says(edit.repair.statement, more)]
    found.sort(key=lambda pair: pair[0].cost + pair[1].cost)
    return [_under(edit, more) for edit, more in found]


def _under(edit: Edit, more: Edit) -> Edit:
    repair = Repair(edit.repair.statement, f"{edit.repair.said}; {more.repair.said}", given=more.repair.given)
    kinds = tuple(dict.fromkeys((*edit.kinds, *more.kinds)))
    return Edit(edit.cost + more.cost + OF_ANOTHER, kinds, repair, edit.meaning, (*edit.said, *more.said))


def two(setting: Setting, sieves: Sequence[Sieve], hypotheses: Sequence[Edit]) -> Iterator[Edit]:
    """Two hypotheses that exclude all the points at which the statement is false, the cheapest first."""
    known = []
    false: dict[int, list[tuple[int, ...]]] = {}  # of a statement, which most of them share: where it is false
    for edit in _cheapest(hypotheses):
        meaning = setting.meaning(edit.repair.given) if edit.repair.given is not None else None
        if meaning is not None:
            if id(edit.meaning) not in false:
                false[id(edit.meaning)] = [sieve.false_at(edit.meaning) for sieve in sieves]
            points = zip(sieves, false[id(edit.meaning)], strict=True)
            left = {(place, k) for place, (sieve, at) in enumerate(points) for k in sieve.holding(meaning, at)}
            known.append((edit, left))
    pairs = [(a, b) for (a, m), (b, n) in combinations(known, 2) if m.isdisjoint(n) and not _are_about_the_same(a, b)]
    for one, other in sorted(pairs, key=lambda p: p[0].cost + p[1].cost + _OF_UNLIKE * _are_unlike(*p)):
        yield _both(one, other)


def _are_unlike(one: Edit, other: Edit) -> bool:
    """Whether they say different things of what they are about."""
    first, second = one.repair.given, other.repair.given
    return not (isinstance(first, Relation) and isinstance(second, Relation) and first.ops == second.ops)


def _are_about_the_same(one: Edit, other: Edit) -> bool:
    first, second = one.repair.given, other.repair.given
    return isinstance(first, Relation) and isinstance(second, Relation) and same(first.operands[0], second.operands[0])


def _both(one: Edit, other: Edit) -> Edit:
    parts = sorted((e.repair.given for e in (one, other) if e.repair.given is not None), key=written)
    given: Tree = Logic("and", tuple(parts), span=parts[0].span)
    said = f"two hypotheses are missing: true if {shown(given)}"
    repair = Repair(one.repair.statement, said, given=given)
    return Edit(one.cost + other.cost + OF_ANOTHER, one.kinds, repair, one.meaning, (said,))


def _cheapest(hypotheses: Sequence[Edit]) -> list[Edit]:
    return sorted(hypotheses, key=lambda e: e.cost)[:_MOST]


def _says(statement: Tree, hypothesis: Edit) -> bool:
    """Whether a hypothesis is part of what is to be shown."""
    given = hypothesis.repair.given
    return given is not None and any(same(s.node, given) for s in walk(statement))
