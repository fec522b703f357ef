"""Term by term: a mean is at most the maximum, log-sum-exp at most the maximum plus log n.

Where a hypothesis says of every index of a sum's range that one number is at most another, and one of them stands in
the sum, the other is put in its place; if every term grows (or shrinks), so does the sum. If no term is negative, nor
is the sum.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.algebra.sums import sums_within
from derivcheck.algebra.term import (
    BINDERS,
    INEQUALITIES,
    ONE,
    Sort,
    Term,
    entry,
    make,
    neg,
    sub,
    substitute,
    summation,
    symbol,
)
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import is_seen
from derivcheck.engine.rules.terms import Terms, terms_of_sum
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_TOTALS = 6


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    for total in list(dict.fromkeys(_totals(goal)))[:_MOST_TOTALS]:
        for strict in (True, False) if goal.statement.op in ("lt", "gt") else (False,):
            fact, premises = terms_of_sum(goal, total, (), strict)
            if fact in goal.facts or not all(map(is_seen, premises)):
                continue
            part = prove(goal.assuming(fact))
            if part is not None:
                return Terms(total, (), strict, part)
    return None


def _totals(goal: Goal) -> Iterator[Term]:
    """Sums, and sums of differences of terms, whose terms may have a sign."""
    known = [f for f in goal.facts if f.op == "every" and f.args[3].op in INEQUALITIES]
    for total in sums_within(goal.statement) if known else ():
        index, first, last, body = total.args
        yield total
        yield summation(index, first, last, neg(body))
        for fact in known:
            if fact.args[1] is first and fact.args[2] is last:
                left, right = (substitute(side, {fact.args[0]: index}) for side in fact.args[3].args)
                for old, new in _exchanged(left, right):
                    other = _replaced(body, old, new)
                    if other is not body:
                        yield summation(index, first, last, sub(other, body))
                        yield summation(index, first, last, sub(body, other))


def _exchanged(left: Term, right: Term) -> Iterator[tuple[Term, Term]]:
    for old, new in ((left, right), (right, left)):
        yield old, new
        if old.op == "call" and old.args[0] == "Abs":
            yield old.args[1], new


def _replaced(term: Term, old: Term, new: Term) -> Term:
    if term is old:
        return new
    if term.op in BINDERS or term.op == "entry":
        return term
    args = tuple(_replaced(a, old, new) if isinstance(a, Term) else a for a in term.args)
    return term if args == term.args else make(term.op, *args)


_NAMES = ("n: size", "i: index(n)", "x: real[n]")
_FALSE = Example("Sum(x[i], i) <= Max(x[i], i)", _NAMES)
_SIZE, _INDEX = symbol("n", Sort.SIZE), symbol("j", Sort.INTEGER)
_TOTAL = summation(_INDEX, ONE, _SIZE, sub(ONE, entry("x", Sort.REAL, ((ONE, _SIZE),), _INDEX)))

PROVER = Prover(
    name="termwise",
    cost=46,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("Sum(x[i], i)/n <= Max(x[i], i)", _NAMES),
        Example("logsumexp(x) <= Max(x[i], i) + log(n)", _NAMES),
        Example("Sum(r[i], i) < n", ("n: size", "i: index(n)", "r: real(0, 1)[n]")),
    ),
    gives_up=(_FALSE,),
    corrupted=((Example("Sum(x[i], i) <= n", _NAMES), Terms(_TOTAL, (), False, Vanishing())),),
)
