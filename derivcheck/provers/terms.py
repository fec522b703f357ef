"""Terms of a sum: softmax is at most 1, an entry at most the norm.

A sum whose terms are not negative is at least any of its terms, and greater if all are positive and there are more:
`exp(z[i]) <= Sum(exp(z[j]), j)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.algebra.sums import mentions_bound
from derivcheck.algebra.term import INEQUALITIES, ONE, Term, entry, mul, number, power, sub, summation, symbol, symbols
from derivcheck.algebra.term import Sort as _Sort
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.terms import Terms, terms_of_sum
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_SUMS = 2


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    for total in list(_sums(goal.statement))[:_MOST_SUMS]:
        for indices in _choices(goal, total):
            for strict in (True, False):
                found = _with(goal, prove, total, indices, strict)
                if found is not None:
                    return found
    return None


def _with(goal: Goal, prove: Prove, total: Term, indices: tuple[Term, ...], strict: bool) -> Evidence | None:
    fact, premises = terms_of_sum(goal, total, indices, strict)
    known = fact in goal.facts
    if known or not all(isinstance(prove(premise), Vanishing) for premise in premises):
        return None
    part = prove(goal.assuming(fact))
    return None if part is None else Terms(total, indices, strict, part)


def _sums(term: Term) -> Iterator[Term]:
    """Sums over one index, the outermost first, each once."""
    seen: set[Term] = set()
    waiting = [term]
    while waiting:
        part = waiting.pop(0)
        if part in seen:
            continue
        seen.add(part)
        if part.op == "sum" and not mentions_bound(part):
            yield part
        waiting += part.terms


def _choices(goal: Goal, total: Term) -> Iterator[tuple[Term, ...]]:
    """The free indices that are known to lie in the sum's range: two of them, or one."""
    _, first, last, _ = total.args
    above = [f.args[1] for f in goal.facts if f.op == "le" and f.args[0] is first and f.args[1].op == "symbol"]
    below = {f.args[0] for f in goal.facts if f.op == "le" and f.args[1] is last}
    mentioned = symbols(goal.statement)
    mentioned |= {s for f in goal.facts if f.op == "eq" and f.args[0] in mentioned for s in symbols(f)}
    own = [i for i in dict.fromkeys(above) if i in below and i in mentioned][:2]
    if len(own) == 2:
        yield tuple(own)
    for index in own:
        yield (index,)


_SOFTMAX = ("n: size", "i: index(n)", "z: real[n]")
_NO_SIGN = Example("z[i] <= Sum(z[j], (j, 1, n))", _SOFTMAX)
_SIZE, _INDEX = symbol("n", _Sort.SIZE), symbol("j", _Sort.INTEGER)
_TOTAL = summation(_INDEX, ONE, _SIZE, entry("z", _Sort.REAL, ((ONE, _SIZE),), _INDEX))
#: At 3/2, which is no index, the term would be 1/16.
_POLYNOMIAL = summation(_INDEX, ONE, number(2), power(mul(sub(_INDEX, ONE), sub(_INDEX, number(2))), number(2)))
_BETWEEN = Example("Sum((j - 1)**2*(j - 2)**2, (j, 1, 2)) >= 1/16", _SOFTMAX)

PROVER = Prover(
    name="terms",
    cost=45,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(Example("softmax(z)[i] <= 1", _SOFTMAX), Example("z[i]**2 <= Sum(z[j]**2, (j, 1, n))", _SOFTMAX)),
    gives_up=(_NO_SIGN,),
    corrupted=(
        (_NO_SIGN, Terms(_TOTAL, (symbol("i", _Sort.INTEGER),), False, Vanishing())),
        (_BETWEEN, Terms(_POLYNOMIAL, (number(Fraction(3, 2)),), False, Vanishing())),
    ),
)
