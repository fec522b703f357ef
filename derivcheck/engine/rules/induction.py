"""Induction: a statement at the first places, and at a place if at those before it."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.domain import declared
from derivcheck.algebra.sequences.places import is_known
from derivcheck.algebra.term import (
    TRUE,
    Sort,
    Term,
    add,
    bind,
    disjunction,
    is_bound,
    negation,
    number,
    relation,
    substitute,
    symbol,
    symbols,
)
from derivcheck.algebra.visible import follows
from derivcheck.engine.definedness import conditions
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, all_of, required

_MOST_BASES = 6
#: Indices and the first and last of each.
_Ranges = dict[Term, tuple[Term, Term]]


@dataclass(frozen=True, slots=True)
class Induction(Evidence):
    """True at ``start`` and as many places that follow as ``base`` has parts; and true at a place if at as many
    before it."""

    variable: Term
    start: int
    base: tuple[Evidence, ...]
    step: Evidence


def base(goal: Goal, variable: Term, start: int, number_: int) -> Goal | None:
    """The goal at one of the first places."""
    return _at(goal, variable, number(start + number_)) if _is_possible(goal, variable, start) else None


def step(goal: Goal, variable: Term, start: int, depth: int) -> Goal | None:
    """The goal at a place after the first ``depth``, given that it holds at the ``depth`` places before.

    All that is assumed of the variable holds at the new place; at those before it the goal is known only as far as
    that holds there, too.
    """
    if not _is_possible(goal, variable, start) or not 1 <= depth <= _MOST_BASES:
        return None
    own = _own(goal, variable)
    new = _at(goal, variable, _place(own, start + depth))
    new = new.assuming(relation("ge", own, number(0)))
    before = places(goal, variable, start, depth)
    hypotheses = [f(goal, variable, place, new.facts) for place in before for f in (_here, _everywhere)]
    return new.assuming(*hypotheses)


def places(goal: Goal, variable: Term, start: int, depth: int) -> list[Term]:
    """The places at which the step assumes the goal."""
    own = _own(goal, variable)
    return [_place(own, k) for k in range(start, start + depth)]


def _own(goal: Goal, variable: Term) -> Term:
    return _unused(str(variable.args[0]), (goal.statement, *goal.facts))


def _here(goal: Goal, variable: Term, place: Term, facts: tuple[Term, ...]) -> Term:
    """The goal at another place, as far as all that is assumed of the variable holds there."""
    return _known(goal, {variable: place}, facts, {})


def _everywhere(goal: Goal, variable: Term, place: Term, facts: tuple[Term, ...]) -> Term:
    """The same for every value of the indices of which a range is assumed: nothing ties them to one value."""
    ranges = _ranges(goal, variable)
    own = {index: symbol(f"{index.args[0]}*", Sort.INTEGER) for index in ranges}
    ends = {own[index]: pair for index, pair in ranges.items()}
    return _for_every(ends, _known(goal, {variable: place, **own}, facts, ends)) if ranges else TRUE


def _known(goal: Goal, there: dict[Term, Term], facts: tuple[Term, ...], ends: _Ranges) -> Term:
    earlier = substitute(goal.statement, there)
    moving = [f for f in goal.facts if not symbols(f).isdisjoint(there)]
    moving += [f for own in there for f in declared(own)]
    needed = [*(substitute(f, there) for f in moving), *conditions(earlier)]
    return disjunction(*(negation(f) for f in needed if not _follows(_for_every(ends, f), facts)), earlier)


def _for_every(ends: _Ranges, statement: Term) -> Term:
    for index, (first, last) in ends.items():
        statement = bind("every", index, first, last, statement) if index in symbols(statement) else statement
    return statement


def _ranges(goal: Goal, variable: Term) -> _Ranges:
    """The indices in the statement that are known to lie between two bounds which do not depend on each other."""
    found: _Ranges = {}
    for below in goal.facts:
        first, index = below.args if below.op == "le" else (None, None)
        if index is None or index.op != "symbol" or not index.args[1].integral or index in (variable, *found):
            continue
        if is_bound(index) or index not in symbols(goal.statement):
            continue
        for last in (f.args[1] for f in goal.facts if f.op == "le" and f.args[0] is index):
            if symbols(first).union(symbols(last)).isdisjoint((variable, index, *found)):
                found.setdefault(index, (first, last))
    return found


def _unused(name: str, terms: tuple[Term, ...]) -> Term:
    """A natural number that occurs nowhere; its name cannot be typed."""
    taken = {str(s.args[0]) for t in terms for s in symbols(t) if s.op == "symbol"}
    while (name := f"{name}'") in taken:
        pass
    return symbol(name, Sort.NATURAL)


def _place(own: Term, shift: int) -> Term:
    return add(own, number(shift)) if shift else own


def _at(goal: Goal, variable: Term, value: Term) -> Goal:
    there = {variable: value}
    return Goal(substitute(goal.statement, there), tuple(dict.fromkeys(substitute(f, there) for f in goal.facts)))


def _follows(fact: Term, facts: tuple[Term, ...]) -> bool:
    if fact.op == "every" and fact not in facts:
        index, first, last, body = fact.args
        if any(_covers(wider, fact, facts) for wider in facts if wider.op == "every"):
            return True
        further = _unused("k", (fact, *facts))
        own = add(first, further)  # counted from the first, so that no solver is needed to see that it is later
        within = (relation("ge", further, number(0)), relation("le", own, last))
        return _follows(substitute(body, {index: own}), (*facts, *within))
    if fact.op == "or":
        parts = fact.args
        return any(p in facts or follows(p, facts) for p in parts) or any(_follows(p, facts) for p in parts)
    return is_known(fact, facts)


def _covers(wider: Term, fact: Term, facts: tuple[Term, ...]) -> bool:
    """Whether one says of a range at least as wide what the other says."""
    _, first, last, body = fact.args
    index, low, high, known = wider.args
    if substitute(known, {index: fact.args[0]}) is not body:
        return False
    return is_known(relation("le", low, first), facts) and is_known(relation("le", last, high), facts)


def _is_possible(goal: Goal, variable: Term, start: int) -> bool:
    """Whether the variable is an integer that is known to be at least ``start``."""
    if variable.op != "symbol" or not variable.args[1].integral or is_bound(variable):
        return False
    lowest = {Sort.NATURAL: 0, Sort.SIZE: 1}.get(variable.args[1])
    if lowest is not None and start <= lowest:
        return True
    return _follows(relation("ge", variable, number(start)), goal.facts)


def check(goal: Goal, evidence: Induction) -> Support:
    variable, start, depth = evidence.variable, evidence.start, len(evidence.base)
    bases = [required(base(goal, variable, start, k)) for k in range(depth)]
    own = required(step(goal, variable, start, depth))
    return all_of([*zip(bases, evidence.base, strict=True), (own, evidence.step)])


def _method(evidence: Induction) -> str:
    return f"induction (base {'case' if len(evidence.base) == 1 else 'cases'} and step)"


RULE = Rule(Induction, check, _method)
