"""A boundary case: `<` where only `<=` holds, `<=` where equality is meant to be excluded, or the opposite relation.

Also in a hypothesis that lets a boundary in at which the statement is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import Spot, replaced, shown, walk
from derivcheck.language.syntax import Logic, Number, Relation

_OTHERS = {
    "lt": (("le", 0.0), ("gt", 1.2), ("ge", 1.3)),
    "le": (("lt", 0.0), ("ge", 1.2), ("gt", 1.3)),
    "gt": (("ge", 0.0), ("lt", 1.2), ("le", 1.3)),
    "ge": (("gt", 0.0), ("le", 1.2), ("lt", 1.3)),
    "ne": (("gt", 0.1), ("lt", 0.1), ("eq", 1.3)),
}
_STRICT = {"le": "lt", "ge": "gt"}
_SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "ne": "!=", "eq": "=="}


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if isinstance(spot.node, Relation):
            for k, op in enumerate(spot.node.ops):
                for other, extra in _OTHERS.get(op, ()):
                    due = replace(spot.node, ops=(*spot.node.ops[:k], other, *spot.node.ops[k + 1 :]))
                    extra -= extra > 1 and (_compares_results(setting, spot.node) or _is_concluded(spot))
                    said = f"`{_SIGNS[op]}` in {shown(spot.node)} is wrong, `{_SIGNS[other]}` is right"
                    yield Repair(setting.put(spot, due), said, extra)
    for given in setting.given:
        for place in walk(given):
            if isinstance(place.node, Relation) and not set(place.node.ops).isdisjoint(_STRICT):
                strict = replace(place.node, ops=tuple(_STRICT.get(op, op) for op in place.node.ops))
                hypothesis = replaced(given, place.path, strict)
                said = f"the hypothesis {shown(given)} has to be strict: true if {shown(hypothesis)}"
                yield Repair(setting.statement, said, 0.2, hypothesis)


def _is_concluded(spot: Spot) -> bool:
    """Whether one inequality is concluded from another one, which a negative factor turns round."""
    is_inequality = isinstance(spot.parent, Logic) and spot.parent.op in ("implies", "iff") and spot.path[-1] == 1
    return is_inequality and isinstance(spot.parent, Logic) and isinstance(spot.parent.operands[0], Relation)


def _compares_results(setting: Setting, relation: Relation) -> bool:
    """Whether two numbers are compared that have to be worked out: then nothing else is as likely."""
    return not setting.claim.symbols and not any(isinstance(side, Number) for side in relation.operands)


DIAGNOSIS = Diagnosis(
    kind="boundary",
    cost=1.0,
    why="the case in which both sides are equal was overlooked",
    repairs=repairs,
    examples=(
        Example("x**2 > 0", "x**2 >= 0", ("x: real",)),
        Example("sigmoid(x)*(1 - sigmoid(x)) < 1/4", "sigmoid(x)*(1 - sigmoid(x)) <= 1/4", ("x: real",)),
        Example("Limit(b**n, n, oo) == 0", "Limit(b**n, n, oo) == 0", ("b: real", "n: natural"), ("0 <= b <= 1",)),
    ),
)
