"""A whole and its parts: no term of a sum of nonnegative terms exceeds it, and no sum of products the product of sums.

If a[i] and b[i] are not negative, Sum(a[i], i)*Sum(b[i], i) holds the products a[i]*b[i] beside others that are not
negative either.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.sums import mentions_bound
from derivcheck.algebra.term import ZERO, Term, bind, make, mul, relation, sub, summation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, decided, generic, require_defined, support, weakest


@dataclass(frozen=True, slots=True)
class Wholes(Evidence):
    """The sum of the first factor is at least each of its terms; with a second, products of sums exceed the sum."""

    index: Term
    first: Term
    last: Term
    factors: tuple[Term, ...]
    part: Evidence


def inequality(
    goal: Goal, index: Term, first: Term, last: Term, factors: tuple[Term, ...]
) -> tuple[Term, tuple[Goal, ...]]:
    """What is then known, and what it needs: that no factor is ever negative."""
    wholes = [summation(index, first, last, factor) for factor in factors]
    if len(factors) == 1:
        fact = bind("every", index, first, last, relation("ge", sub(wholes[0], factors[0]), ZERO))
    else:
        mixed = summation(index, first, last, mul(*factors))
        fact = relation("ge", sub(mul(*wholes), mixed), ZERO)
    signs = [make("every", index, first, last, relation("ge", factor, ZERO)) for factor in factors]
    return fact, tuple(generic(goal.about(sign)) for sign in dict.fromkeys(signs))


def check(goal: Goal, evidence: Wholes) -> Support:
    e = evidence
    wholes = [summation(e.index, e.first, e.last, factor) for factor in e.factors]
    if len(wholes) not in (1, 2) or any(whole.op != "sum" or mentions_bound(whole) for whole in wholes):
        raise Rejected("not sums of one or two factors")
    for whole in wholes:
        require_defined(goal, whole)
    fact, premises = inequality(goal, e.index, e.first, e.last, e.factors)
    needed = [decided(premise) for premise in premises]
    found = support(goal.assuming(fact), e.part)
    return Support(weakest([*needed, found]), found.substantial)


RULE = Rule(Wholes, check, "parts of a whole")
