"""A sum over an index that is missing, or one that should not be there."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import call, name, names, shown, substituted, terms, total, walk
from derivcheck.language import syntax
from derivcheck.language.syntax import Call, Tree

_MOMENTS = frozenset({"Expect", "Var", "Cov"})
#: Of equal terms the sum is a multiple.
_OF_EQUAL = 0.5


def repairs(setting: Setting) -> Iterator[Repair]:
    yield from _of_all(setting)
    yield from _of_one(setting)
    for spot in setting.sums:
        penalty = setting.penalty(spot) or 0.0
        if isinstance(spot.node, Call) and spot.node.function.name == "Sum":
            said = f"the sum is too much: {shown(spot.node.args[0])} is right in place of {shown(spot.node)}"
            yield Repair(setting.put(spot, spot.node.args[0]), said, penalty + 0.2)
        parts = terms(spot.node)
        for k, (sign, term) in enumerate(parts):
            for index in _indices_of(term, setting):
                summed = call("Sum", term, name(index))
                due = total([*parts[:k], (sign, summed), *parts[k + 1 :]])
                inside = any(isinstance(p, Call) and p.function.name in _MOMENTS for p in spot.parents)
                extra = penalty + _OF_EQUAL * (inside or _are_equal(term, index))
                yield Repair(setting.put(spot, due), f"the sum over `{index}` is missing in {shown(term)}", extra)


def _of_one(setting: Setting) -> Iterator[Repair]:
    """A sum of which only the term of one index depends on what is differentiated by."""
    for spot in setting.values:
        if isinstance(spot.node, Call) and spot.node.function.name == "Sum":
            for due in _only(spot.node, setting):
                said = f"of the sum {shown(spot.node)} only {shown(due)} is left, which depends on that index"
                yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


def _only(tree: Call, setting: Setting) -> Iterator[Tree]:
    """One of the terms of a sum: that of an index which stands elsewhere."""
    bound = tree.args[1] if len(tree.args) == 2 else None
    if isinstance(bound, syntax.Name):
        free = (n for n in setting.indices if n in names(setting.statement) and n not in names(tree))
        yield from (substituted(tree.args[0], {bound.name: name(n)}) for n in free if setting.are_alike(n, bound.name))


def _are_equal(term: Tree, index: str) -> bool:
    """Whether the terms of a sum are likely all the same: moments, which entries of one law share."""
    found = (s for s in walk(term) if isinstance(s.node, syntax.Name) and s.node.name == index)
    return all(any(isinstance(p, Call) and p.function.name in _MOMENTS for p in s.parents) for s in found)


def _of_all(setting: Setting) -> Iterator[Repair]:
    """Sums over all the indices that stand on one side only."""
    statement = setting.statement
    if not isinstance(statement, syntax.Relation) or len(statement.operands) != 2:
        return
    for spot in (s for s in setting.spots if len(s.path) == 1 and s.role == "value"):
        other = statement.operands[1 - spot.path[0]]
        alone = [i for i in _indices_of(spot.node, setting) if i not in names(other)]
        if len(alone) > 1:
            said = f"the sum over {' and '.join(f'`{i}`' for i in alone)} is missing in {shown(spot.node)}"
            due = call("Sum", spot.node, *map(name, alone))
            yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


def _indices_of(tree: Tree, setting: Setting) -> list[str]:
    found = (s for s in walk(tree) if isinstance(s.node, syntax.Name) and s.role == "index")
    free = {s.node.name for s in found if isinstance(s.node, syntax.Name) and s.node.name not in setting.bound_at(s)}
    return [i for i in setting.indices if i in free]


DIAGNOSIS = Diagnosis(
    kind="sum",
    cost=1.2,
    why="an entry depends on all entries of what it is made of, so that the sum over them stays",
    repairs=repairs,
    examples=(
        Example("norm(z)**2 == z[i]**2", "Sum(z[i]**2, i)", ("n: size", "i: index(n)", "z: real[n]")),
        Example("norm(A)**2 == A[i, j]**2", "Sum(A[i, j]**2, i, j)", ("n: size", "i, j: index(n)", "A: real[n, n]")),
    ),
)
