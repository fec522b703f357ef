"""Growth: `cost == O(bound)`.

Of polynomials and of several variables, a constant and a place are looked for from which on the cost is at most the
constant times the bound: the sum of the cost's coefficients over the least of the bound's, and multiples of it. With
logarithms, exponentials, factorials and sums of one variable, the quotient is shown to converge.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt as normaliser
from derivcheck.algebra.normal_form.normaliser import Normaliser
from derivcheck.algebra.signs.enclosure import truth_at
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import ONE, Term, add, call, mul, number, power, rational, relation, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.bounded import Bounded, bounded
from derivcheck.engine.rules.factors import Factors, factors
from derivcheck.engine.rules.lemma import Lemma
from derivcheck.engine.rules.quotient import Quotient, convergence
from derivcheck.engine.rules.vanishing import Vanishing

#: From where on, and how much larger than need be; what is generous is easier to prove.
_TRIED = ((3, 4), (10, 10), (1, 1))
#: Where an inequality is tried before it is proved.
_NUMBERS = (1, 3, 10, 500)
_MOST_POINTS = 256
_MOST_LEMMAS = 6


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    return _by_factors(goal, prove) or _by_limit(goal, prove) or _by_constant(goal, prove)


def _by_factors(goal: Goal, prove: Prove) -> Evidence | None:
    """Of several numbers, unless both sides are polynomials."""
    asked = factors(goal) if any(map(_is_transcendental, goal.statement.args[:2])) else ()
    parts: list[Evidence] = []
    for own in asked:
        part = prove(own)
        if part is None:
            return None
        parts.append(part)
    return Factors(tuple(parts)) if parts else None


def _by_limit(goal: Goal, prove: Prove) -> Evidence | None:
    """Of one number, unless both sides are polynomials."""
    if not any(map(_is_transcendental, goal.statement.args[:2])):
        return None
    limit = convergence(goal)
    part = None if limit is None else prove(limit)
    return None if part is None else Quotient(part)


def _is_transcendental(term: Term) -> bool:
    own = (term.op == "call" and term.args[0] not in ("Abs", "Max", "Min", "floor", "ceiling")) or term.op == "sum"
    return own or (term.op == "power" and rational(term.args[1]) is None) or any(map(_is_transcendental, term.terms))


def _by_constant(goal: Goal, prove: Prove) -> Evidence | None:
    for place, multiple in _TRIED:
        constant = _constant(goal, place, multiple)
        inequality = None if constant is None else bounded(goal, constant, place)
        if constant is None or inequality is None or not _is_plausible(inequality):
            continue
        part = _shown(inequality, _lemmas(goal), prove)
        if part is not None:
            return Bounded(constant, place, part)
    return None


def _shown(goal: Goal, lemmas: tuple[Term, ...], prove: Prove) -> Evidence | None:
    """Evidence with the help of what can be shown of the logarithms first."""
    if not lemmas:
        return prove(goal)
    first, *others = lemmas
    proof = prove(goal.about(first)) if _is_plausible(goal.about(first)) else None
    part = _shown(goal if proof is None else goal.assuming(first), tuple(others), prove)
    return part if proof is None or part is None else Lemma(first, proof, part)


def _lemmas(goal: Goal) -> tuple[Term, ...]:
    """Of logarithms of what grows: they are at least 1, and at most what they are taken of."""
    found: dict[Term, None] = {}
    for logarithm in _logarithms(goal.statement):
        if not symbols(logarithm).isdisjoint(goal.statement.args[2].args):
            found[relation("ge", logarithm, ONE)] = None
            found[relation("le", logarithm, logarithm.args[1])] = None
    return tuple(found)[:_MOST_LEMMAS]


def _logarithms(term: Term) -> Iterator[Term]:
    if term.op == "call" and term.args[0] == "log":
        yield term
    for part in term.terms:
        yield from _logarithms(part)


def _constant(goal: Goal, place: int, multiple: int) -> Term | None:
    """The sum of the absolute values of the cost's coefficients, over the least of the bound's; None if there are
    none, or what is held fixed occurs in the bound."""
    cost, bound, grown = goal.statement.args
    start = bounded(goal, ONE, place)
    if start is None:
        return None
    try:
        n = normaliser(start.facts, Oracle(False), (cost, bound))
        parts = list(_coefficients(n, cost, grown.args)), list(_coefficients(n, bound, grown.args))
    except (Incomplete, TooLarge, Vacuous, Restart, Split):
        return number(multiple)
    below = [value for value, rest in parts[1] if rest is ONE]
    if not parts[1] or len(below) < len(parts[1]):
        return None
    scale = multiple / min(below)
    return mul(number(scale), add(*(mul(number(value), rest) for value, rest in parts[0])))


def _coefficients(n: Normaliser, term: Term, grown: tuple[Term, ...]) -> Iterator[tuple[Fraction, Term]]:
    """The absolute values of the coefficients of a polynomial in what grows: a number and what is held fixed."""
    f, value = n.field, n.of(term)
    if not value.d.is_constant():
        raise Incomplete("a quotient")
    below = Fraction(int(value.d.leading_coefficient()))
    for exponents, coefficient in value.n.terms():
        fixed = [
            power(call("Abs", f.kernels[i].term), number(int(e)))
            for i, e in enumerate(exponents)
            if e and symbols(f.kernels[i].term).isdisjoint(grown)
        ]
        yield abs(Fraction(int(coefficient)) / below), mul(*fixed)


def _is_plausible(inequality: Goal) -> bool:
    """Whether numbers do not speak against the inequality."""
    varying = sorted((s for s in symbols(inequality.statement) if s.op == "symbol"), key=str)
    for values in itertools.islice(itertools.product(_NUMBERS, repeat=len(varying)), _MOST_POINTS):
        at = dict(zip(varying, values, strict=True))
        if truth_at(inequality.statement, at, 64) is False and all(truth_at(f, at, 64) for f in inequality.facts):
            return False
    return True


PROVER = Prover(
    name="growth",
    cost=3,
    concerns=frozenset(("growth",)),
    attempt=attempt,
    proves=(
        Example("n*(n + 1)/2 == O(n**2)", ("n: size",)),
        Example("4*n*d + n + 7 == O(n*d)", ("n, d: size",)),
        Example("n*d == O(n**2 + d**2)", ("n, d: size",)),
        Example("sqrt(n)*log(n) == O(n)", ("n: size",)),
        Example("factorial(n) == O(n**n)", ("n: size",)),
        Example("factorial(n)*d == O(n**n*d**2)", ("n, d: size",)),
    ),
    gives_up=(Example("n**2 == O(n)", ("n: size",)), Example("n**100 == O(2**n)", ("n: size",))),
    corrupted=(
        (Example("n**2 == O(n)", ("n: size",)), Bounded(number(100), 1, Vanishing())),
        (Example("n**2 == O(n)", ("n: size",)), Bounded(symbol("n"), 1, Vanishing())),
        (Example("n**2*d == O(n*d)", ("n, d: size",)), Bounded(number(2), 1000, Vanishing())),
        (Example("n == O(log(n))", ("n: size",)), Quotient(Vanishing())),
        (Example("n*d == O(n)", ("n, d: size",)), Quotient(Vanishing())),
        (Example("n*d == O(n)", ("n, d: size",)), Factors((Vanishing(), Vanishing()))),
        (Example("log(n*d)*n == O(n*d)", ("n, d: size",)), Factors((Vanishing(),))),
    ),
)
