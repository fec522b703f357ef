"""Numbers are added, multiplied and raised to powers, the innermost first."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from derivcheck.diagnosis.trees import number
from derivcheck.explanation.rule import Example, Rewritten, Rule
from derivcheck.explanation.scene import Scene
from derivcheck.language.syntax import Number, Operation, Tree

_LARGEST = 10**40
_MOST_PLACES = 16
_GREATEST_EXPONENT = 64


def apply(tree: Tree, scene: Scene) -> Rewritten | None:
    if not isinstance(tree, Operation) or tree.op == "matmul":
        return None
    values = [v for o in tree.operands if (v := _value(o)) is not None]
    if len(values) < len(tree.operands) or (tree.op == "neg" and isinstance(tree.operands[0], Number)):
        return None
    if tree.op == "div" and not _has_decimals(tree) and _is_fraction(tree):
        return None
    result = _calculated(tree.op, values)
    if result is None or abs(result.numerator) > _LARGEST:
        return None
    return _shown(result, _has_decimals(tree))


def _value(tree: Tree) -> Fraction | None:
    match tree:
        case Number(value=value):
            return value
        case Operation(op="neg", operands=(Number(value=value),)):
            return -value
        case Operation(op="div", operands=(Number(value=above), Number(value=below))) if below:
            return above / below
    return None


def _is_fraction(tree: Operation) -> bool:
    """A quotient of integers in lowest terms, which stays."""
    match tree.operands:
        case Number(value=above), Number(value=below):
            return below not in (0, 1) and (above / below).denominator == below
    return False


def _calculated(op: str, values: list[Fraction]) -> Fraction | None:
    match op, values:
        case "add", _:
            return sum(values, Fraction(0))
        case "sub", [a, b]:
            return a - b
        case "neg", [a]:
            return -a
        case "mul", _:
            return prod(values, start=Fraction(1))
        case "div", [a, b] if b:
            return a / b
        case "pow", [a, b] if b.denominator == 1 and abs(b) <= _GREATEST_EXPONENT and (a or b > 0):
            return Fraction(a ** int(b))
    return None


def _has_decimals(tree: Tree) -> bool:
    if isinstance(tree, Number):
        return bool(tree.places)
    return isinstance(tree, Operation) and any(map(_has_decimals, tree.operands))


def _shown(value: Fraction, decimal: bool) -> Rewritten | None:
    """A decimal where there were some, if it ends."""
    if not decimal or value.denominator == 1:
        return Rewritten(number(value))
    for places in range(1, _MOST_PLACES + 1):
        if (value * 10**places).denominator == 1:
            shown: Tree = Number(abs(value), places, span=number(1).span)
            return Rewritten(shown if value > 0 else Operation("neg", (shown,), span=shown.span))
    return None


RULE = Rule(
    name="calculated",
    cost=70,
    formula="(5*5 + 1)*16 == 26*16 == 416",
    apply=apply,
    examples=(
        Example("(5*5 + 1)*16", "(25 + 1)*16"),
        Example("0.5*0.3 + x", "0.15 + x", ("x: real",)),
    ),
)
