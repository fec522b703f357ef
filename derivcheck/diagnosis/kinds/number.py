"""A wrong number: a constant that is off, or digits that are transposed, lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import Spot, is_exponent, is_product, number, replaced, shown
from derivcheck.evaluation.values.rounding import exact
from derivcheck.language.syntax import Number, Operation, Relation
from derivcheck.language.writing import written

_MOST_DIGITS = 9
_STEPS = (1, -1, 2, -2, 3, -3)


def repairs(setting: Setting) -> Iterator[Repair]:
    yield from _worked_out(setting)
    for spot in setting.spots:
        node = spot.node
        if not isinstance(node, Number) or spot.role not in ("value", "range") or is_exponent(spot):
            continue
        if _is_rounded(setting, spot.path):
            continue
        for decimal in _decimals(node):
            said = f"the number {shown(node)} is wrong, {shown(decimal)} is right"
            yield Repair(setting.put(spot, decimal), said, setting.penalty(spot) or 0.0)
        for other, extra in (*_others(node.value), *_needed(setting, spot)):
            if 1 in (other, node.value) and _is_factor(spot):
                continue  # then it is a factor too much, or one that is missing
            due = number(other)
            said = f"the number {shown(node)} is wrong, {shown(due)} is right"
            yield Repair(setting.put(spot, due), said, extra + (setting.penalty(spot) or 0.0))


def _needed(setting: Setting, spot: Spot) -> Iterator[tuple[Fraction, float]]:
    """The number that has to stand there, if it is one."""
    needed = setting.reckoning.needed(spot) if spot.role == "value" else None
    for found in setting.reckoning.products(needed) if needed is not None else ():
        if not found.powers and found.coefficient > 0:
            yield found.coefficient, 0.15


def _others(value: Fraction) -> Iterator[tuple[Fraction, float]]:
    if value.denominator == 1 and value >= 10:
        yield from ((other, 0.0) for other in _with_other_digits(str(value)))
    for step in _STEPS if value.denominator == 1 else ():
        if value + step >= 0:
            yield value + step, 0.0 if abs(step) == 1 else 0.1
    for factor in (Fraction(2), Fraction(1, 2), Fraction(10), Fraction(1, 10)):
        if value:
            yield value * factor, 0.1
    if value > 1:
        yield 1 / value, 0.2


def _with_other_digits(digits: str) -> Iterator[Fraction]:
    """One digit lost, two neighbours transposed, one digit changed."""
    for k in range(len(digits)):
        yield Fraction(int(digits[:k] + digits[k + 1 :]))
    for k in range(len(digits) - 1):
        yield Fraction(int(digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :]))
    for k in range(len(digits) if len(digits) <= _MOST_DIGITS else 0):
        yield from (Fraction(int(digits[:k] + d + digits[k + 1 :])) for d in "0123456789" if d != digits[k])


def _decimals(node: Number) -> Iterator[Number]:
    """A decimal with one digit lost or two transposed; the point stays where it was."""
    if node.places is None or node.places <= 0:
        return
    text = written(node)
    point = text.index(".")
    for k in range(point + 1, len(text)):
        yield from _read(text[:k] + text[k + 1 :], node)
    for k in range(point + 1, len(text) - 1):
        yield from _read(text[:k] + text[k + 1] + text[k] + text[k + 2 :], node)


def _read(text: str, node: Number) -> Iterator[Number]:
    places = len(text) - text.index(".") - 1
    if places:
        yield Number(Fraction(text), places, span=node.span)


def _worked_out(setting: Setting) -> Iterator[Repair]:
    """The value of one side of an equation between numbers, where the other is a number."""
    statement = setting.statement
    if not isinstance(statement, Relation) or statement.ops != ("eq",) or setting.claim.symbols:
        return
    for place, tree in enumerate(statement.operands):
        other = setting.value(statement.operands[1 - place])
        value = exact(other) if isinstance(tree, Number) and other is not None else None
        if value is not None:
            due = number(value)
            said = f"it was worked out wrongly: {shown(tree)} stands where {shown(due)} is right"
            yield Repair(replaced(statement, (place,), due), said, 0.05)


def _is_factor(spot: Spot) -> bool:
    """Of a product, with or without a sign."""
    parents = [p for p in reversed(spot.parents) if not (isinstance(p, Operation) and p.op == "neg")]
    return bool(parents) and is_product(parents[0])


def _is_rounded(setting: Setting, path: tuple[int, ...]) -> bool:
    """Rounded numbers are a kind of mistake of their own."""
    statement = setting.statement
    return isinstance(statement, Relation) and path[0] > 0 and statement.ops[path[0] - 1] == "approx"


DIAGNOSIS = Diagnosis(
    kind="number",
    cost=1.3,
    why="a constant was copied or worked out wrongly",
    repairs=repairs,
    examples=(
        Example("D(x**4, x) == 3*x**3", "4*x**3", ("x: real",)),
        Example("Sum(k, (k, 1, n)) == n*(n + 1)/3", "n*(n + 1)/2", ("n: size",)),
    ),
)
