"""What a rule is: a kind of evidence, and how the kernel checks it. One file each in `derivcheck/engine/rules`.

Rules are trusted: they derive from goal and evidence what has to be shown, and take nothing that the evidence says for
granted. Everything comes down to trusted procedures: normal form, signs, enclosures, a solver's unsat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from derivcheck.algebra import domain
from derivcheck.algebra.normal_form.answers import Answer, holds, vanishes
from derivcheck.algebra.term import Sort, Term, relation, substitute, symbol, symbols
from derivcheck.engine.discovery import found_in
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.result import TrustName

_RANK: dict[TrustName, int] = {"exact": 0, "solver": 1, "cas": 2}


class Rejected(Exception):
    """The evidence does not prove the goal."""


class NotApplicable(Exception):
    """A method says nothing about this goal."""


class Support(NamedTuple):
    """How far a proof is to be trusted, and whether it is about any point at all."""

    trust: TrustName
    substantial: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of evidence and its check.

    ``check``: what the evidence proves of the goal; raises Rejected if nothing. ``method``: what reports call it,
    nothing for what needs no word. ``splits``: its parts are cases, which reports count.
    """

    kind: type[Evidence]
    check: Callable[[Goal, Any], Support]
    method: str | Callable[[Any], str] = ""
    splits: bool = False


@cache
def all_rules() -> dict[type[Evidence], Rule]:
    """Every rule of the package, by its kind of evidence."""
    return {own.kind: own for own in found_in("derivcheck.engine.rules", "RULE")}


def support(goal: Goal, evidence: Evidence) -> Support:
    """What the evidence proves of the goal. Raises Rejected if nothing."""
    rule = all_rules().get(type(evidence))
    if rule is None:
        raise Rejected("not a kind of evidence")
    return rule.check(goal, evidence)


def all_of(obligations: Sequence[tuple[Goal, Evidence]]) -> Support:
    """What follows when every one of the goals is proved by its evidence."""
    return joined([support(goal, part) for goal, part in obligations])


def all_obligations(asked: Callable[[], Sequence[Goal]], parts: Sequence[Evidence]) -> Support:
    """What follows when each of the obligations, which may turn out NotApplicable, has its evidence."""
    try:
        goals = asked()
    except NotApplicable as reason:
        raise Rejected(str(reason)) from None
    if len(goals) != len(parts):
        raise Rejected("not every obligation has its evidence")
    return all_of(list(zip(goals, parts, strict=True)))


def joined(supports: Sequence[Support]) -> Support:
    """A proof is as good as its weakest part, and about a point if a part is."""
    return Support(weakest(supports), any(s.substantial for s in supports))


def weakest(supports: Sequence[Support]) -> TrustName:
    return max((s.trust for s in supports), key=_RANK.__getitem__)


def decided(goal: Goal) -> Support:
    """The normal form proves the goal, without further cases. Raises Rejected."""
    if goal.statement.op == "eq":
        answer = vanishes(difference(goal), goal.facts)
    else:
        answer = holds(goal.statement, goal.facts)
    if not isinstance(answer, Answer):
        raise Rejected("more cases have to be distinguished")
    if answer.state not in ("zero", "vacuous"):
        raise Rejected(answer.reason or "the normal form is not zero")
    return Support("solver" if answer.solver else "exact", answer.state == "zero")


def is_decided(goal: Goal) -> bool:
    """Whether the normal form proves it, without further cases."""
    try:
        decided(goal)
    except Rejected:
        return False
    return True


def is_seen(goal: Goal) -> bool:
    """Whether the normal form proves it, and not because the facts cannot hold or nothing is defined."""
    try:
        return decided(goal).substantial
    except Rejected:
        return False


def require_form(goal: Goal, op: str) -> None:
    if goal.statement.op != op:
        raise Rejected(f"the goal is not of the form {op}")


def require_defined(goal: Goal, term: Term) -> None:
    """A term that evidence brings in must be defined wherever the goal is, or it would hide points."""
    for condition in domain.conditions(term):
        if condition not in goal.facts:
            asked = goal.about(condition)
            decided(generic(asked) if condition.op == "every" else asked)


def generic(goal: Goal) -> Goal:
    """From "for every index": the condition at one index of which only its range is known."""
    index, first, last, body = goal.statement.args
    taken = {s for t in (goal.statement, *goal.facts) for s in symbols(t)}
    own = next(s for s in (symbol(f"any#{k}", Sort.INTEGER) for k in range(len(taken) + 1)) if s not in taken)
    inside = (relation("le", first, own), relation("le", own, last))
    return goal.assuming(*inside).about(substitute(body, {index: own}))


def required(goal: Goal | None) -> Goal:
    """The goal, where the recipe fits. Raises Rejected."""
    if goal is None:
        raise Rejected("the recipe does not fit the goal")
    return goal
