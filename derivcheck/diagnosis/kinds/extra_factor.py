"""A factor too many, such as the 2 that the 1/2 in front of a square should have cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import Factor, factors, is_one, is_product, product, shown, terms, total
from derivcheck.language.syntax import Subscript

_MOST_FACTORS = 6
#: A factor that is itself a product, such as the slope `s*(1 - s)`.
_OF_TWO = 0.1


def repairs(setting: Setting) -> Iterator[Repair]:
    tensors = (s for s in setting.spots if s.role == "value" and isinstance(s.parent, Subscript) and is_product(s.node))
    for spot in (*setting.sums, *tensors):
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
            for chosen in combinations(range(len(own)), 2) if 2 < len(own) <= _MOST_FACTORS else ():
                if not any(is_one(own[j][1]) for j in chosen):
                    rest = product([f for j, f in enumerate(own) if j not in chosen])
                    due = total([*parts[:k], (sign, rest), *parts[k + 1 :]])
                    said = f"{_what([own[j] for j in chosen])} in {shown(term)} is too much: {shown(rest)} is right"
                    yield Repair(setting.put(spot, due), said, _OF_TWO + (setting.penalty(spot) or 0.0))


def _what(chosen: list[Factor]) -> str:
    whole = product(chosen)
    if all(power > 0 for power, _ in chosen):
        return f"the factor {shown(whole)}"
    if all(power < 0 for power, _ in chosen):
        return f"the divisor {shown(product([(1, f) for _, f in chosen]))}"
    return f"the quotient {shown(whole)}"


DIAGNOSIS = Diagnosis(
    kind="extra-factor",
    cost=1.3,
    why="a factor was written that cancels, or was counted twice",
    repairs=repairs,
    examples=(
        Example("D(x**2/2, x) == 2*x", "x", ("x: real",)),
        Example("D(exp(3*x), x) == 3*x*exp(3*x)", "3*exp(3*x)", ("x: real",)),
        Example("D(softplus(x), x) == sigmoid(x)*sigmoid(x)*(1 - sigmoid(x))", "sigmoid(x)", ("x: real",)),
    ),
)
