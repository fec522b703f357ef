"""A wrong sign: of a whole side, of one term, of several terms at once, or of what a function is applied to.

A minus sign in front of a bracket changes every term inside; a derivative such as that of `exp(-x)` or of `1 - x`
brings a minus sign along.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.several import terms_at
from derivcheck.diagnosis.trees import Spot, is_zero, listed, shown, terms, total
from derivcheck.language import syntax

_MOST_TERMS = 8


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.sums:
        if not is_zero(spot.node):
            yield from _of_terms(setting, spot)


def _of_terms(setting: Setting, spot: Spot) -> Iterator[Repair]:
    parts = terms(spot.node)
    penalty = (setting.penalty(spot) or 0.0) + (0.0 if len(spot.path) <= 1 else 0.1)
    for k, (sign, term) in enumerate(parts):
        due = total([*parts[:k], (-sign, term), *parts[k + 1 :]])
        if isinstance(term, syntax.Number) and len(parts) == 1:
            penalty += 0.4
        if len(parts) == 1:
            said = f"{shown(spot.node)} has the wrong sign: {shown(due)} is right"
        else:
            how = "added where it should be subtracted" if sign > 0 else "subtracted where it should be added"
            said = f"a wrong sign: {shown(term)} is {how}"
        yield Repair(setting.put(spot, due), said, penalty)
    if not 1 < len(parts) <= _MOST_TERMS:
        return
    opposite = total([(-s, t) for s, t in parts])
    yield Repair(setting.put(spot, opposite), f"all of {shown(spot.node)} has the wrong sign", penalty + 0.05)
    known = terms_at(setting, spot)
    several = known.changed(lambda x, _: -x) if known is not None else combinations(range(len(parts)), 2)
    for chosen in several if len(parts) > 2 else ():
        due = total([(-s, t) if k in chosen else (s, t) for k, (s, t) in enumerate(parts)])
        said = f"the terms {listed([parts[k][1] for k in chosen])} have the wrong signs"
        yield Repair(setting.put(spot, due), said, penalty + 0.2 * len(chosen))


DIAGNOSIS = Diagnosis(
    kind="sign",
    cost=1.0,
    why="a minus sign got lost or was added, as happens where brackets are opened or an inner derivative is negative",
    repairs=repairs,
    examples=(
        Example("D(exp(-x), x) == exp(-x)", "-exp(-x)", ("x: real",)),
        Example("(x - y)*(x + 1) == x**2 + x - x*y + y", "x**2 + x - x*y - y", ("x, y: real",)),
        Example("D(cos(x) + x**2, x) == sin(x) + 2*x", "-sin(x) + 2*x", ("x: real",)),
    ),
)
