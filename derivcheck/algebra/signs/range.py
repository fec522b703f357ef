"""How large an angle can be: bounds on sums of inverse trigonometric functions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.normal_form.field import Incomplete, Kernel, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.normal_form.normaliser import Facts, Normaliser
from derivcheck.algebra.signs.enclosure import NoEnclosure, enclose
from derivcheck.algebra.signs.signs import NONNEGATIVE, NONPOSITIVE, Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import Term

_PRECISION = 128


def magnitude(angle: Term, facts: Facts) -> Any | None:
    """An upper bound (a ball) on |angle| wherever it is defined; None if none is seen."""
    term = expand(angle)
    try:
        normaliser = attempt(tuple(expand(f) for f in facts), Oracle(False), (term,))
        return _bound(normaliser, term)
    except (Incomplete, TooLarge, Vacuous, Split, Restart, NoEnclosure):
        return None


def _bound(normaliser: Normaliser, term: Term) -> Any | None:
    value = normaliser.of(term)
    f = normaliser.field
    if not value.d.is_constant():
        return None
    with flint.ctx.workprec(_PRECISION):
        low = high = flint.arb(0)
        for monomial, coefficient in value.n.terms():
            scale = Fraction(int(coefficient), int(value.d.leading_coefficient()))
            indices = [i for i, e in enumerate(monomial) if e]
            if len(indices) == 1 and monomial[indices[0]] == 1 and f.kernels[indices[0]].kind in ("asin", "atan"):
                ends = _range(normaliser, f.kernels[indices[0]])
            elif all(i in f.constants for i in indices):
                ball = enclose(f.readable(f.monomial(monomial)), _PRECISION)
                ends = (ball, ball)
            else:
                return None
            factor = flint.arb(flint.fmpq(scale.numerator, scale.denominator))
            first, last = sorted((ends[0] * factor, ends[1] * factor), key=lambda b: b.mid())
            low, high = low + first, high + last
        return abs(low).max(abs(high))


def _range(normaliser: Normaliser, kernel: Kernel) -> tuple[Any, Any]:
    """asin and atan lie between -pi/2 and pi/2, on the side of their argument's sign."""
    signs = normaliser.knowledge.quotient_signs(kernel.arguments[0])
    quarter = flint.arb.pi() / 2
    low = flint.arb(0) if signs <= NONNEGATIVE else -quarter
    high = flint.arb(0) if signs <= NONPOSITIVE else quarter
    return low, high
