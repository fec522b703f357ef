"""A count without its bias: n inputs and m outputs have (n + 1)*m parameters, not n*m."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import Factor, factors, is_one, number, product, shown, terms, total
from derivcheck.language import syntax
from derivcheck.language.syntax import Operation, Tree


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.sums:
        penalty = setting.penalty(spot) or 0.0
        parts = terms(spot.node)
        for k, (sign, term) in enumerate(parts):
            own = factors(term)
            if len(own) < 2 or not all(power > 0 and _is_count(f, setting) for power, f in own):
                continue
            for j, (_, factor) in enumerate(own):
                if not is_one(factor):
                    more = _with_one_more(own, j)
                    due = total([*parts[:k], (sign, more), *parts[k + 1 :]])
                    said = f"the biases are missing: {shown(term)} stands where {shown(more)} is right"
                    yield Repair(setting.put(spot, due), said, penalty)


def _with_one_more(own: list[Factor], j: int) -> Tree:
    one_more = total([*terms(own[j][1]), (1, number(1))])
    return product([*own[:j], (1, one_more), *own[j + 1 :]])


def _is_count(tree: Tree, setting: Setting) -> bool:
    """Whole numbers, sizes, and their sums and products."""
    match tree:
        case syntax.Number():
            return tree.value.denominator == 1 and tree.places is None
        case syntax.Name():
            return tree.name in setting.names and setting.names[tree.name].kind.integral
        case Operation(op="add" | "mul" | "pow"):
            return all(_is_count(o, setting) for o in tree.operands)
    return False


DIAGNOSIS = Diagnosis(
    kind="bias-term",
    cost=1.02,
    why="every unit has a bias besides its weights, so that it counts one parameter more than it has inputs",
    repairs=repairs,
    examples=(
        Example("n*m + m == n*m", "(n + 1)*m", ("n, m: size",)),
        Example("10*20 + 20 == 10*20", "(10 + 1)*20"),
    ),
)
