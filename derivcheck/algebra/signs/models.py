"""Points at which polynomials have given signs, looked for among a few: they spare the solver most of its questions.

Most questions are asked in vain: what is known does not imply the sign. A point at which all that is known holds and
the sign is another one shows it in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from random import Random
from typing import Any

from flint import fmpq

from derivcheck.algebra.normal_form.field import Field
from derivcheck.algebra.term import Term, rational

Signs = frozenset[int]
#: A polynomial in kernels, and the signs that it may have.
Sign = tuple[Term, Signs]

_TRIALS = 24
_VALUES = tuple(fmpq(*pair) for pair in [
    (1, 1), (2, 1), (1, 2), (-1, 1), (3, 1), (-2, 1), (1, 3), (0, 1), (5, 1), (-1, 2), (1, 10), (10, 1), (4, 1),
    (-3, 1),
])  # fmt: skip
#: Kernels of which more is known than their sign.
_BOUND = frozenset({"cosine", "sine", "floor"})


def has_model(
    field: Field, required: Sequence[Sign], choices: Collection[Sequence[Sign]], ranges: Collection[Any]
) -> bool:
    """Whether all that is required, and one of each of the choices, is seen to hold somewhere.

    ``ranges``: the functions whose values lie in an interval.
    """
    by_term = {kernel.term: index for index, kernel in field.kernels.items()}
    every = [*required, *(sign for choice in choices for sign in choice)]
    leaves = list(dict.fromkeys(leaf for term, _ in every for leaf in _leaves(term, by_term)))
    if any(leaf in by_term and _is_bound(field, by_term[leaf], ranges) for leaf in leaves):
        return False
    possible = [
        [v for v in _VALUES if leaf not in by_term or _sign(v) in field.kernels[by_term[leaf]].signs] for leaf in leaves
    ]
    if not all(possible):
        return False
    random = Random(0)
    for trial in range(_TRIALS):
        point = {leaf: own[0] if trial == 0 else random.choice(own) for leaf, own in zip(leaves, possible, strict=True)}
        if all(_sign(_value(term, point)) in signs for term, signs in required) and all(
            any(_sign(_value(term, point)) in signs for term, signs in choice) for choice in choices
        ):
            return True
    return False


def _is_bound(field: Field, index: int, ranges: Collection[Any]) -> bool:
    """Whether a kernel cannot have just any value of a sign that it may have."""
    kernel = field.kernels[index]
    in_range = kernel.term.op == "call" and kernel.term.args[0] in ranges
    is_related = any(own == index for own, _, _ in field.relations)
    return in_range or is_related or index in field.constants or kernel.kind in _BOUND


def _exponent(term: Term) -> int | None:
    """Of a power with a positive whole exponent."""
    found = rational(term.args[1]) if term.op == "power" else None
    return int(found) if found is not None and found.denominator == 1 and found > 0 else None


def _leaves(term: Term, kernels: Mapping[Term, int]) -> Iterator[Term]:
    """What stands for variables."""
    if term in kernels:
        yield term
    elif term.op in ("add", "mul"):
        for part in term.terms:
            yield from _leaves(part, kernels)
    elif _exponent(term) is not None:
        yield from _leaves(term.args[0], kernels)
    elif term.op != "number":
        yield term


def _value(term: Term, point: Mapping[Term, Any]) -> Any:
    found = point.get(term)
    if found is not None:
        return found
    if term.op == "number":
        return fmpq(term.args[0].numerator, term.args[0].denominator)
    if term.op == "power":
        return _value(term.args[0], point) ** _exponent(term)
    values = [_value(part, point) for part in term.args]
    total = values[0]
    for value in values[1:]:
        total = total + value if term.op == "add" else total * value
    return total


def _sign(value: Any) -> int:
    numerator = value.p  # which compares more quickly
    return int(numerator > 0) - int(numerator < 0)
