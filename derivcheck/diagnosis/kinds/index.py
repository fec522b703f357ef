"""A wrong index: another one than is meant, two that are swapped, or one that is off by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import TypeGuard

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    Spot,
    call,
    children,
    is_worked_out,
    moved,
    name,
    names,
    number,
    operation,
    renamed,
    replaced,
    same,
    shown,
    terms,
    total,
    walk,
    with_children,
)
from derivcheck.language import syntax
from derivcheck.language.parser import parse
from derivcheck.language.syntax import Tree

_MOST_PLACES = 5
_LETTERS = "kijlm"


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        penalty = setting.penalty(spot) or 0.0
        if isinstance(spot.node, syntax.Subscript):
            yield from _swapped(setting, spot, penalty)
            yield from _split(setting, spot, penalty)
            said = f"an index is too much: {shown(spot.node)} stands where {shown(spot.node.value)} is right"
            yield Repair(setting.put(spot, spot.node.value), said, penalty + 0.2)
        if isinstance(spot.node, syntax.Name) and spot.role == "value" and setting.rank(spot.node):
            for entry in _entries(setting, spot.node):
                said = f"an index is missing: {shown(spot.node)} stands where {shown(entry)} is right"
                yield Repair(setting.put(spot, entry), said, penalty + 0.2)
        if isinstance(spot.node, syntax.Call):
            yield from _shadowed(setting, spot, penalty)
        if spot.role == "index" and spot.parent is not None:
            for due, extra in _others(setting, spot):
                whole = _with_index(spot, due)
                said = f"a wrong index: {shown(spot.parent)} stands where {shown(whole)} is right"
                yield Repair(setting.put(spot, due), said, penalty + extra)
    yield from _exchanged(setting)
    yield from _escaped(setting)


def _others(setting: Setting, spot: Spot) -> Iterator[tuple[Tree, float]]:
    """Other indices in sight, and the neighbours of this one."""
    for other in dict.fromkeys([*setting.bound_at(spot), *setting.indices]):
        if not same(name(other), spot.node):
            yield name(other), 0.0
    if isinstance(spot.node, syntax.Number):
        for step in (1, -1, 2, -2) if isinstance(spot.parent, syntax.Subscript) else ():
            yield number(spot.node.value + step), 0.05
    elif spot.parent is not None and isinstance(spot.parent, syntax.Subscript):
        yield moved(spot.node, -1), 0.1
        yield moved(spot.node, 1), 0.1
        if len(terms(spot.node)) > 1:
            yield terms(spot.node)[0][1], 0.1


def _with_index(spot: Spot, due: Tree) -> Tree:
    assert spot.parent is not None
    parts = list(children(spot.parent))
    parts[spot.path[-1]] = due
    return with_children(spot.parent, tuple(parts))


def _swapped(setting: Setting, spot: Spot, penalty: float) -> Iterator[Repair]:
    assert isinstance(spot.node, syntax.Subscript)
    indices = spot.node.indices
    for a, b in combinations(range(len(indices)), 2):
        order = list(indices)
        order[a], order[b] = order[b], order[a]
        due = syntax.Subscript(spot.node.value, tuple(order), span=spot.node.span)
        said = f"the indices are swapped: {shown(spot.node)} stands where {shown(due)} is right"
        yield Repair(setting.put(spot, due), said, penalty)


def _split(setting: Setting, spot: Spot, penalty: float) -> Iterator[Repair]:
    """One index that was meant to be two: `X[i + j]` for `X[i, j]`."""
    assert isinstance(spot.node, syntax.Subscript)
    value, indices = setting.value(spot.node.value), spot.node.indices
    if value is None or len(value.type.shape) != len(indices) + 1:
        return
    for k, index in enumerate(indices):
        parts = terms(index)
        for cut in range(1, len(parts)):
            apart = (*indices[:k], total(parts[:cut]), total(parts[cut:]), *indices[k + 1 :])
            due = syntax.Subscript(spot.node.value, apart, span=spot.node.span)
            said = f"an index is missing: {shown(spot.node)} stands where {shown(due)} is right"
            yield Repair(setting.put(spot, due), said, penalty)


def _entries(setting: Setting, tensor: syntax.Name) -> Iterator[Tree]:
    """Entries at hand of a tensor."""
    found = (a for a in setting.atoms if isinstance(a, syntax.Subscript))
    return (a for a in found if same(a.value, tensor))


def _shadowed(setting: Setting, spot: Spot, penalty: float) -> Iterator[Repair]:
    """The index of a sum that has the name of one outside of it, where some of the entries mean that."""
    assert isinstance(spot.node, syntax.Call)
    if spot.node.function.name not in ("Sum", "Product"):
        return
    everywhere = [n for n in walk(setting.statement) if isinstance(n.node, syntax.Name)]
    for k, binder in enumerate(spot.node.args[1:], start=1):
        fresh = _fresh(setting, binder) if isinstance(binder, syntax.Name) else None
        inside = [s.path for s in walk(spot.node) if same(s.node, binder) and s.path != (k,)]
        is_free = sum(same(n.node, binder) for n in everywhere) > len(inside) + 1
        if fresh is None or not is_free or len(inside) > _MOST_PLACES:
            continue
        other, bounds = fresh
        for count in range(1, len(inside)):
            for meant in combinations(inside, count):
                due: Tree = replaced(spot.node, (k,), bounds)
                for path in meant:
                    due = replaced(due, path, other)
                said = f"{shown(binder)} has two meanings in {shown(spot.node)}: {shown(due)} is right"
                yield Repair(setting.put(spot, due), said, penalty + 0.1)


def _fresh(setting: Setting, binder: syntax.Name) -> tuple[Tree, Tree] | None:
    """Another name for the index of a sum, and how the sum says over what it runs."""
    used = names(setting.statement)
    for alike in (i for i in setting.indices if setting.are_alike(i, binder.name) and i not in used):
        return name(alike), name(alike)
    symbol = setting.environment.symbol_or_none(binder.name)
    if symbol is None or symbol.axis is None or symbol.axis.last is None:
        return None
    other = next((n for n in _LETTERS if n not in used and not setting.environment.knows(n)), None)
    ends = [parse(str(size), lambda start, end: binder.span) for size in (symbol.axis.first, symbol.axis.last)]
    return None if other is None else (name(other), syntax.Tupled((name(other), *ends), span=binder.span))


def _exchanged(setting: Setting) -> Iterator[Repair]:
    """Two index names exchanged throughout one side."""
    statement = setting.statement
    if not isinstance(statement, syntax.Relation):
        return
    for place, side in enumerate(statement.operands):
        here = next((s for s in setting.spots if s.path == (place,)), None)
        if here is not None:
            for a, b in combinations(setting.indices[:8], 2):
                if {a, b} <= names(side):
                    due = renamed(side, {a: b, b: a})
                    said = f"the indices `{a}` and `{b}` are exchanged"
                    yield Repair(setting.put(here, due), said, (setting.penalty(here) or 0.0) + 0.2)
            yield from _throughout(setting, here, side)


def _escaped(setting: Setting) -> Iterator[Repair]:
    """The index of a sum on the right that the left uses outside of it: there the sum, or the mean, is missing."""
    statement = setting.statement
    if not isinstance(statement, syntax.Relation) or statement.ops != ("eq",):
        return
    left, right = statement.operands
    if is_worked_out(left):
        return
    free = _free_indices(left) - _free_indices(right)
    bound = [n.args[1].name for s in walk(right) if _is_plain_sum(n := s.node) and isinstance(n.args[1], syntax.Name)]
    for index in dict.fromkeys(n for n in bound if n in free):
        symbol = setting.environment.symbol_or_none(index)
        length = None if symbol is None or symbol.axis is None else symbol.axis.length
        whole = call("Sum", left, name(index))
        count = None if length is None else parse(str(length), lambda start, end: statement.span)
        for due in (whole, *([] if count is None else [operation("div", whole, count)])):
            said = f"`{index}` runs through a sum on the right, on the left it has none: {shown(due)} is right"
            yield Repair(replaced(statement, (0,), due), said, 0.3)


def _is_plain_sum(tree: Tree) -> TypeGuard[syntax.Call]:
    return isinstance(tree, syntax.Call) and tree.function.name == "Sum" and len(tree.args) == 2


def _free_indices(tree: Tree) -> set[str]:
    """Names that stand as indices and are not bound by a sum around them."""
    found = set()
    for spot in walk(tree):
        if spot.role == "index" and isinstance(spot.node, syntax.Name):
            sums = (p for p in spot.parents if isinstance(p, syntax.Call) and p.function.name in ("Sum", "Product"))
            if not any(same(spot.node, b) for p in sums for b in p.args[1:]):
                found.add(spot.node.name)
    return found


def _throughout(setting: Setting, here: Spot, side: Tree) -> Iterator[Repair]:
    """An index that stands on this side only, by one of the other side."""
    statement = setting.statement
    assert isinstance(statement, syntax.Relation)
    others = set().union(*(names(o) for k, o in enumerate(statement.operands) if k != here.path[0]))
    own = [i for i in setting.indices if i in names(side) - others]
    for wrong, right in product(own, [i for i in setting.indices if i in others]):
        said = f"a wrong index: `{wrong}` stands where `{right}` is right, everywhere in {shown(side)}"
        yield Repair(setting.put(here, renamed(side, {wrong: right})), said, (setting.penalty(here) or 0.0) + 0.1)


_VECTOR = ("n: size", "i, j, k: index(n)", "z: real[n]")

DIAGNOSIS = Diagnosis(
    kind="index",
    cost=1.1,
    why="two indices were confused, or the index of a sum was used outside of it",
    repairs=repairs,
    examples=(
        Example("D(Sum(A[i, j]*z[j], j), z[k]) == A[k, i]", "A[i, k]", (*_VECTOR, "A: real[n, n]")),
        Example("D(Sum(z[i]**2, i), z[k]) == 2*z[j]", "2*z[k]", _VECTOR),
    ),
)
