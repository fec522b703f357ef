"""The product or quotient rule misapplied: the derivatives of the factors multiplied, or one part left out.

The derivative of `f*g` is `f'*g + f*g'`, that of `f/g` is `(f'*g - f*g')/g**2`.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.diagnosis.derivatives import derivative, differentiated
from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import (
    Factor,
    factors,
    gathered,
    is_zero,
    number,
    operation,
    product,
    shown,
    terms,
    total,
)
from derivcheck.language.syntax import Operation, Tree


def repairs(setting: Setting) -> Iterator[Repair]:
    for body, target in differentiated(setting):
        match body:
            case Operation(op="mul", operands=(first, *rest)):
                yield from _repaired(setting, body, first, product([(1, r) for r in rest]), target, "product")
            case Operation(op="div", operands=(above, below)):
                yield from _repaired(setting, body, above, below, target, "quotient")


def _repaired(setting: Setting, body: Tree, f: Tree, g: Tree, target: Tree, rule: str) -> Iterator[Repair]:
    df, dg = derivative(f, target), derivative(g, target)
    if df is None or dg is None or is_zero(df) or is_zero(dg):
        return
    right = (_of_product if rule == "product" else _of_quotient)(f, df, g, dg)
    for spot in setting.spots:
        if len(spot.path) == 1 and spot.role == "value":
            said = f"the {rule} rule was misapplied: the derivative of {shown(body)} is {shown(right)}"
            yield Repair(setting.put(spot, right), said)


def _times(*parts: Tree) -> tuple[int, Tree]:
    """A signed product without factors 1, of powers."""
    sign, found = 1, list[Factor]()
    for part in parts:
        own = terms(part)
        if len(own) == 1:
            sign *= own[0][0]
            part = own[0][1]
        found += factors(part)
    return sign, product(gathered(found))


def _of_product(f: Tree, df: Tree, g: Tree, dg: Tree) -> Tree:
    return total([_times(df, g), _times(f, dg)])


def _of_quotient(f: Tree, df: Tree, g: Tree, dg: Tree) -> Tree:
    sign, second = _times(f, dg)
    return operation("div", total([_times(df, g), (-sign, second)]), operation("pow", g, number(2)))


DIAGNOSIS = Diagnosis(
    kind="product-rule",
    cost=1.55,
    why="the derivative of f*g is f'*g + f*g', that of f/g is (f'*g - f*g')/g**2",
    repairs=repairs,
    examples=(
        Example("D(x**2*sin(x), x) == 2*x*cos(x)", "2*x*sin(x) + x**2*cos(x)", ("x: real",)),
        Example("D(sin(x)/x, x) == cos(x)", "(cos(x)*x - sin(x))/x**2", ("x: positive",)),
    ),
)
