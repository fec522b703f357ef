"""A term too many: one that is constant and has no derivative, or one that cancels."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import is_exponent, is_one, is_product, shown, terms, total

#: There it is rather the power that is wrong.
_IN_EXPONENT = 0.2


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.sums:
        parts = terms(spot.node)
        for k, (sign, term) in enumerate(parts):
            rest = total([*parts[:k], *parts[k + 1 :]])
            if len(parts) > 1 and not (is_one(rest) and is_product(spot.parent)):  # that is a factor too much
                what = shown(term) if sign > 0 else f"`- {shown(term)[1:-1]}`"
                said = f"the term {what} is too much: {shown(rest)} is right"
                extra = _IN_EXPONENT * is_exponent(spot) + (setting.penalty(spot) or 0.0)
                yield Repair(setting.put(spot, rest), said, extra)


DIAGNOSIS = Diagnosis(
    kind="extra-term",
    cost=1.2,
    why="a term was kept that cancels, or whose derivative is 0",
    repairs=repairs,
    examples=(
        Example("D(x**2 + y, x) == 2*x + y", "2*x", ("x, y: real",)),
        Example("D(a*x + b, x) == a + b", "a", ("a, b, x: real",)),
    ),
)
