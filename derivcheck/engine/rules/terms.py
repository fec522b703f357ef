"""A sum and some of its terms."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.integrality import is_integral
from derivcheck.algebra.sums import mentions_bound
from derivcheck.algebra.term import ZERO, Term, add, make, number, relation, sub, substitute
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, decided, generic, require_defined, support, weakest


@dataclass(frozen=True, slots=True)
class Terms(Evidence):
    """A sum whose terms are not negative is at least its terms at these (different) indices together; greater, if
    ``strict``: all terms are positive, and there are more of them."""

    total: Term
    indices: tuple[Term, ...]
    strict: bool
    part: Evidence


def terms_of_sum(goal: Goal, total: Term, indices: tuple[Term, ...], strict: bool) -> tuple[Term, tuple[Goal, ...]]:
    """(sum >= its terms at the indices, what has to hold for it): the terms have a sign and the indices are its own."""
    own, first, last, body = total.args
    op = "gt" if strict else "ge"
    terms = [substitute(body, {own: i}) for i in indices]
    premises = [generic(goal.about(make("every", own, first, last, relation(op, body, ZERO))))]
    inside = [r for i in indices for r in (relation("le", first, i), relation("le", i, last))]
    apart = [relation("ne", a, b) for k, a in enumerate(indices) for b in indices[:k]]
    more = [relation("ge", sub(last, first), number(len(indices)))] if strict else []
    premises += [goal.about(condition) for condition in (*inside, *apart, *more)]
    return relation(op, sub(total, add(*terms)), ZERO), tuple(premises)


def check(goal: Goal, evidence: Terms) -> Support:
    total, indices = evidence.total, evidence.indices
    if total.op != "sum" or mentions_bound(total) or not all(is_integral(i) for i in indices):
        raise Rejected("not terms of a sum")
    for term in (total, *indices):
        require_defined(goal, term)
    fact, premises = terms_of_sum(goal, total, indices, evidence.strict)
    needed = [decided(premise) for premise in premises]
    found = support(goal.assuming(fact), evidence.part)
    return Support(weakest([*needed, found]), found.substantial)


RULE = Rule(Terms, check, "terms of a sum")
