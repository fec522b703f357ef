"""Conditions on random variables, as conditions that say that they hold whatever is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from derivcheck.algebra.expectation.laws import NoExpectation, places
from derivcheck.algebra.expectation.monomials import Polynomials, bound_within, with_value
from derivcheck.algebra.term import Term, number
from derivcheck.algebra.visible import follows

_MOST_OUTCOMES = 64


def for_every_draw(condition: Term, laws: Sequence[Term]) -> tuple[Term, ...]:
    """Conditions without random variables that together say that this one holds for every outcome.

    Raises NoExpectation where that cannot be said.
    """
    random = sorted(Polynomials(places(laws)).entries(condition), key=str)
    if not random:
        return (condition,)
    if _holds(condition):
        return ()
    choices = [_values(place, laws) for place in random]
    if any(c is None for c in choices) or any(bound_within(condition, place) for place in random):
        raise NoExpectation("an expectation of something that is not defined for every outcome is not worked out")
    found = []
    for values in product(*(c for c in choices if c is not None)):
        here = condition
        for place, value in zip(random, values, strict=True):
            here = with_value(here, place, number(value))
        found.append(here)
        if len(found) > _MOST_OUTCOMES:
            raise NoExpectation("a condition with too many outcomes")
    return tuple(found)


def _values(place: Term, laws: Sequence[Term]) -> range | None:
    """The finitely many values of a random entry."""
    own = Polynomials(places(laws)).law_of(place)
    if own.args[0] == "Bernoulli":
        return range(2)
    if own.args[0] == "Categorical" and own.args[2].op != "lambda":
        return range(1, len(own.args) - 1)
    return None


def _holds(condition: Term) -> bool:
    """Whether a condition can be seen to hold for all values, for example that a square is not negative."""
    match condition.op:
        case "or":
            return any(_holds(part) for part in condition.args)
        case "and":
            return all(_holds(part) for part in condition.args)
        case "every":
            return _holds(condition.args[3])
    return follows(condition, ())


def unknown_moments(term: Term) -> bool:
    """Whether a moment occurs of which nothing is known but its name, so that it need not exist."""
    if term.op == "apply" and str(term.args[0]).startswith("cumulant "):
        return True
    return any(unknown_moments(t) for t in term.terms)

