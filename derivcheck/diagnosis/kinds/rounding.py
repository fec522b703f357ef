"""A rounded number that is wrong: cut off in place of rounded, digits transposed, or worked out wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.diagnosis.kind import Diagnosis, Example, Repair
from derivcheck.diagnosis.setting import Setting
from derivcheck.diagnosis.trees import operation, replaced, shown
from derivcheck.evaluation.values.rounding import rounded
from derivcheck.language.syntax import Listed, Number, Operation, Relation, Tree
from derivcheck.language.writing import written

_WRONG = "the number is wrong"
#: A number that is quite another may well be right, and what it is compared with wrong.
_OF_UNLIKE = 0.6


def repairs(setting: Setting) -> Iterator[Repair]:
    statement = setting.statement
    if not isinstance(statement, Relation) or statement.ops != ("approx",):
        return
    left = setting.value(statement.operands[0])
    if left is None:
        return
    due = _due(rounded(left), statement.operands[1])
    if due is not None:
        changes = list(_changes(statement.operands[1], due))
        said = "; ".join(_said(old, new) for old, new in changes[:4])
        unlike = any(_difference(old, new) == _WRONG for old, new in changes)
        yield Repair(replaced(statement, (1,), due), said or "the numbers are wrong", _OF_UNLIKE * unlike)


def _due(value: object, shown_as: Tree) -> Tree | None:
    """What should stand in place of the rounded numbers, each with as many digits."""
    if isinstance(shown_as, Listed):
        if not isinstance(value, tuple) or len(value) != len(shown_as.items):
            return None
        items = [_due(v, s) for v, s in zip(value, shown_as.items, strict=True)]
        kept = tuple(i for i in items if i is not None)
        return Listed(kept, span=shown_as.span) if len(kept) == len(items) else None
    places = _places(shown_as)
    if places is None or not callable(value):
        return None
    number = value(places)
    if number is None:
        return None
    if _holds(value, shown_as, places, number):
        return shown_as
    plain = Number(abs(number), places if places else None, span=shown_as.span)
    return operation("neg", plain) if number < 0 else plain


def _holds(value: object, shown_as: Tree, places: int, number: Fraction) -> bool:
    return _value(shown_as) == number


def _places(tree: Tree) -> int | None:
    if isinstance(tree, Operation) and tree.op == "neg":
        return _places(tree.operands[0])
    return (tree.places or 0) if isinstance(tree, Number) else None


def _value(tree: Tree) -> Fraction:
    if isinstance(tree, Operation):
        return -_value(tree.operands[0])
    assert isinstance(tree, Number)
    return tree.value


def _changes(old: Tree, new: Tree) -> Iterator[tuple[Tree, Tree]]:
    if isinstance(old, Listed) and isinstance(new, Listed):
        for a, b in zip(old.items, new.items, strict=True):
            yield from _changes(a, b)
    elif old is not new:
        yield old, new


def _said(old: Tree, new: Tree) -> str:
    return f"{_difference(old, new)}: {shown(old)} stands where {shown(new)} is right"


def _difference(old: Tree, new: Tree) -> str:
    """How two numbers differ."""
    step = Fraction(1, 10 ** (_places(new) or 0))
    was, due = written(old), written(new)
    if abs(_value(old) - _value(new)) == step:
        return "the last digit is not rounded rightly"
    if _value(old) == -_value(new):
        return "the sign is wrong"
    if sorted(was) == sorted(due):
        return "digits are transposed"
    if sum(a != b for a, b in zip(was, due, strict=False)) == 1 and len(was) == len(due):
        return "one digit is wrong"
    if any(abs(_value(old) * Fraction(10) ** k - _value(new)) < step for k in (-2, -1, 1, 2)):
        return "the decimal point is misplaced"
    return _WRONG


DIAGNOSIS = Diagnosis(
    kind="rounding",
    cost=0.9,
    why="a value was cut off in place of rounded, copied wrongly, or worked out from numbers that were rounded before",
    repairs=repairs,
    examples=(
        Example("exp(1) ~= 2.7182", "2.7183"),
        Example("sqrt(2) ~= 1.441", "1.414"),
        Example("[1/3, 2/3] ~= [0.33, 0.66]", "[0.33, 0.67]"),
    ),
)
