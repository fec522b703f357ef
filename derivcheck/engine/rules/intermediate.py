"""The intermediate value theorem: a continuous function that changes its sign is 0 in between."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.term import ZERO, Term, negation, relation, sub, substitute, symbol, symbols
from derivcheck.engine.calculus.segments import require_continuous
from derivcheck.engine.definedness import conditions
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.quantified import denied
from derivcheck.engine.rule import NotApplicable, Rule, Support, all_obligations


@dataclass(frozen=True, slots=True)
class Intermediate(Evidence):
    """Between ``low`` and ``high`` the sides of an equation change places, and all else that is asked for holds."""

    low: Term
    high: Term
    parts: tuple[Evidence, ...]


def equation(statement: Term) -> tuple[Term, tuple[Term, ...], Term]:
    """(left side minus right side, what else is asked for, the number): of "there is a number at which an equation and
    some other statements hold". Raises NotApplicable."""
    denial = denied(statement)
    body, variable = denial.args if denial is not None else (statement, statement)
    parts = body.args if body.op == "or" else (body,)
    equations = [p for p in parts if p.op == "ne" and variable in symbols(p)]
    if denial is None or variable.op != "symbol" or len(equations) != 1:
        raise NotApplicable("not that one equation has a solution")
    others = tuple(negation(p) for p in parts if p is not equations[0])
    return expand(sub(*equations[0].args)), others, variable


def obligations(goal: Goal, low: Term, high: Term) -> tuple[Goal, ...]:
    """What has to be shown. Raises NotApplicable."""
    f, others, variable = equation(goal.statement)
    require_continuous(f, variable)
    if variable in symbols(low) | symbols(high):
        raise NotApplicable("places that depend on what is looked for")
    taken = symbols(low).union(symbols(high), *(symbols(t) for t in (goal.statement, *goal.facts)))
    between = next(s for s in (symbol(f"between#{k}") for k in range(len(taken) + 1)) if s not in taken)

    def at(term: Term, value: Term) -> Term:
        return substitute(term, {variable: value})

    ends = (relation("lt", low, high), relation("le", at(f, low), ZERO), relation("ge", at(f, high), ZERO))
    if _is_falling(f, variable, low, high):
        ends = (ends[0], relation("ge", at(f, low), ZERO), relation("le", at(f, high), ZERO))
    denial = denied(goal.statement)
    assert denial is not None, "it speaks of an equation"
    needed = (*domain.declared(variable), *map(expand, conditions(denial.args[0])), *map(expand, others))
    inside = goal.assuming(relation("le", low, between), relation("le", between, high))
    found = [goal.about(expand(c)) for c in (*domain.conditions(low), *domain.conditions(high), *ends)]
    found += [inside.about(at(c, between)) for c in dict.fromkeys(needed)]
    return tuple(dict.fromkeys(found))


def _is_falling(f: Term, variable: Term, low: Term, high: Term) -> bool:
    """A guess at which of the two orders is the one to be shown."""
    from derivcheck.algebra.signs.enclosure import truth_at

    return truth_at(relation("gt", substitute(f, {variable: low}), substitute(f, {variable: high})), {}) is True


def check(goal: Goal, evidence: Intermediate) -> Support:
    return all_obligations(lambda: obligations(goal, evidence.low, evidence.high), evidence.parts)


RULE = Rule(Intermediate, check, "intermediate values")
