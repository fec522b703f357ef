"""Extrema: equations about the largest or smallest of all values, and of numbers that bounds leave no choice.

Two numbers are equal if each is at most the other. A largest value is at least every value, and is one of them:
`log(Max(p[i], i)) == Max(log(p[i]), i)`.
"""

from __future__ import annotations

from derivcheck.algebra.term import INEQUALITIES, Term, free_symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import is_seen
from derivcheck.engine.rules.both_ways import BothWays, both_ways
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    first, second = both_ways(goal)
    if any(_squeezes(fact, goal.statement) for fact in goal.facts) and all(map(is_seen, (first, second))):
        return BothWays(Vanishing(), Vanishing())
    if not any(_bounds(fact, goal.statement) for fact in goal.facts):
        return None
    below = prove(first)
    above = None if below is None else prove(second)
    return None if below is None or above is None else BothWays(below, above)


def _bounds(fact: Term, statement: Term) -> bool:
    """Whether a fact about every index says how large something in the statement is (the index itself is not)."""
    if fact.op != "every" or fact.args[3].op not in INEQUALITIES:
        return False
    named = free_symbols(statement) - {fact.args[0]}
    return any(side in named for side in fact.args[3].args)


def _squeezes(fact: Term, statement: Term) -> bool:
    """Whether a bound speaks of both of two numbers that are said to be equal, as a square of their distance may."""
    numbers = statement.args
    return fact.op in ("le", "ge") and all(n.op == "symbol" and n in free_symbols(fact) for n in numbers)


_POSITIVE = ("n: size", "i: index(n)", "p: positive[n]", "x: real[n]", "c: real")
_FALSE = Example("Max(c*x[i], i) == c*Max(x[i], i)", _POSITIVE)

PROVER = Prover(
    name="extrema",
    cost=44,
    concerns=frozenset(("eq",)),
    attempt=attempt,
    proves=(Example("log(Max(p[i], i)) == Max(log(p[i]), i)", _POSITIVE),),
    gives_up=(_FALSE,),
    corrupted=((_FALSE, BothWays(Vanishing(), Vanishing())),),
)
