"""The inequality of Cauchy and Schwarz for sums: (Sum c)**2 <= Sum a * Sum b, if a, b >= 0 and c**2 <= a*b."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.sums import mentions_bound
from derivcheck.algebra.term import ZERO, Term, make, mul, number, power, relation, sub, substitute
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, decided, generic, require_defined, support, weakest


@dataclass(frozen=True, slots=True)
class CauchySchwarz(Evidence):
    """The square of one sum is at most the product of two others over the same range."""

    first: Term
    second: Term
    mixed: Term
    part: Evidence


def inequality(goal: Goal, first: Term, second: Term, mixed: Term) -> tuple[Term, tuple[Goal, ...]] | None:
    """(first * second >= mixed**2, what has to hold for it); None if the sums are not over one range."""
    sums = (first, second, mixed)
    if any(s.op != "sum" or mentions_bound(s) or s.args[1:3] != first.args[1:3] for s in sums):
        return None
    index, low, high, a = first.args
    b, c = (substitute(s.args[3], {s.args[0]: index}) if s.args[0] is not index else s.args[3] for s in sums[1:])
    needed = (
        relation("ge", a, ZERO), relation("ge", b, ZERO), relation("ge", sub(mul(a, b), power(c, number(2))), ZERO),
    )  # fmt: skip
    premises = tuple(generic(goal.about(make("every", index, low, high, n))) for n in needed)
    return relation("ge", sub(mul(first, second), power(mixed, number(2))), ZERO), premises


def check(goal: Goal, evidence: CauchySchwarz) -> Support:
    found = inequality(goal, evidence.first, evidence.second, evidence.mixed)
    if found is None:
        raise Rejected("not three sums over one range")
    for term in (evidence.first, evidence.second, evidence.mixed):
        require_defined(goal, term)
    fact, premises = found
    needed = [decided(premise) for premise in premises]
    part = support(goal.assuming(fact), evidence.part)
    return Support(weakest([*needed, part]), part.substantial)


RULE = Rule(CauchySchwarz, check, "Cauchy and Schwarz")
