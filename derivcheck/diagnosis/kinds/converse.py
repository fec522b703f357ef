"""An implication read in the wrong direction: `<=>` where only `=>` holds, `=>` where the converse does."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import shown
from derivcheck.language.syntax import Logic

#: Of an implication, rather something is missing.
_OF_IMPLICATION = 0.35


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        match spot.node:
            case Logic(op="iff", operands=(left, right)):
                for premise, conclusion in ((left, right), (right, left)):
                    due = Logic("implies", (premise, conclusion), span=spot.node.span)
                    said = f"only one direction holds: {shown(due)}, not the converse"
                    yield Repair(setting.put(spot, due), said)
            case Logic(op="implies", operands=(premise, conclusion)):
                due = Logic("implies", (conclusion, premise), span=spot.node.span)
                said = f"it is the converse that holds: {shown(due)}"
                yield Repair(setting.put(spot, due), said, _OF_IMPLICATION)


DIAGNOSIS = Diagnosis(
    kind="converse",
    cost=1.02,
    why="what follows from a statement need not lead back to it, as where something is squared or multiplied by 0",
    repairs=repairs,
    examples=(
        Example("x == 3 <=> x**2 == 9", "x == 3 => x**2 == 9", ("x: real",)),
        Example("x > 0 <=> x**2 > 0", "x > 0 => x**2 > 0", ("x: real",)),
    ),
)
