"""A sum that begins or ends one place off."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import number, shown, terms, total
from derivcheck.language import syntax
from derivcheck.language.syntax import Number, Tree


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        is_range = isinstance(spot.parent, syntax.Tupled) and spot.role == "range" and spot.path[-1] > 0
        if not is_range:
            continue
        for step in (1, -1):
            due = _moved(spot.node, step)
            said = f"the range is off by one: {shown(due)} is right in place of {shown(spot.node)}"
            yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


def _moved(bound: Tree, step: int) -> Tree:
    """The bound and one more or less, without a sum of two numbers."""
    parts = terms(bound)
    sign, last = parts[-1]
    if isinstance(last, Number):
        value = sign * last.value + step
        parts = parts[:-1]
        if value or not parts:
            parts.append((1 if value >= 0 else -1, number(abs(value))))
        return total(parts)
    return total([*parts, (step, number(1))])


DIAGNOSIS = Diagnosis(
    kind="range",
    cost=1.1,
    why="the first or the last term was counted wrongly",
    repairs=repairs,
    examples=(Example("n*(n + 1)/2 == Sum(k, (k, 1, n - 1))", "Sum(k, (k, 1, n))", ("n: size",)),),
)
