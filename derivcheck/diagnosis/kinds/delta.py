"""A Kronecker delta that is missing or too much.

The derivative of `z[i]` by `z[k]` is `delta(i, k)`: 1 only where both are the same entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.ingredients import deltas
from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import factors, is_one, is_zero, names, product, shown, terms, total
from derivcheck.language import syntax
from derivcheck.language.syntax import Tree

_DELTAS = frozenset({"delta", "KroneckerDelta", "indicator"})

#: Of a sum in which only one term is left, that one is rather written.
_OF_CONTRACTION = 0.25

#: An index that does not occur.
_OF_FOREIGN = 0.6


def repairs(setting: Setting) -> Iterator[Repair]:
    missing = list(deltas(setting))
    present = names(setting.statement)
    for spot in setting.sums:
        parts = terms(spot.node)
        inside = 0.2 if isinstance(spot.parent, syntax.Call) and spot.parent.function.name != "Sum" else 0.0
        penalty = inside + (setting.penalty(spot) or 0.0)
        for k, (sign, term) in enumerate(parts):
            own = factors(term)
            for j, (power, factor) in enumerate(own):
                if power > 0 and _is_delta(factor):
                    rest = product([*own[:j], *own[j + 1 :]])
                    due = total([*parts[:k], (sign, rest), *parts[k + 1 :]])
                    said = f"{shown(factor)} in {shown(term)} is too much: the term is there for all indices"
                    yield Repair(setting.put(spot, due), said, penalty)
            is_index = isinstance(term, syntax.Name) and term.name in setting.indices
            for delta in missing if not is_zero(term) and not is_index else []:
                contracts = _OF_CONTRACTION * any(n in setting.bound_at(spot) for n in names(delta))
                contracts += _OF_FOREIGN * (not names(delta) <= present)
                joined = product([(1, delta), *([] if is_one(term) else own)])
                due = total([*parts[:k], (sign, joined), *parts[k + 1 :]])
                said = f"{shown(delta)} is missing in {shown(term)}: the term is there only where both are the same"
                yield Repair(setting.put(spot, due), said, penalty + contracts)


def _is_delta(tree: Tree) -> bool:
    return isinstance(tree, syntax.Call) and tree.function.name in _DELTAS


_VECTOR = ("n: size", "i, j, k: index(n)", "z: real[n]")

DIAGNOSIS = Diagnosis(
    kind="delta",
    cost=1.05,
    why="the derivative of an entry by an entry is 1 only where both are the same",
    repairs=repairs,
    examples=(
        Example("D(z[i]**2, z[k]) == 2*z[i]", "delta(i, k)*2*z[i]", _VECTOR),
        Example("D(Sum(z[j]**2, j), z[k]) == 2*delta(i, k)*z[k]", "2*z[k]", _VECTOR),
    ),
)
