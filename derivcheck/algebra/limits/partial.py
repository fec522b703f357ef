"""Partial sums and products in closed form, from an antidifference (antiratio) that is checked here.

Where F(k + 1) - F(k) = f(k) for all k >= a, the sum of f(k) for k from a to n is F(n + 1) - F(a) if n >= a - 1; where
F(k + 1) = f(k)*F(k) and no F(k) is 0, the product is F(n + 1)/F(a).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.algebra.abstractions import abstraction
from derivcheck.algebra.domain import conditions
from derivcheck.algebra.limits.antiderivatives import check_difference, follows
from derivcheck.algebra.limits.approach import NoRule
from derivcheck.algebra.limits.tendencies import INFINITY
from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.normal_form.normaliser import Facts
from derivcheck.algebra.term import (
    BINDERS,
    ONE,
    ZERO,
    Sort,
    Term,
    add,
    div,
    make,
    mul,
    relation,
    sub,
    substitute,
    symbol,
)

#: A closed form is asked for by the sum (product) as if it had no end.
Proposals = Callable[[Term], "Term | None"]


def endless(term: Term) -> Term:
    """A sum as a series, a product as a product to infinity: what does not depend on where it ends."""
    index, first, _, body = term.args
    if term.op == "product":
        return make("product", index, first, INFINITY, body)
    own = symbol("k", Sort.INTEGER)
    return abstraction("series", substitute(body, {index: own}), own, first, INFINITY)


def partial(term: Term) -> Iterator[Term]:
    """The sums and products in a term that stand in no other."""
    if term.op in ("sum", "product"):
        yield term
        return
    for part in term.terms if term.op not in BINDERS else ():
        yield from partial(part)


def closed(term: Term, proposed: Proposals, facts: Facts, eventually: Callable[[Term], bool]) -> Term:
    """The term with its sums and products in closed form where one is proposed. Raises NoRule if it is not one.

    ``eventually``: whether a condition holds in the end.
    """
    if term.op in ("sum", "product"):
        found = proposed(endless(term))
        _, first, last, _ = term.args
        if found is None or not eventually(relation("ge", last, sub(first, ONE))):
            raise NoRule("a sum without closed form")
        return _sum(term, found, facts) if term.op == "sum" else _product(term, found, facts)
    if term.op in BINDERS:
        return term
    args = tuple(closed(a, proposed, facts, eventually) if isinstance(a, Term) else a for a in term.args)
    return term if args == term.args else make(term.op, *args)


def _sum(term: Term, antidifference: Term, facts: Facts) -> Term:
    body, own, first, _ = endless(term).args
    check_difference(antidifference, body, own, first, facts)
    after, start = (substitute(antidifference, {own: k}) for k in (add(term.args[2], ONE), first))
    return sub(after, start)


def _product(term: Term, antiratio: Term, facts: Facts) -> Term:
    index, first, last, body = term.args
    inside = (*facts, relation("ge", index, first))
    after = substitute(antiratio, {index: add(index, ONE)})
    needed = [c for t in (body, antiratio, after) for c in conditions(t)]
    if not all(follows(c, inside) for c in (*needed, relation("ne", antiratio, ZERO))):
        raise NoRule("a product whose factors are not seen to be defined")
    if vanishes(sub(after, mul(body, antiratio)), inside) != Answer("zero"):
        raise NoRule("the ratio is not seen to be the factor")
    ends = (substitute(antiratio, {index: k}) for k in (add(last, ONE), first))
    return div(*ends)
