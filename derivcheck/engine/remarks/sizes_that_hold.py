"""Of a refuted claim: the sizes, smaller than those of its counterexample, for which it holds all the same."""

from __future__ import annotations

from itertools import islice

from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.term import Sort, number, relation, substitute, symbol
from derivcheck.engine.goal import Goal, difference, questions
from derivcheck.engine.tensors.variables import Unsupported, entry_symbol
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.search import points
from derivcheck.evaluation.witness import refutes
from derivcheck.language.core import Claim, Kind, Symbol, Type

_MOST_SIZES = 2
_LARGEST = 2
_MOST_SPLITS = 2
#: How many points are drawn, and at how many of them that have the size the claim is evaluated before it is asked for.
_DRAWN, _EVALUATED = 16, 2


def sizes_that_hold(claim: Claim, counterexample: Instance) -> tuple[str, ...]:
    """As remarks. An equation is asked for by its normal form alone: what that does not see is not worth the time."""
    sizes = [s for s in claim.symbols if isinstance(s.type, Type) and s.type.kind is Kind.SIZE and s.axis is None]
    found = []
    for size in sizes[:_MOST_SIZES]:
        smaller = range(1, min(counterexample.sizes.get(size.name, 1), _LARGEST + 1))
        held = [f"{size.name} = {value}" for value in smaller if _holds(claim, size, value)]
        found += [f"holds for {' and '.join(held)}"] if held else []
    return tuple(found)


def _holds(claim: Claim, size: Symbol, value: int) -> bool:
    if _fails(claim, size, value):
        return False
    try:
        asked = [_at(q.goal, size, value) for q in questions(claim, claim.statement)]
    except Unsupported:
        return False
    return bool(asked) and all(_is_zero(goal) for goal in asked)


def _fails(claim: Claim, size: Symbol, value: int) -> bool:
    """Whether it is refuted at one of a few points with that size, which takes less time than to ask for a proof."""
    there = (p for p in points(claim, _DRAWN) if p.sizes.get(size.name) == value)
    return any(refutes(claim, p) is not None for p in islice(there, _EVALUATED))


def _at(goal: Goal, size: Symbol, value: int) -> Goal:
    values = {entry_symbol(size): number(value)}
    facts = tuple(substitute(fact, values) for fact in goal.facts)
    return _with_forced(Goal(substitute(goal.statement, values), facts))


def _with_forced(goal: Goal) -> Goal:
    """With an equation for every index whose range has only one value."""
    facts = set(goal.facts)
    upper = (f for f in goal.facts if f.op == "le" and f.args[0].op == "symbol")
    forced = [f for f in upper if relation("le", *reversed(f.args)) in facts]
    return goal.assuming(*(relation("eq", *f.args) for f in forced))


def _is_zero(goal: Goal, depth: int = 0) -> bool:
    if goal.statement.op == "every":
        index, first, last, body = goal.statement.args
        own = symbol(f"any#{depth}", Sort.INTEGER)
        within = goal.assuming(relation("le", first, own), relation("le", own, last))
        return _is_zero(_with_forced(within).about(substitute(body, {index: own})), depth + 1)
    return goal.statement.op == "eq" and _states(goal, _MOST_SPLITS) - {"vacuous"} == {"zero"}


def _states(goal: Goal, splits: int) -> set[str]:
    """What the normal form answers, case by case."""
    answer = vanishes(difference(goal), goal.facts, solver=False)
    if isinstance(answer, Answer):
        return {answer.state}
    return {s for case in answer.facts for s in _states(goal.assuming(case), splits - 1)} if splits else {"open"}
