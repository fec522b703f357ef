"""A factor too many, such as the 2 that the 1/2 in front of a square should have cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import factors, is_one, product, shown, terms, total


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.sums:
        parts = terms(spot.node)
        for k, (sign, term) in enumerate(parts):
            own = factors(term)
            for j, (power, factor) in enumerate(own):
                if len(own) > 1 and not is_one(factor):
                    rest = product([*own[:j], *own[j + 1 :]])
                    due = total([*parts[:k], (sign, rest), *parts[k + 1 :]])
                    what = f"the factor {shown(factor)}" if power > 0 else f"the divisor {shown(factor)}"
                    said = f"{what} in {shown(term)} is too much: {shown(rest)} is right"
                    yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


DIAGNOSIS = Diagnosis(
    kind="extra-factor",
    cost=1.3,
    why="a factor was written that cancels, or was counted twice",
    repairs=repairs,
    examples=(
        Example("D(x**2/2, x) == 2*x", "x", ("x: real",)),
        Example("D(exp(3*x), x) == 3*x*exp(3*x)", "3*exp(3*x)", ("x: real",)),
    ),
)
