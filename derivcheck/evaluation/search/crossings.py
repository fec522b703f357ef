"""Counterexamples at irrational numbers: where both sides of an equation in the claim cross.

Looked for are changes of sign between simple places, along one number at a time, of the equations and bounds at whose
boundary the claim can fail: of an equation that is claimed there is none, of one that is a premise there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, pairwise
from typing import Any

from flint import ctx, fmpq

from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance, Key, Zero, key
from derivcheck.evaluation.search.sampling import Sampler
from derivcheck.evaluation.search.study import Study, study
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.recursion import deep_recursion
from derivcheck.evaluation.walk.zeros import side
from derivcheck.evaluation.witness import Witness, refutes
from derivcheck.language.core import Call, Claim, Expr, Kind, Number, Predicate, Symbol, Type, Variable
from derivcheck.language.meaning import meaning

#: Of all but one number so many choices are tried, of equations and of numbers solved for so many.
_CHOICES, _EQUATIONS, _UNKNOWNS = 4, 6, 3
#: Digits after the point of the two places between which a zero is shown to lie.
_DIGITS = 8
_PRECISION = 64
#: Rational zeros are looked for up to this denominator; of one equation so many zeros are tried.
_SIMPLE, _ZEROS = 1000, 6
_HALF_LINE = tuple(fmpq(*pair) for pair in [
    (1, 16), (1, 8), (1, 4), (3, 8), (1, 2), (5, 8), (3, 4), (7, 8), (1, 1), (5, 4), (3, 2), (7, 4), (2, 1), (5, 2),
    (3, 1), (7, 2), (4, 1), (9, 2), (5, 1), (6, 1), (8, 1), (12, 1), (20, 1), (100, 1), (1000, 1), (10**6, 1),
    (10**12, 1), (10**24, 1),
])  # fmt: skip
_LINE = (*(-x for x in reversed(_HALF_LINE)), fmpq(-1, 64), fmpq(1, 64), *_HALF_LINE)
_PARTS = 16  # of a bounded interval
_CONTINUOUS = frozenset({Kind.REAL, Kind.POSITIVE, Kind.NONNEGATIVE, Kind.NONZERO})
#: Relations whose boundary is worth a look where they are claimed, and where they are given.
_CLAIMED, _GIVEN = frozenset({"ne", "lt", "gt", "le", "ge"}), frozenset({"eq", "le", "ge"})


def crossing(claim: Claim) -> Witness | None:
    """A counterexample at a number that is known by a change of sign."""
    known = study(claim)
    equations = list(islice(_equations(claim, known), _EQUATIONS))
    unknowns = [s for s in claim.symbols if is_real_number(s)][:_UNKNOWNS]
    if not equations or not unknowns:
        return None
    sampler = Sampler(claim, known.landmarks, seed=0)
    for number in range(_CHOICES if len(claim.symbols) > 1 else 1):
        instance = sampler.draw(number)
        for found in _crossings(instance, equations, unknowns, known) if instance is not None else ():
            witness = refutes(claim, found)
            if witness is not None:
                return witness
    return None


def has_edges(claim: Claim) -> bool:
    """Whether the claim may be false just where two numbers are equal."""
    return any(_equations(claim, study(claim)))


def _crossings(
    instance: Instance, equations: list[Call], unknowns: list[Symbol], known: Study
) -> Iterator[Instance]:
    with deep_recursion(), ctx.workprec(_PRECISION):
        try:
            evaluator = Evaluator(instance, known.numbering)
        except EvaluationError:
            return
        for equation in equations:
            free = known.numbering.free(equation)
            for unknown in unknowns:
                if key(unknown) in free:
                    for value in _zeros(evaluator, key(unknown), equation, places(unknown)):
                        yield instance.with_value(key(unknown), value)


def _zeros(evaluator: Evaluator, name: Key, equation: Call, places: tuple[Any, ...]) -> list[Any]:
    """Numbers at which both sides are equal, those next to 0 first; rational ones as such. Of an order also the places
    around them, beyond one of which it does not hold."""
    left, right = equation.args
    whole = Zero(left, right, places[0], places[-1])
    sides = [side(evaluator, name, whole, x) for x in places]
    found: list[Any] = [x for x, own in zip(places, sides, strict=True) if own == 0]
    for (low, below), (high, above) in pairwise(zip(places, sides, strict=True)):
        if below and above and below != above:
            found.append(_narrowed(evaluator, name, Zero(left, right, low, high), below))
            found += (low, high) if equation.op not in ("eq", "ne") else ()
    return sorted(found, key=_distance)[:_ZEROS]


def _distance(value: Any) -> tuple[Any, bool]:
    low = value.low if type(value) is Zero else value
    return abs(low), low < 0


def _narrowed(evaluator: Evaluator, name: Key, zero: Zero, below: int) -> Any:
    """Between two neighbouring decimals of a few digits, if the signs can be told at them; a rational as such."""
    low, high = zero.low, zero.high
    unit = fmpq(10) ** -_DIGITS
    while high - low > unit:
        middle = fmpq(((low + high) / 2 / unit).floor()) * unit
        middle = middle if middle > low else middle + unit
        here = side(evaluator, name, zero, middle)
        if here == 0:
            return middle
        if here is None or middle >= high:
            break
        low, high = (middle, high) if here == below else (low, middle)
    simple = Fraction(int(low.p), int(low.q)).limit_denominator(_SIMPLE)
    exact = fmpq(simple.numerator, simple.denominator)
    return exact if side(evaluator, name, zero, exact) == 0 else Zero(zero.left, zero.right, low, high)


def places(symbol: Symbol) -> tuple[Any, ...]:
    """Simple numbers that the declaration allows, in order."""
    low, high = symbol.within or (None, None)
    if low is not None and high is not None:
        return tuple(fmpq(*(low + (high - low) * k / _PARTS).as_integer_ratio()) for k in range(1, _PARTS))
    assert isinstance(symbol.type, Type)
    signed = symbol.type.kind in (Kind.POSITIVE, Kind.NONNEGATIVE)
    inside = _HALF_LINE if signed else _LINE
    return tuple(x for x in inside if (low is None or x > low) and (high is None or x < high))


def is_real_number(symbol: Symbol) -> bool:
    own = symbol.type
    scalar = isinstance(own, Type) and not own.shape and own.kind in _CONTINUOUS
    return scalar and symbol.law is None and symbol.axis is None


def _equations(claim: Claim, known: Study) -> Iterator[Call]:
    names = {key(s) for s in claim.symbols}
    relations = [r for h in claim.hypotheses for r in _relations(h, False, known)]
    for relation in (*relations, *_relations(claim.statement, True, known)):
        if known.numbering.free(relation) <= names and not all(isinstance(a, Number | Variable) for a in relation.args):
            yield relation


def _relations(node: Expr, claimed: bool | None, known: Study) -> Iterator[Call]:
    """Relations in a statement that can turn false (None: or true) at their boundary."""
    if isinstance(node, Predicate):
        meant = known.numbering.known_of(node, meaning)
        if meant is not None:
            yield from _relations(meant, claimed, known)
    if not isinstance(node, Call):
        return
    match node.op:
        case "and" | "or":
            parts = [(part, claimed) for part in node.args]
        case "not":
            parts = [(node.args[0], None if claimed is None else not claimed)]
        case "implies":
            parts = [(node.args[0], None if claimed is None else not claimed), (node.args[1], claimed)]
        case "iff":
            parts = [(part, None) for part in node.args]
        case _:
            parts = []
    for part, own in parts:
        yield from _relations(part, own, known)
    wanted = _CLAIMED | _GIVEN if claimed is None else _CLAIMED if claimed else _GIVEN
    if node.op in wanted and not any(a.type.shape or a.type.kind in (Kind.COMPLEX, Kind.BOOLEAN) for a in node.args):
        yield node
