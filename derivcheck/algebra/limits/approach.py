"""How a limit is approached: by a positive symbol t that tends to 0 or to infinity; and what is asked on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from derivcheck.algebra.limits.tendencies import INFINITY, is_infinite
from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.normal_form.field import Vacuous
from derivcheck.algebra.normal_form.normaliser import Facts
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.term import FALSE, ZERO, Sort, Term, add, neg, relation, sub, symbol

GROWING = symbol("t→", Sort.POSITIVE)


class NoRule(Exception):
    """The rules here do not find this limit."""


class NoLimit(Exception):
    """It is proved that there is no limit, not even an infinite one."""


def approaches(variable: Term, point: Term, direction: str) -> Iterator[tuple[bool, Term, bool]]:
    """For each side: whether t tends to infinity (or to 0), the variable in terms of t, whether it is an integer."""
    integral = bool(variable.args[1].integral)
    if is_infinite(point):
        yield True, GROWING if point is INFINITY else neg(GROWING), integral
        return
    if "+" in direction:
        yield False, add(point, GROWING), integral
    if "-" in direction:
        yield False, sub(point, GROWING), integral


def proved(condition: Term, facts: Facts) -> bool:
    answer = holds(condition, facts)
    return isinstance(answer, Answer) and answer.state == "zero"


def raise_vacuous(facts: Facts) -> NoReturn:
    """After a vacuous answer: Vacuous if the facts contradict each other, NoRule if only a term had no value."""
    answer = holds(FALSE, facts)
    if isinstance(answer, Answer) and answer.state in ("zero", "vacuous"):
        raise Vacuous("contradicting facts")
    raise NoRule("a term without value")


def sign_of(term: Term, facts: Facts) -> int:
    """The sign of a term without t; Split if it depends."""
    for op, sign in (("gt", 1), ("lt", -1), ("eq", 0)):
        answer = holds(relation(op, term, ZERO), facts)
        if isinstance(answer, Answer) and answer.state == "vacuous":
            raise_vacuous(facts)
        if isinstance(answer, Answer) and answer.state == "zero":
            return sign
    raise Split(term, ("lt", "eq", "gt"))


def size(term: Term) -> int:
    """Nodes, counted with repetition."""
    return 1 + sum(size(t) for t in term.terms)
