"""Conditions on random variables, as conditions that say that they hold whatever is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.algebra.emptiness import never_empty
from derivcheck.algebra.expectation.laws import NoExpectation, at, places, unknown_cumulant
from derivcheck.algebra.expectation.monomials import Polynomials, bound_within, with_value
from derivcheck.algebra.term import FALSE, Term, depends, disjunction, make, number, relation, symbol
from derivcheck.algebra.visible import follows

_MOST_VARIABLES = 6
_UNDEFINED = "an expectation of something that is not defined for every outcome is not worked out"


def for_every_draw(condition: Term, laws: Sequence[Term]) -> tuple[Term, ...]:
    """Conditions without random variables that together say that this one holds for every outcome.

    Raises NoExpectation where that cannot be said.
    """
    random = sorted(Polynomials(places(laws)).entries(condition), key=str)
    if not random:
        return (condition,)
    if condition.op == "every":
        index, first, last, body = condition.args
        empty = FALSE if never_empty(first, last) else relation("lt", last, first)

        def over_all(c: Term) -> Term:
            return make("every", index, first, last, c) if depends(c, index) else disjunction(empty, c)

        return tuple(map(over_all, for_every_draw(body, laws)))
    if _holds(condition):
        return ()
    if len(random) > _MOST_VARIABLES or any(bound_within(condition, place) for place in random):
        raise NoExpectation(_UNDEFINED)
    return tuple(_at_values([condition], random, laws))


def _at_values(found: list[Term], random: list[Term], laws: Sequence[Term]) -> list[Term]:
    """The conditions at every combination of values that the random entries can have."""
    for place in random:
        own = Polynomials(places(laws)).law_of(place)
        given = at(own, place.args[4:] if place.op == "entry" else ())
        if own.args[0] == "Categorical" and given[0].op == "lambda":
            index, first, last, _ = given[0].args
            own_range = (relation("le", first, index), relation("le", index, last))
            inner = [with_value(c, place, index) for c in found]
            found = [make("every", index, first, last, c) for c in inner if c not in own_range]
        else:
            found = [with_value(c, place, number(v)) for v in _values(own.args[0], len(given)) for c in found]
    return found


def _values(kind: str, parameters: int) -> range:
    """The finitely many values of a variable."""
    if kind == "Bernoulli":
        return range(2)
    if kind == "Categorical":
        return range(1, parameters + 1)
    raise NoExpectation(_UNDEFINED)


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


def moments_exist(term: Term) -> tuple[Term, ...]:
    """That the moments exist of which nothing is known but their names."""
    orders: dict[str, int] = {}
    waiting, visited = [term], set()
    while waiting:
        part = waiting.pop()
        if part not in visited:
            visited.add(part)
            waiting += part.terms
            found = unknown_cumulant(part)
            if found is not None:
                name, order = found
                orders[name] = max(order, orders.get(name, 0))
    return tuple(make("defined", symbol(f"Expect({name}**{order})")) for name, order in sorted(orders.items()))
