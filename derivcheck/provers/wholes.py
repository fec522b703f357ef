"""Parts of a whole: probabilities are at most 1, their entropy is not negative, the 2-norm is at most the 1-norm.

No term of a sum of terms that are not negative exceeds the sum, of which a hypothesis may say what it is; and a product
of such sums is at least the sum of the products: `Sum(p[i]**2, i) <= Sum(p[i], i)**2`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.algebra.sums import mentions_bound, sums_within
from derivcheck.algebra.term import (
    INEQUALITIES,
    ONE,
    Sort,
    Term,
    call,
    entry,
    mul,
    number,
    power,
    rational,
    symbol,
    symbols,
)
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import is_seen
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.engine.rules.wholes import Wholes, inequality

_MOST_TRIES = 2


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    tries = 0
    for total, factors in _choices(goal):
        index, first, last, _ = total.args
        fact, premises = inequality(goal, index, first, last, factors)
        if fact in goal.facts or not all(map(is_seen, premises)):
            continue
        tries += 1
        part = prove(goal.assuming(fact))
        if part is not None:
            return Wholes(index, first, last, factors, part)
        if tries == _MOST_TRIES:
            return None
    return None


def _choices(goal: Goal) -> Iterator[tuple[Term, tuple[Term, ...]]]:
    """Sums within logarithms, sums of products with their factors, sums that hypotheses tell the value of."""
    of_logarithms = [total for log in _logarithms(goal.statement) for total in _sums(log)]
    for total in of_logarithms:
        yield total, (total.args[3],)
    for total in _sums(goal.statement):
        for factors in _factors(total.args[3], total.args[0]):
            yield total, factors
    told = [total for fact in goal.facts if fact.op == "eq" for total in _sums(fact)]
    for total in dict.fromkeys(told):
        if not symbols(total.args[3]).isdisjoint(symbols(goal.statement)):
            yield total, (total.args[3],)


def _sums(term: Term) -> list[Term]:
    return [total for total in dict.fromkeys(sums_within(term)) if total.op == "sum" and not mentions_bound(total)]


def _factors(body: Term, index: Term) -> Iterator[tuple[Term, Term]]:
    """The two ways in which a square or a product is one."""
    if body.op == "call" and body.args[0] == "exp":
        half = call("exp", mul(number(Fraction(1, 2)), body.args[1]))
        yield half, half
    elif body.op == "power":
        base, exponent = body.args
        value = rational(exponent)
        if value is not None and value >= 2:
            yield base, power(base, number(value - 1))
            if value.denominator == 1 and value % 2 == 0:
                size = call("Abs", base if value == 2 else power(base, number(value / 2)))
                yield size, size
    elif body.op == "mul":
        varying = [part for part in body.args if index in symbols(part)]
        for part in varying if len(varying) > 1 else ():
            yield part, mul(*(other for other in body.args if other is not part))
        if len(varying) == 1:
            others = [other for other in body.args if other is not varying[0]]
            for a, b in _factors(varying[0], index):
                yield a, mul(b, *others)


def _logarithms(term: Term) -> Iterator[Term]:
    if term.op == "call" and term.args[0] == "log":
        yield term
    for part in term.terms:
        yield from _logarithms(part)


_NAMES = ("n: size", "i, j: index(n)", "p: positive[n]", "w: real[n]")
_NO_SIGN = Example("Sum(w[i]**2, i) <= Sum(w[i], i)**2", _NAMES)
_SIZE, _INDEX = symbol("n", Sort.SIZE), symbol("j", Sort.INTEGER)
_ENTRY = entry("w", Sort.REAL, ((ONE, _SIZE),), _INDEX)

PROVER = Prover(
    name="parts of a whole",
    cost=47,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("Sum(p[i]**2, i) <= Sum(p[i], i)**2", _NAMES),
        Example("Sum(w[i]**2, i) <= Sum(Abs(w[i]), i)**2", _NAMES),
        Example("Sum(softmax(w)[i]*log(softmax(w)[i]), i) <= 0", _NAMES),
    ),
    gives_up=(_NO_SIGN,),
    corrupted=((_NO_SIGN, Wholes(_INDEX, ONE, _SIZE, (_ENTRY, _ENTRY), Vanishing())),),
)
