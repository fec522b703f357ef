"""How a false statement fails: its two sides, the entry, which of several relations, which side holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from flint import fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.showing import Shown, decimal_text, scalar_text, show_apart, show_beside
from derivcheck.evaluation.universal import why
from derivcheck.evaluation.values.expansion import Expansion
from derivcheck.evaluation.values.jet import subtract
from derivcheck.evaluation.values.tensor import Tensor, entry, positions
from derivcheck.evaluation.walk import growth, limits, relations
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.language.core import Array, Call, Claim, Expr, Number, Predicate, Quantified, Type

#: Characters of two texts that are quoted in a sentence.
_SHORT = 80


class Explanation(NamedTuple):
    """What to print of a refutation."""

    left: Shown | None = None
    right: Shown | None = None
    difference: str | None = None
    reason: str | None = None


#: The text of a part of the statement as it was typed, None if it is not known.
Quote = Callable[[Expr], str | None]


def quoted(claim: Claim, part: Expr) -> str | None:
    """The text of a part of the claim's statement, where the file has the very text of the claim."""
    start = claim.statement.span.start
    if start + len(claim.text) != claim.span.end or claim.statement.span.end != claim.span.end:
        return None
    if not start <= part.span.start < part.span.end <= claim.span.end:
        return None
    return claim.text[part.span.start - start : part.span.end - start]


def _not_quoted(part: Expr) -> None:
    return None


def explain(evaluator: Evaluator, statement: Expr, quote: Quote = _not_quoted) -> Explanation:
    """The explanation of a statement that is false at the evaluator's instance."""
    if isinstance(statement, Predicate) and statement.op == "growth":
        return Explanation(reason=_beyond(growth.ratios(evaluator, statement, evaluator.root)))
    if isinstance(statement, Quantified | Predicate):
        return Explanation(reason=why(evaluator, statement) or "the statement is false there")
    if not isinstance(statement, Call):
        return Explanation(reason="the statement is false there")
    if statement.op in relations.COMPARISONS:
        return _comparison(evaluator, statement)
    return _LOGIC.get(statement.op, _other)(evaluator, statement, quote)


def _beyond(ratios: Sequence[tuple[int, Any]]) -> str:
    shown = ", ".join(f"{scalar_text(value)} for s = {s}" for s, value in ratios[:4])
    return "the quotient of both sides grows beyond all bounds" + (f": {shown}" if shown else "")


#: Relations whose failure is not said by a difference.
_SIGNS = {"ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


def _comparison(evaluator: Evaluator, statement: Call) -> Explanation:
    if any(map(limits.is_extended, statement.args)):
        return _of_limits(evaluator, statement)
    left, right = (evaluator.value(side, evaluator.root) for side in statement.args)
    if type(left) is Expansion or type(right) is Expansion:
        return Explanation(reason=f"for all large s, {_SIGNS.get(statement.op, '==')} does not hold")
    if type(left) is bool or type(right) is bool:
        return Explanation(reason="one side is true, the other false")
    if evaluator.is_equal(statement.args[0], statement.args[1], evaluator.root):
        return Explanation(scalar_text(left), scalar_text(right), None, "both sides are equal there")
    rounded = statement.op == "approx"
    shown_left, shown_right = _shown(statement, left, right)
    if type(left) is not tuple and type(right) is not tuple:
        if statement.op in _SIGNS:
            reason = f"{shown_left} {_SIGNS[statement.op]} {shown_right} is false"
            return Explanation(shown_left, shown_right, None, reason)
        return Explanation(shown_left, shown_right, _difference(left, right, rounded))
    place = next(_failing_entries(statement, left, right), None)
    if place is None:
        return Explanation(shown_left, shown_right)
    one, other = _at(left, place), _at(right, place)
    name = ", ".join(str(k) for k in _indices(evaluator, statement, place))
    one_text, other_text = _beside(one, _item(statement.args[1], place)) if rounded else show_apart(one, other)
    reason = f"entry [{name}] is {one_text} on the left and {other_text} on the right"
    return Explanation(shown_left, shown_right, _difference(one, other, rounded), reason)


def _of_limits(evaluator: Evaluator, statement: Call) -> Explanation:
    if any(side.type.shape for side in statement.args):
        return Explanation(reason="the limit of some entry is another one")
    left, right, reason = limits.described(evaluator, statement)
    return Explanation(left, right, None, reason)


def _shown(statement: Call, left: Tensor, right: Tensor) -> tuple[Shown, Shown]:
    """Both sides; a decimal as it was written."""
    if statement.op == "approx":
        return _beside(left, statement.args[1])
    shown = show_apart(left, right)
    texts = [_typed(side) or text for side, text in zip(statement.args, shown, strict=True)]
    return texts[0], texts[1]


def _typed(side: Expr) -> str | None:
    """A decimal as it was written, None if the side is anything else."""
    literal = side
    while isinstance(literal, Call) and literal.op == "neg":
        literal = literal.args[0]
    if not isinstance(literal, Number) or not literal.places:
        return None
    text = _written(side)
    return text if isinstance(text, str) else None


def _difference(left: Any, right: Any, rounded: bool) -> str:
    difference = subtract(left, right)
    return str(show_beside(difference, "", 0)) if rounded else scalar_text(difference)


def _beside(value: Any, decimal: Expr) -> tuple[Shown, Shown]:
    """A value and the decimal it should round to, as it was written."""
    text = _written(decimal)
    return show_beside(value, text, _places(decimal)), text


def _places(decimal: Expr) -> int:
    """The most digits after the point in a decimal or a display of them."""
    if isinstance(decimal, Array):
        return max((_places(item) for item in decimal.items), default=0)
    while isinstance(decimal, Call):
        decimal = decimal.args[0]
    return decimal.places or 0 if isinstance(decimal, Number) else 0


def _written(decimal: Expr) -> Shown:
    if isinstance(decimal, Array):
        return [_written(item) for item in decimal.items]
    sign = 1
    while isinstance(decimal, Call):
        decimal, sign = decimal.args[0], -sign
    assert isinstance(decimal, Number), "what a value is rounded to is a decimal"
    return decimal_text(sign * fmpq(decimal.value.numerator, decimal.value.denominator), decimal.places or 0)


def _at(tensor: Tensor, place: Sequence[int]) -> Any:
    return entry(tensor, place) if type(tensor) is tuple else tensor


def _indices(evaluator: Evaluator, statement: Call, place: Sequence[int]) -> list[int]:
    """The position as people count it, from the first index of each axis."""
    types: list[Type] = [side.type for side in statement.args]
    axes = max((t.shape for t in types), key=len)
    return [k + axis.first.at(evaluator.sizes) for k, axis in zip(place, axes, strict=False)]


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": relations.equal,
    "lt": relations.less,
    "le": relations.at_most,
    "gt": lambda a, b: relations.less(b, a),
    "ge": lambda a, b: relations.at_most(b, a),
}


def _failing_entries(statement: Call, left: Tensor, right: Tensor) -> Iterator[tuple[int, ...]]:
    for place in positions(left if type(left) is tuple else right):
        one, other = _at(left, place), _at(right, place)
        try:
            if statement.op == "approx":
                holds = relations.rounds_to(one, _item(statement.args[1], place))
            elif statement.op in _TESTS:
                holds = _TESTS[statement.op](one, other)
            else:
                return
            if not holds:
                yield place
        except EvaluationError:
            continue


def _item(shown: Expr, place: Sequence[int]) -> Expr:
    """The decimal at a place of a display."""
    for k in place:
        if isinstance(shown, Array):
            shown = shown.items[k]
    return shown


def _holds(evaluator: Evaluator, statement: Expr) -> bool | None:
    try:
        return evaluator.holds(statement, evaluator.root)
    except EvaluationError:
        return None


def _conjunction(evaluator: Evaluator, statement: Call, quote: Quote) -> Explanation:
    """The first part that fails."""
    for number, part in enumerate(statement.args, 1):
        if _holds(evaluator, part) is False:
            inner = explain(evaluator, part, quote)
            reason = f"relation {number} of {len(statement.args)} fails"
            return inner._replace(reason=f"{reason}: {inner.reason}" if inner.reason else reason)
    return _other(evaluator, statement, quote)


def _implication(evaluator: Evaluator, statement: Call, quote: Quote) -> Explanation:
    """Which side holds, and how the other fails; the conclusion's numbers would pass for the statement's."""
    premise, conclusion = statement.args
    inner = explain(evaluator, conclusion, quote)
    reason = _contrast(quote(premise), quote(conclusion), "the premise", "the conclusion")
    said = inner.reason or (f"{inner.left} == {inner.right} is false" if inner.left is not None else None)
    return Explanation(reason=f"{reason}: {said}" if said else reason)


def _equivalence(evaluator: Evaluator, statement: Call, quote: Quote) -> Explanation:
    left, right = statement.args
    if _holds(evaluator, left):
        return Explanation(reason=_contrast(quote(left), quote(right), "the left side", "the right side"))
    return Explanation(reason=_contrast(quote(right), quote(left), "the right side", "the left side"))


def _contrast(holds: str | None, fails: str | None, one: str, other: str) -> str:
    """What holds and what does not, by their texts if these are short."""
    if holds is None or fails is None or len(holds) + len(fails) > _SHORT or "\n" in holds + fails:
        return f"{one} holds there, {other} does not"
    return f"`{holds}` holds there, `{fails}` does not"


def _disjunction(evaluator: Evaluator, statement: Call, quote: Quote) -> Explanation:
    return Explanation(reason="none of the alternatives holds there")


def _negation(evaluator: Evaluator, statement: Call, quote: Quote) -> Explanation:
    return Explanation(reason="what is denied holds there")


def _other(evaluator: Evaluator, statement: Call, quote: Quote) -> Explanation:
    return Explanation(reason="the statement is false there")


_LOGIC: dict[str, Callable[[Evaluator, Call, Quote], Explanation]] = {
    "and": _conjunction,
    "implies": _implication,
    "iff": _equivalence,
    "or": _disjunction,
    "not": _negation,
}
