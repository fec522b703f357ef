"""Sums of squares: polynomial inequalities in several variables.

The difference of both sides, multiplied by its denominator, is written as a sum of squares, beside which there may be
products of what is known not to be negative: `x**4 + y**4 + z**4 + w**4 >= 4*x*y*z*w`. Roots are variables, so that the
inequality of arithmetic and geometric means is a polynomial one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from derivcheck.algebra.certificates.polynomials import Known, Polynomials, polynomials
from derivcheck.algebra.certificates.squares import Summand, Weighted, sum_of_squares
from derivcheck.algebra.certificates.symmetries import parity, sign_symmetries
from derivcheck.algebra.term import (
    INEQUALITIES,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Term,
    add,
    mul,
    number,
    power,
    relation,
    symbol,
)
from derivcheck.algebra.visible import follows
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.sum_of_squares import SumOfSquares

#: With fewer, the solver is complete and fast.
_FEWEST_GENERATORS = 3
_MOST_TOGETHER = 2  # factors in a product


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    found = polynomials(goal.statement, goal.facts)
    if found is None or len(found.generators) < _FEWEST_GENERATORS or found.is_negative_somewhere():
        return None
    strict = goal.statement.op in ("lt", "gt")
    for together in range(min(_MOST_TOGETHER, len(found.known)) + 1):
        blocks = list(_blocks(found, together, strict))
        summands = sum_of_squares(found.difference, blocks, found.reduce)
        evidence = None if summands is None else _evidence(found, summands, together)
        if evidence is not None and (not strict or follows(relation("gt", evidence.total, ZERO), evidence.factors)):
            return evidence
    return None


def _products(found: Polynomials, together: int) -> Iterator[tuple[Known, ...]]:
    """Products of so many known factors at most, which are of no higher degree than the difference."""
    highest = int(found.difference.total_degree())
    for count in range(together + 1):
        for chosen in itertools.combinations(found.known, count):
            if sum(int(k.polynomial.total_degree()) for k in chosen) <= highest:
                yield chosen


def _factor(found: Polynomials, chosen: tuple[Known, ...]) -> Any:
    product = found.one
    for known in chosen:
        product = product * known.polynomial
    return product


def _blocks(found: Polynomials, together: int, strict: bool) -> Iterator[Weighted]:
    products = list(_products(found, together))
    factors = [_factor(found, chosen) for chosen in products]
    parities = sign_symmetries([found.difference, *factors, *(r[2] for r in found.relations)], found.generators)
    highest, lowest = _degrees(found.difference)
    for chosen, factor in zip(products, factors, strict=True):
        own, _ = _degrees(factor)
        classes: dict[tuple[int, ...], list[Any]] = {}
        for monomial in found.monomials((highest - own) // 2):
            if 2 * int(monomial.total_degree()) + own >= lowest and _is_within(factor * monomial**2, found):
                classes.setdefault(parity(monomial, found.generators, parities), []).append(monomial)
        yield from (Weighted(factor, tuple(basis)) for basis in classes.values())
        if strict and all(known.strict for known in chosen):
            yield Weighted(factor, (found.one,))


def _degrees(p: Any) -> tuple[int, int]:
    """The largest and the least degree of a monomial."""
    degrees = [sum(monomial) for monomial in p.monoms()]
    return max(degrees), min(degrees)


def _is_within(p: Any, found: Polynomials) -> bool:
    """Whether no generator has a higher degree than in the difference."""
    return found.relations != () or all(
        int(a) <= int(b) for a, b in zip(p.degrees(), found.difference.degrees(), strict=True)
    )


def _evidence(found: Polynomials, summands: list[Summand], together: int) -> SumOfSquares:
    parts = {str(_factor(found, chosen)): chosen for chosen in _products(found, together)}
    signs: dict[Term, None] = {}
    terms = []
    for coefficient, factor, root in summands:
        known = [relation("gt" if k.strict else "ge", found.readable(k.polynomial), ZERO) for k in parts[str(factor)]]
        signs.update(dict.fromkeys(known))
        scale, square = number(coefficient), power(found.readable(root), TWO)
        own = (scale,) if root.is_one() else (scale, square)
        terms.append(mul(*own, *(fact.args[0] for fact in known)))
    return SumOfSquares(found.multiplier, tuple(signs), add(*terms))


_X, _Y = symbol("x"), symbol("y")
_MORE = add(_X, mul(MINUS_ONE, _Y))
_FALSE = Example("x**4 + y**4 + z**4 + w**4 >= 5*x*y*z*w", ("x, y, z, w: real",))

PROVER = Prover(
    name="sums of squares",
    cost=9,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("x**4 + y**4 + z**4 + w**4 >= 4*x*y*z*w", ("x, y, z, w: real",)),
        Example("(a + b + c + d)/4 >= (a*b*c*d)**(1/4)", ("a, b, c, d: positive",)),
        Example("inner(x, y)**2 <= inner(x, x)*inner(y, y)", ("x, y: real[4]",)),
    ),
    gives_up=(_FALSE,),
    corrupted=(
        (Example("x >= y", ("x, y: real",)), SumOfSquares(ONE, (relation("ge", _MORE, ZERO),), _MORE)),
        (Example("-x**2 >= 0", ("x: real",)), SumOfSquares(MINUS_ONE, (), power(_X, TWO))),
        (Example("x**2 > 0", ("x: real",)), SumOfSquares(ONE, (), power(_X, TWO))),
        (Example("x + 1 >= 0", ("x: real",)), SumOfSquares(ONE, (), power(_X, TWO))),
    ),
)
