"""Values that a statement may hold for which says that there is one, and whether they may be such."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import NoDerivative, differentiate
from derivcheck.algebra.inverting import inverted
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose, truth_at
from derivcheck.algebra.simplify import simpler
from derivcheck.algebra.term import (
    HALF,
    ONE,
    RELATIONS,
    ZERO,
    Sort,
    Term,
    add,
    call,
    div,
    is_bound,
    mul,
    number,
    power,
    relation,
    sub,
    substitute,
    symbols,
)
from derivcheck.engine.goal import Goal
from derivcheck.engine.moduli import moduli
from derivcheck.engine.quantified import denied

#: Where a value is tried before it is proved to be one.
_PLACES = tuple(map(Fraction, ("-3", "-1/3", "0", "1/7", "1/2", "2", "9", "40")))
_MOST_NAMES = 3


def candidates(denial: Term) -> Iterator[Term]:
    """Solutions of the equations, sides of the comparisons and what lies a step from them, small numbers.

    ``denial``: the statement that not all values fail.
    """
    statement = denied(denial)
    assert statement is not None
    body, variable = statement.args
    if variable.op == "tensor":
        return
    bound = _bound(statement)
    sides: list[Term] = []
    ends: list[Term] = []  # values of other bound variables at which something changes
    for comparison in _comparisons(body):
        sides += _solutions(comparison, variable)
        sides += [side for side in comparison.args if variable not in symbols(side)]
        ends += [v for other in sorted(bound - {variable}, key=str) for v in _solutions(comparison, other)]
    sides = [*_eliminated(body, variable), *sides]
    sides, ends = ([v for v in found if bound.isdisjoint(symbols(v))] for found in (sides, ends))
    others = [s for s in sorted(symbols(denial) - bound, key=str) if s.op == "symbol" and not is_bound(s)]
    numbers = [*dict.fromkeys((*(number(k) for k in (0, 1, -1)), *_numbers(body), number(2), number(-2)))]
    steps = [add(s, number(k)) for s in (*sides[:2], *others[:2]) for k in (1, -1)]
    middles = [mul(HALF, add(s, t)) for s, t in itertools.combinations(sides[:3], 2)]
    if variable.args[1] is Sort.POSITIVE:
        steps = [*_parts(others), *steps]
    if variable.args[1].integral:
        further = _beyond((*ends[:2], *sides[:3], *others[:2]), variable.args[1] is Sort.INTEGER)
        steps = [*(call("floor", side) for side in sides[:3]), *further, *steps]
    yield from dict.fromkeys((*moduli(body, variable), *sides, *middles, *others, *numbers[:3], *steps, *numbers[3:]))


def _solutions(comparison: Term, variable: Term) -> Iterator[Term]:
    """Where both sides are equal, as far as one can be inverted."""
    left, right = comparison.args
    for term, value in ((left, right), (right, left)):
        solution = inverted(term, variable, value) if variable not in symbols(value) else None
        if solution is not None:
            yield solution


def _eliminated(body: Term, variable: Term) -> Iterator[Term]:
    """Solutions of what is left of an equation when another one is solved for another number that is asked for."""
    equations = [c for c in _comparisons(body) if c.op in ("eq", "ne")]
    for first in equations:
        for other in sorted(symbols(first) & (_bound(body) - {variable}), key=str):
            for value in _solutions(first, other):
                for second in (e for e in equations if e is not first and other in symbols(e)):
                    left = relation("eq", *(substitute(side, {other: value}) for side in second.args))
                    for simple in simpler(left, ()):
                        yield from _solutions(simple, variable)
                        yield from _roots(simple, variable)


def _roots(equation: Term, variable: Term) -> Iterator[Term]:
    """Where a polynomial of the second degree in the variable is 0."""
    if symbols(equation) - {variable}:
        return
    c, b, a = (_coefficient(equation, variable, k) for k in range(3))
    if a is None or b is None or c is None or not a or _coefficient(equation, variable, 3):
        return
    root = call("sqrt", number(b * b - 4 * a * c))
    for sign in (1, -1):
        value = div(add(number(-b), mul(number(sign), root)), number(2 * a))
        if truth_at(substitute(equation, {variable: value}), {}) is not False:
            yield value


def _coefficient(equation: Term, variable: Term, degree: int) -> Fraction | None:
    f: Term = sub(*equation.args)
    for k in range(degree):
        try:
            f = mul(number(Fraction(1, k + 1)), differentiate(f, variable))
        except NoDerivative:
            return None
    try:
        ball = enclose(substitute(f, {variable: ZERO}), 64)
    except NoEnclosure:
        return None
    return Fraction(str(ball.fmpq())) if ball.is_exact() else None


def _parts(others: list[Term]) -> Iterator[Term]:
    """Parts of a positive number, as small as the other numbers ask for, or at most 1."""
    for whole in (s for s in others if s.args[1] is Sort.POSITIVE):
        for k in (2, 3, 4, 6):
            yield mul(number(Fraction(1, k)), whole)
        yield from (div(whole, add(ONE, call("Abs", s))) for s in others if s is not whole)
        yield from (div(whole, s) for s in others if s is not whole and s.args[1] is Sort.POSITIVE)
        yield power(whole, HALF)
        yield from (call("Min", ONE, mul(number(Fraction(1, k)), whole)) for k in (2, 3, 4))


def _beyond(bounds: tuple[Term, ...], signed: bool) -> Iterator[Term]:
    """Whole numbers greater than these, and if they are ``signed`` smaller ones."""
    for bound in bounds:
        ceiling = call("ceiling", bound)
        yield add(ceiling if signed else power(ceiling, number(2)), ONE)
        if signed:
            yield sub(call("floor", bound), ONE)


def _numbers(term: Term) -> Iterator[Term]:
    if term.op == "number":
        yield term
    for part in term.terms:
        yield from _numbers(part)


def _bound(statement: Term) -> set[Term]:
    """The variables of which the statement speaks of all values."""
    own = {statement.args[1]} if statement.op == "forall" else set()
    return own.union(*map(_bound, statement.terms))


def _comparisons(statement: Term) -> Iterator[Term]:
    if statement.op in RELATIONS:
        yield statement
    for part in statement.terms if statement.op in ("and", "or", "not", "forall") else ():
        yield from _comparisons(part)


def is_plausible(goal: Goal) -> bool:
    """Whether the statement is not seen to be false at some simple places."""
    import flint

    inner = goal.statement
    while inner.op == "forall":
        inner = inner.args[0]
    names = sorted((s for s in symbols(inner) if s.op == "symbol"), key=str)
    if not names or len(names) > _MOST_NAMES or any(s.op != "symbol" for s in symbols(inner)):
        return True
    known = [f for f in goal.facts if symbols(f) <= set(names)]
    for values in itertools.product(_PLACES, repeat=len(names)):
        at = {name: flint.arb(flint.fmpq(*value.as_integer_ratio())) for name, value in zip(names, values, strict=True)}
        if any(name.args[1].integral and value.denominator > 1 for name, value in zip(names, values, strict=True)):
            continue
        allowed = (c for name in names for c in domain.declared(name))
        if truth_at(inner, at, 64) is False and all(truth_at(f, at, 64) for f in (*allowed, *known)):
            return False
    return True
