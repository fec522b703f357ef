"""Closed forms of linear recursions of the first order: ``s(t) = r*s(t - 1) + d`` with a constant r.

With s(p) = a, s(t) is ``a*r**(t - p) + d*(1 - r**(t - p))/(1 - r)`` if d is constant, too; and for r = 1 it is
``a + d(p + 1) + … + d(t)``. Candidates only: induction shows whether they are right.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.algebra.calculus import NoDerivative, differentiate
from derivcheck.algebra.sequences.sequences import definition_of, sequence
from derivcheck.algebra.sequences.unfolding import shifted
from derivcheck.algebra.term import (
    ONE,
    ZERO,
    Sort,
    Term,
    add,
    bound_index,
    div,
    is_bound,
    make,
    mul,
    number,
    power,
    rational,
    sub,
    substitute,
    summation,
    symbol,
    symbols,
)


def sequences_in(term: Term) -> Iterator[Term]:
    """The recursions of numbers of which a value at a place that varies occurs, each once."""
    seen: set[Term] = set()
    waiting = [term]
    while waiting:
        part = waiting.pop()
        definition = definition_of(part)
        if definition is not None and len(part.args) == 5 and rational(part.args[4]) is None and definition not in seen:
            seen.add(definition)
            yield part
        waiting += [p for p in part.terms if p is not definition]


def closed_form(value: Term, place: Term) -> Term | None:
    """What a value of this sequence at the place most likely is."""
    _, parameter, _, last, step, *bases = value.args[0].args
    own = symbol("own#", Sort.REAL)
    found = _with_own(step, sub(parameter, ONE), own)
    if len(bases) != 1 or found is None:
        return None
    try:
        ratio = differentiate(found, own)
    except NoDerivative:
        return None
    rest = substitute(found, {own: ZERO})
    if {own, parameter} & symbols(ratio):
        return None
    steps, (base,) = sub(place, number(last)), bases
    if ratio is ONE:
        index = bound_index(0)
        inside = substitute(rest, {parameter: index})
        return add(base, summation(index, number(last + 1), place, inside)) if not is_bound(place) else None
    if parameter in symbols(rest):
        return None
    grown = power(ratio, steps)
    limit = div(rest, sub(ONE, ratio))
    return mul(base, grown) if rest is ZERO else add(mul(base, grown), mul(limit, sub(ONE, grown)))


def _with_own(step: Term, before: Term, own: Term) -> Term | None:
    """The step with a symbol for the value before; None if it speaks of others."""
    if step.op == "own":
        return own if len(step.args) == 2 and shifted(step.args[1]) is shifted(before) else None
    parts = [_with_own(a, before, own) if isinstance(a, Term) else a for a in step.args]
    return None if any(p is None for p in parts) else make(step.op, *parts)


def with_values(term: Term, definition: Term, place: Term, value: Term) -> Term:
    """The term with what stands for each value of the sequence, wherever it occurs."""
    if definition_of(term) is definition and len(term.args) == 5:
        return substitute(value, {place: with_values(term.args[4], definition, place, value)})
    keep = definition_of(term)
    parts = [
        with_values(a, definition, place, value) if isinstance(a, Term) and a is not keep else a for a in term.args
    ]
    return make(term.op, *parts)


def generic(value: Term, place: Term) -> Term:
    """The value of the same sequence at another place."""
    definition, sort, bounds = value.args[0], value.args[1], value.args[3]
    return sequence(definition, sort, int(rational(bounds[0][0]) or 0), (), place)


