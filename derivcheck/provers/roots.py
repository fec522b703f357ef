"""Roots: inequalities with square roots, by comparing squares.

One root is brought to a side of its own; a number is at most another, which is not negative, if its square is. What is
left has a root less: `norm(x + y) <= norm(x) + norm(y)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.algebra.certificates.polynomials import Polynomials, polynomials
from derivcheck.algebra.term import INEQUALITIES, ONE, Term, neg, number, rational, symbol
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.compared_squares import ComparedSquares, premises
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if not _has_root(goal.statement):
        return None
    found = polynomials(goal.statement, goal.facts)
    if found is None:
        return None
    for larger, smaller in _sides(found):
        sign, squares = premises(goal, larger, smaller)
        if _has_root(larger) and not found.is_nonnegative(larger):
            continue
        first = prove(sign)
        second = None if first is None else prove(squares)
        if first is not None and second is not None:
            return ComparedSquares(found.multiplier, larger, smaller, first, second)
    return None


def _has_root(term: Term) -> bool:
    exponent = rational(term.args[1]) if term.op == "power" else None
    own = exponent is not None and exponent.denominator == 2
    return own or (term.op == "call" and term.args[0] == "sqrt") or any(map(_has_root, term.terms))


def _sides(found: Polynomials) -> Iterator[tuple[Term, Term]]:
    """The difference as one side minus another, of which one is a multiple of a root that does not occur elsewhere."""
    gens = found.normaliser.field.generators
    for index, degree, _ in found.relations:
        slope = found.difference.derivative(index)
        rest = found.difference - slope * gens[index]
        if degree == 2 and not slope.is_zero() and not rest.is_zero():
            multiple, other = found.readable(slope * gens[index]), found.readable(rest)
            yield other, neg(multiple)
            yield multiple, neg(other)


_CLAIM = "sqrt(x**2 + y**2 + 1) >= x + y"

PROVER = Prover(
    name="roots",
    cost=9,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("norm(x + y) <= norm(x) + norm(y)", ("x, y: real[3]",)),
        Example("sqrt((a + b)*(c + d)) >= sqrt(a*c) + sqrt(b*d)", ("a, b, c, d: positive",)),
    ),
    gives_up=(Example(_CLAIM, ("x, y: real",)),),
    corrupted=(
        (
            Example("x >= -1", ("x: real",)),
            ComparedSquares(ONE, symbol("x"), number(-1), Vanishing(), Vanishing()),
        ),
        (
            Example("-x >= 0", ("x: real",)),
            ComparedSquares(number(-1), symbol("x"), number(0), Vanishing(), Vanishing()),
        ),
    ),
)
