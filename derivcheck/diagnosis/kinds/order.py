"""Factors in the wrong order: matrix products do not commute."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import operation, sequence, shown, terms, total
from derivcheck.language.syntax import Number, Operation, Tree


def repairs(setting: Setting) -> Iterator[Repair]:
    yield from _of_squares(setting)
    for spot in setting.spots:
        if not _is_product(spot.node) or _is_product(spot.parent):
            continue
        matrices = sequence(spot.node)
        for k, j in permutations(range(len(matrices)), 2):
            if j == k + 1:
                continue  # the same as the other way round
            rest = [*matrices[:k], *matrices[k + 1 :]]
            due = _joined([*rest[:j], matrices[k], *rest[j:]])
            said = f"the order of the factors is wrong: {shown(spot.node)} stands where {shown(due)} is right"
            yield Repair(setting.put(spot, due), said, 0.1 * (abs(j - k) > 1) + (setting.penalty(spot) or 0.0))

        if len(matrices) > 2:
            due = _joined(matrices[::-1])
            said = f"the factors stand the wrong way round: {shown(due)} is right in place of {shown(spot.node)}"
            yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


def _of_squares(setting: Setting) -> Iterator[Repair]:
    """`2*A @ B`, where both orders are to be added."""
    for spot in setting.sums:
        parts = terms(spot.node)
        for k, (sign, term) in enumerate(parts):
            match sequence(term):
                case [Number(value=2), left, right]:
                    both = [(sign, operation("matmul", left, right)), (sign, operation("matmul", right, left))]
                    said = f"matrices do not commute: {shown(term)} stands where {shown(total(both))} is right"
                    due = total([*parts[:k], *both, *parts[k + 1 :]])
                    yield Repair(setting.put(spot, due), said, setting.penalty(spot) or 0.0)


def _is_product(tree: Tree | None) -> bool:
    return isinstance(tree, Operation) and tree.op == "matmul"


def _joined(factors: list[Tree]) -> Tree:
    result = factors[0]
    for factor in factors[1:]:
        result = operation("matmul", result, factor)
    return result


DIAGNOSIS = Diagnosis(
    kind="order",
    cost=1.12,
    why="the factors of a matrix product cannot be exchanged, and a transpose or an inverse turns their order round",
    repairs=repairs,
    examples=(Example("(A @ B).T == A.T @ B.T", "B.T @ A.T", ("n: size", "A, B: real[n, n]")),),
)
