"""The other layout: a column for a row, a Jacobian matrix with rows and columns exchanged.

Here the rows of `jac` are the outputs, and `grad` has the shape of what it is taken by.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import shown, transposed
from derivcheck.language import syntax


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if len(spot.path) != 1 or spot.role != "value":
            continue
        value = setting.value(spot.node)
        if value is not None and value.type.shape:
            node = spot.node
            due = transposed(node)
            said = f"{shown(node)} is in the other layout: {shown(due)} is right"
            compound = 0.1 * isinstance(node, syntax.Operation)  # then it is rather a factor that is to be transposed
            yield Repair(setting.put(spot, due), said, compound + (setting.penalty(spot) or 0.0))


DIAGNOSIS = Diagnosis(
    kind="layout",
    cost=1.1,
    why="rows and columns were exchanged; rows of a Jacobian matrix are the outputs here",
    repairs=repairs,
    examples=(Example("jac(A @ x, x) == A.T", "A", ("n: size", "x: real[n]", "A: real[n, n]")),),
)
