"""One name for another of the same shape: the target for the prediction, an input for a weight."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.derivatives import derivative, differentiated
from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    Spot,
    factors,
    gathered,
    is_zero,
    listed,
    name,
    names,
    number,
    product,
    renamed,
    replaced,
    same,
    shown,
    terms,
    total,
    walk,
)
from derivcheck.language.core import Type
from derivcheck.language.syntax import Call, Name, Relation, Subscript, Tree
from derivcheck.language.writing import written

_LIKELY = (1, 2, 10)
#: An index or a size for any number.
_OF_UNLIKE = 0.3


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if not isinstance(spot.node, Name) or spot.role != "value" or spot.node.name not in setting.names:
            continue
        own = setting.names[spot.node.name]
        for other, type in setting.names.items():
            if other != spot.node.name and _same_shape(own, type):
                said = f"`{spot.node.name}` stands where `{other}` is right{_where(spot)}"
                unlike = _OF_UNLIKE * (type.kind.integral and not own.kind.integral)
                yield Repair(setting.put(spot, name(other)), said, unlike + (setting.penalty(spot) or 0.0))
    yield from _for_names(setting)
    yield from _for_entries(setting)
    yield from _for_numbers(setting)
    yield from _by_products(setting)
    yield from _foreign(setting)


def _by_products(setting: Setting) -> Iterator[Repair]:
    """A name or an entry that was a product of two others."""
    for spot in setting.spots:
        needed = setting.reckoning.needed(spot) if isinstance(spot.node, (Name, Subscript)) else None
        for found in setting.reckoning.products(needed) if needed is not None and spot.role == "value" else ():
            is_other = len(found.factors) == 2 and all(isinstance(f, (Name, Subscript)) for _, f in found.factors)
            if found.coefficient == 1 and is_other and not any(same(f, spot.node) for _, f in found.factors):
                due = product(found.factors)
                said = f"{shown(spot.node)} stands where {shown(due)} is right"
                yield Repair(setting.put(spot, due), said, found.extra + 0.25 + (setting.penalty(spot) or 0.0))


def _foreign(setting: Setting) -> Iterator[Repair]:
    """Letters that stand for nothing here, where a derivative of what is at hand was meant: symbols misread."""
    statement = setting.statement
    if not isinstance(statement, Relation) or statement.ops != ("eq",):
        return
    left, right = statement.operands
    own = sorted(names(right))
    known = names(left).union(*map(names, setting.definitions.values()))
    if len(own) > 1 and known.isdisjoint(own):
        for body, target in differentiated(setting):
            slope = derivative(body, target)
            if slope is not None and not is_zero(slope):
                due = total([(sign, product(gathered(factors(term)))) for sign, term in terms(slope)])
                said = f"{listed(list(map(name, own)))} do not occur in what is differentiated: {shown(due)} is right"
                yield Repair(replaced(statement, (1,), due), said, 0.3)


def _for_numbers(setting: Setting) -> Iterator[Repair]:
    """A letter that was a number."""
    for spot in setting.spots:
        own = setting.names.get(spot.node.name) if isinstance(spot.node, Name) else None
        if own is not None and spot.role == "value" and not own.shape and not isinstance(spot.parent, Subscript):
            for value in _LIKELY:
                said = f"`{written(spot.node)}` stands where `{value}` is right"
                yield Repair(setting.put(spot, number(value)), said, (setting.penalty(spot) or 0.0) + 0.6)


def _for_entries(setting: Setting) -> Iterator[Repair]:
    """An entry or a number by another one."""
    scalars = [a for a in setting.atoms if isinstance(a, (Name, Subscript))]
    for spot in setting.spots:
        if spot.role == "value" and isinstance(spot.node, (Name, Subscript)) and not isinstance(spot.parent, Subscript):
            for other in scalars:
                is_entry = isinstance(spot.node, Subscript) or isinstance(other, Subscript)
                if is_entry and not _same_tensor(spot.node, other):
                    said = f"{shown(spot.node)} stands where {shown(other)} is right"
                    unlike = _OF_UNLIKE * (_is_count(setting, other) and not _is_count(setting, spot.node))
                    yield Repair(setting.put(spot, other), said, (setting.penalty(spot) or 0.0) + 0.15 + unlike)


def _for_names(setting: Setting) -> Iterator[Repair]:
    """One name by another throughout a side, where it stands more than once."""
    for spot in setting.spots:
        if len(spot.path) != 1 or spot.role != "value":
            continue
        used = [n for n in setting.names if _count(spot.node, n) > 1]
        for own in used[:6]:
            for other, type in setting.names.items():
                if other != own and _same_shape(setting.names[own], type):
                    said = f"`{own}` stands where `{other}` is right, everywhere in {shown(spot.node)}"
                    yield Repair(setting.put(spot, renamed(spot.node, {own: other})), said, 0.4)


def _same_tensor(one: Tree, other: Tree) -> bool:
    """Whether only the indices differ."""
    names = [t.value if isinstance(t, Subscript) else t for t in (one, other)]
    return same(*names)


def _is_count(setting: Setting, tree: Tree) -> bool:
    return isinstance(tree, Name) and tree.name in setting.names and setting.names[tree.name].kind.integral


def _where(spot: Spot) -> str:
    return f", in {shown(spot.parent)}" if isinstance(spot.parent, (Subscript, Call)) else ""


def _same_shape(one: Type, other: Type) -> bool:
    return len(one.shape) == len(other.shape)


def _count(tree: Tree, own: str) -> int:
    return sum(isinstance(s.node, Name) and s.node.name == own for s in walk(tree))


DIAGNOSIS = Diagnosis(
    kind="name",
    cost=1.22,
    why="two quantities were confused",
    repairs=repairs,
    examples=(Example("D((w*x - y)**2, w) == 2*(w*x - y)*w", "2*(w*x - y)*x", ("w, x, y: real",)),),
)
