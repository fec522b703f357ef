"""Tangent lines under sums: Jensen's inequality for logarithms, exponentials and powers, for any number of terms.

A logarithm lies below each of its tangents, so a mean of logarithms lies below the logarithm of the mean; entropies and
divergences are bounded likewise. Products of positive numbers are compared by their logarithms first, which makes the
geometric mean of n numbers no greater than the arithmetic one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from derivcheck.algebra.term import (
    INEQUALITIES,
    ONE,
    ZERO,
    Sort,
    Term,
    add,
    call,
    div,
    free_symbols,
    is_bound,
    mul,
    neg,
    power,
    rational,
    sub,
    substitute,
    summation,
    symbol,
    symbols,
)
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import NotApplicable, is_decided
from derivcheck.engine.rules.compared_logarithms import ComparedLogarithms, obligations
from derivcheck.engine.rules.consequence import Consequence, Line, Throughout, consequence
from derivcheck.engine.rules.terms import Terms, terms_of_sum
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_CURVES, _MOST_PLACES = 4, 6
_OWN = symbol("each#1", Sort.INTEGER)


@dataclass(frozen=True, slots=True)
class _Curve:
    """A factor of a sum's terms, by its index, and the other factors."""

    first: Term
    last: Term
    curve: Term
    weight: Term


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if _mentions(goal.statement, "product"):
        return _by_logarithms(goal, prove)
    curves = list(dict.fromkeys(_curves(goal.statement)))[:_MOST_CURVES]
    strict = goal.statement.op in ("lt", "gt")
    for own in curves if strict else ():
        found = _with_terms(goal, own, (own.curve, neg(own.curve)), True)
        if found is not None:
            return found
    for own in () if strict else (*curves, *_quotients(curves)):
        for place in itertools.islice(_places(goal.statement, own), _MOST_PLACES):
            for below in (False, True) if own.curve.args[0] == "log" else (False,):
                found = _known(goal, own, Line(own.curve, place, below))
                if found is not None:
                    return found
    return None


def _by_logarithms(goal: Goal, prove: Prove) -> Evidence | None:
    *sides, compared = obligations(goal)
    if not all(map(is_decided, sides)):
        return None
    part = prove(compared)
    return None if part is None else ComparedLogarithms((Vanishing(), Vanishing(), part))


def _known(goal: Goal, own: _Curve, line: Line) -> Evidence | None:
    """The goal, if it follows from where the terms of a sum lie by their tangents."""
    said = Throughout(_OWN, own.first, own.last, line)
    try:
        fact, needed = consequence(goal, said)
        _, tangent = consequence(goal, line)[0].args
    except NotApplicable:
        return None
    if not all(map(is_decided, needed)):
        return None
    part = _with_terms(goal.assuming(fact), own, (sub(own.curve, tangent), sub(tangent, own.curve)), False)
    return None if part is None else Consequence(said, part)


def _with_terms(goal: Goal, own: _Curve, terms: tuple[Term, ...], strict: bool) -> Evidence | None:
    """The goal, if it follows from a sum of such terms, all of one sign."""
    for term in terms:
        total = summation(_OWN, own.first, own.last, mul(own.weight, term))
        whole, premises = terms_of_sum(goal, total, (), strict)
        if all(map(is_decided, premises)) and is_decided(goal.assuming(whole)):
            return Terms(total, (), strict, Vanishing())
    return None


def _mentions(term: Term, op: str) -> bool:
    """Whether such an operator occurs, outside of logarithms."""
    if term.op == "call" and term.args[0] == "log":
        return False
    return term.op == op or any(_mentions(t, op) for t in term.terms)


def _curves(term: Term) -> Iterator[_Curve]:
    """Logarithms, exponentials and powers as factors of sums' terms; logarithms of products are such sums."""
    expanded = _logarithm(term.args[1]) if term.op == "call" and term.args[0] == "log" else term
    if expanded is not term:
        yield from _curves(expanded)
    elif term.op == "sum":
        index, first, last, body = term.args
        if not any(is_bound(s) for t in (term, first, last) for s in free_symbols(t)):
            for part in _parts(substitute(body, {index: _OWN})):
                factors = part.args if part.op == "mul" else (part,)
                for k, factor in enumerate(factors):
                    if _is_curve(factor):
                        yield _Curve(first, last, factor, mul(*factors[:k], *factors[k + 1 :]))
    else:
        for part in term.terms:
            yield from _curves(part)


def _logarithm(term: Term) -> Term:
    """The logarithm of a product of positive numbers as a sum."""
    match term.op:
        case "mul":
            return add(*map(_logarithm, term.args))
        case "power":
            return mul(term.args[1], _logarithm(term.args[0]))
        case "product":
            index, first, last, body = term.args
            return summation(index, first, last, _logarithm(body))
    return call("log", term)


def _parts(body: Term) -> Iterator[Term]:
    if body.op == "add":
        for part in body.args:
            yield from _parts(part)
    else:
        yield body


def _is_curve(factor: Term) -> bool:
    if _OWN not in symbols(factor):
        return False
    if factor.op == "power":
        exponent = rational(factor.args[1])
        return exponent is not None and exponent not in (0, 1)
    return factor.op == "call" and factor.args[0] in ("log", "exp")


def _quotients(curves: list[_Curve]) -> Iterator[_Curve]:
    """Of logarithms in several sums: that of their quotient."""
    logarithms = [c for c in curves if c.curve.args[0] == "log"]
    for a, b in itertools.permutations(logarithms, 2):
        if (a.first, a.last) == (b.first, b.last):
            yield _Curve(a.first, a.last, call("log", div(a.curve.args[1], b.curve.args[1])), a.weight)


def _places(statement: Term, own: _Curve) -> Iterator[Term]:
    """Where a tangent is tried: where the curve is met elsewhere, the mean, and where it crosses an axis."""
    is_power = own.curve.op == "power"
    inside = own.curve.args[0] if is_power else own.curve.args[1]
    count = add(own.last, sub(ONE, own.first))
    mean = div(summation(_OWN, own.first, own.last, inside), own.last if own.first is ONE else count)
    elsewhere = () if is_power else _arguments(statement, own.curve.args[0])
    end = ZERO if own.curve.args[0] == "exp" else ONE
    yield from dict.fromkeys((*elsewhere, mean, end, power(count if own.first is not ONE else own.last, neg(ONE))))


def _arguments(term: Term, name: str) -> Iterator[Term]:
    """What the function is taken of, outside of sums and products."""
    if term.op == "call" and term.args[0] == name and not any(map(is_bound, free_symbols(term))):
        yield term.args[1]
    for part in term.terms:
        yield from _arguments(part, name)


_NAMES = ("n: size", "i: index(n)", "x: positive[n]", "p, q: positive[n]")
_FALSE = Example("Product(x[i], i) <= Sum(x[i], i)", _NAMES)
_FORGED = Throughout(_OWN, ONE, symbol("n", Sort.SIZE), Line(call("log", ONE), ZERO))

PROVER = Prover(
    name="tangent lines",
    cost=45,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("Sum(log(x[i]), i)/n <= log(Sum(x[i], i)/n)", _NAMES),
        Example("Sum(p[i]*log(p[i]/q[i]), i) >= Sum(p[i], i) - Sum(q[i], i)", _NAMES),
        Example("Product(x[i], i)**(1/n) <= Sum(x[i], i)/n", _NAMES),
        Example("Product(r[i], i) < 1", ("n: size", "i: index(n)", "r: real(0, 1)[n]")),
    ),
    gives_up=(_FALSE,),
    corrupted=((_FALSE, Consequence(_FORGED, Vanishing())),),
)
