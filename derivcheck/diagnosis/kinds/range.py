"""A sum that begins or ends one place off."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import moved, shown
from derivcheck.language import syntax


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        is_range = isinstance(spot.parent, syntax.Tupled) and spot.role == "range" and spot.path[-1] > 0
        if not is_range:
            continue
        for step in (1, -1):
            due = moved(spot.node, step)
            said = f"the range is off by one: {shown(due)} is right in place of {shown(spot.node)}"
            yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


DIAGNOSIS = Diagnosis(
    kind="range",
    cost=1.1,
    why="the first or the last term was counted wrongly",
    repairs=repairs,
    examples=(Example("n*(n + 1)/2 == Sum(k, (k, 1, n - 1))", "Sum(k, (k, 1, n))", ("n: size",)),),
)
