"""How near is near enough: candidates for the distance that a definition of continuity asks for.

Of ``|x - c| < d => |f(x)| < eps`` with numbers for all but x and eps: the least whole K with |f(x)| <= K*|x - c| at
some places no further than r from c makes ``d = Min(r, eps/K)`` a likely one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.algebra.signs.enclosure import truth_at
from derivcheck.algebra.term import INEQUALITIES, Sort, Term, call, div, mul, number, relation, symbols

_RADII = (Fraction(1, 2), Fraction(1))
_BOUNDS = (1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32, 64)
#: Where a bound is tried: so many places to a unit, and so far from 0.
_STEPS, _FARTHEST = 24, 12


def moduli(body: Term, distance: Term) -> Iterator[Term]:
    """Values for the distance, in a statement for all x that what is nearer than it differs by less than eps."""
    while body.op == "not":
        body = body.args[0]
    if body.op != "forall" or distance.args[1] is not Sort.POSITIVE:
        return
    statement, x = body.args
    parts = statement.args if statement.op == "or" else ()
    pairs = [p.args if p.op in ("lt", "le") else p.args[::-1] for p in parts if p.op in INEQUALITIES]
    near = next((large for small, large in pairs if small is distance and symbols(large) == {x}), None)
    far = next((pair for pair in pairs if symbols(pair[0]) == {x} and x not in symbols(pair[1])), None)
    if near is None or far is None:
        return
    for radius in _RADII:
        slope = _slope(near, far[0], x, radius)
        if slope is not None:
            yield call("Min", number(radius), div(far[1], number(slope)))


def _slope(near: Term, far: Term, x: Term, radius: Fraction) -> int | None:
    """The least whole K for which far <= K*near wherever near is not larger than the radius, as far as it is tried."""
    import flint

    line = ({x: flint.arb(flint.fmpq(k, _STEPS))} for k in range(-_FARTHEST * _STEPS, _FARTHEST * _STEPS + 1))
    inside = relation("le", near, number(radius))
    places = [place for place in line if truth_at(inside, place, 64)]
    for bound in _BOUNDS if places else ():
        wrong = relation("gt", far, mul(number(bound), near))
        if not any(truth_at(wrong, place, 64) for place in places):
            return bound
    return None
