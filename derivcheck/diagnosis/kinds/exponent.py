"""A wrong exponent: a square that is missing or too much, a power off by one, a quotient the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    Spot,
    call,
    factors,
    is_sum,
    name,
    number,
    operation,
    product,
    same,
    shown,
    terms,
    total,
)
from derivcheck.language import syntax
from derivcheck.language.core import Kind
from derivcheck.language.syntax import Operation, Tree


def repairs(setting: Setting) -> Iterator[Repair]:
    for spot in setting.spots:
        if spot.role == "value":
            penalty = setting.penalty(spot) or 0.0
            for due, extra in (*_others(spot), *_inverses(setting, spot), *_of_sizes(setting, spot)):
                said = f"the exponent is wrong: {shown(spot.node)} stands where {shown(due)} is right"
                yield Repair(setting.put(spot, due), said, penalty + extra)


def _others(spot: Spot) -> Iterator[tuple[Tree, float]]:
    node = spot.node
    match node:
        case Operation(op="pow", operands=(base, exponent)):
            yield base, 0.0
            if isinstance(exponent, syntax.Number) and exponent.places is None:
                n = exponent.value
                for m in (n + 1, n - 1, n + 2):
                    if m not in (0, 1):
                        yield operation("pow", base, number(m)), 0.0
            else:
                yield operation("pow", base, total([*terms(exponent), (1, number(1))])), 0.1
                yield operation("pow", base, total([*terms(exponent), (-1, number(1))])), 0.1
            yield operation("pow", base, operation("neg", exponent)), 0.2
            yield operation("pow", exponent, base), 0.3
            return
        case Operation(op="div"):
            flipped = product([(-s, f) for s, f in factors(node)])
            yield flipped, 0.3
        case syntax.Call(function=syntax.Name(name="sqrt"), args=(inner,)):
            yield inner, 0.1
        case syntax.Number() | syntax.Direction() | syntax.Tupled():
            return
    if not (is_sum(node) and is_sum(spot.parent)) and not _is_base(spot):
        yield operation("pow", node, number(2)), 0.1
        yield call("sqrt", node), 0.4
        yield operation("pow", node, number(3)), 0.5


def _of_sizes(setting: Setting, spot: Spot) -> Iterator[tuple[Tree, float]]:
    """A number to the power of a size."""
    if isinstance(spot.node, (syntax.Name, syntax.Number)) and setting.rank(spot.node) == 0 and not _is_base(spot):
        sizes = [n for n, type in setting.used.items() if type.kind is Kind.SIZE and not same(name(n), spot.node)]
        yield from ((operation("pow", spot.node, name(n)), 0.3) for n in sizes)


def _inverses(setting: Setting, spot: Spot) -> Iterator[tuple[Tree, float]]:
    """The inverse of a matrix for the matrix."""
    if setting.rank(spot.node) == 2 and not (isinstance(spot.parent, syntax.Call) or is_sum(spot.parent)):
        yield call("inv", spot.node), 0.1


def _is_base(spot: Spot) -> bool:
    return isinstance(spot.parent, Operation) and spot.parent.op == "pow"


DIAGNOSIS = Diagnosis(
    kind="exponent",
    cost=1.35,
    why="a power was not lowered or squared as it should have been, or a quotient stands the wrong way round",
    repairs=repairs,
    examples=(
        Example("D(x**3, x) == 3*x**3", "3*x**2", ("x: real",)),
        Example("D(1/x, x) == -1/x", "-1/x**2", ("x: positive",)),
        Example("n**3/3 + n**2 == O(n**2)", "O(n**3)", ("n: size",)),
        Example("D(x**n, x) == n*x**n", "n*x**(n - 1)", ("x: positive", "n: natural")),
    ),
)
