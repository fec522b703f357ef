"""Limits of terms, proved: the entry to `tendency`, for both sides of a point.

What is found is proved; `NoRule` says that the rules do not reach. Where the sign of a parameter decides, `Split`
asks for cases.
"""

from __future__ import annotations

from derivcheck.algebra.limits.approach import NoLimit, NoRule, approaches, proved, raise_vacuous
from derivcheck.algebra.limits.tendencies import is_infinite
from derivcheck.algebra.limits.tendency import Tendency
from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.normal_form.normaliser import Facts
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.term import Term, relation, sub, substitute


def limit_of(body: Term, variable: Term, point: Term, direction: str, facts: Facts, near: Facts = ()) -> Term:
    """The limit, `INFINITY` or `MINUS_INFINITY`. ``near``: conditions on the variable that hold near the point.

    Raises NoRule, NoLimit, Split, or Vacuous if the facts contradict each other.
    """
    found = [
        Tendency(at_infinity, facts, tuple(substitute(c, {variable: value}) for c in near), integral).limit(
            substitute(body, {variable: value})
        )
        for at_infinity, value, integral in approaches(variable, point, direction)
    ]
    first = found[0]
    for other in found[1:]:
        if is_infinite(first) or is_infinite(other):
            if first is not other:
                raise NoLimit("it differs from both sides")
        elif not _same(first, other, facts):
            raise NoLimit("it differs from both sides")
    return first


def _same(a: Term, b: Term, facts: Facts) -> bool:
    """Whether two limits are the same; NoRule if that is not seen."""
    if a is b:
        return True
    answer = vanishes(sub(a, b), facts)
    if not isinstance(answer, Answer):
        raise Split(answer.facts[0].args[0], tuple(f.op for f in answer.facts))
    if answer.state == "vacuous":
        raise_vacuous(facts)
    if answer.state == "zero":
        return True
    if proved(relation("gt", a, b), facts) or proved(relation("lt", a, b), facts):
        return False
    raise NoRule("the limits from both sides are not seen to be the same")


def defined_near(condition: Term, variable: Term, point: Term, direction: str, facts: Facts) -> bool:
    """Whether a condition on the variable holds wherever it is close enough to the point. Raises NoRule or Split."""
    return all(
        Tendency(at_infinity, facts, (), integral).eventually(substitute(condition, {variable: value}))
        for at_infinity, value, integral in approaches(variable, point, direction)
    )
