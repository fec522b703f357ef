"""Growth: cost and bound factor by factor."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.term import Term, make, mul, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rejected, Rule, Support, all_of


@dataclass(frozen=True, slots=True)
class Factors(Evidence):
    """Factors that share nothing that grows: each group of the cost's stays below that of the bound's."""

    parts: tuple[Evidence, ...]


def factors(goal: Goal) -> tuple[Goal, ...]:
    """The growth of each group of factors; nothing if there is only one.

    What holds for each with some constant and from some place on holds for the products with the product of the
    constants, from the last of the places on. Factors in which nothing grows go with the first group.
    """
    if goal.statement.op != "growth":
        return ()
    cost, bound, grown = goal.statement.args
    groups = _groups([*_factors(cost), *_factors(bound)], grown.args)
    if len(groups) < 2:
        return ()
    found = []
    for number, group in enumerate(groups):
        sides = (mul(*(f for f in _factors(side) if _belongs(f, group, grown.args, number))) for side in (cost, bound))
        found.append(goal.about(make("growth", *sides, make("tuple", *(v for v in grown.args if v in group)))))
    return tuple(found)


def _factors(term: Term) -> list[Term]:
    return [f for a in term.args for f in _factors(a)] if term.op == "mul" else [term]


def _belongs(factor: Term, group: set[Term], grown: tuple[Term, ...], number: int) -> bool:
    own = symbols(factor).intersection(grown)
    return bool(own & group) if own else number == 0


def _groups(parts: list[Term], grown: tuple[Term, ...]) -> list[set[Term]]:
    """What grows, in groups: together are those that occur in one factor."""
    groups: list[set[Term]] = [{v} for v in grown]
    for part in parts:
        own = symbols(part).intersection(grown)
        joined = [g for g in groups if g & own]
        if len(joined) > 1:
            groups = [*(g for g in groups if not g & own), set().union(*joined)]
    return groups


def check(goal: Goal, evidence: Factors) -> Support:
    asked = factors(goal)
    if not asked or len(asked) != len(evidence.parts):
        raise Rejected("the factors do not fall into groups")
    return all_of(list(zip(asked, evidence.parts, strict=True)))


RULE = Rule(Factors, check, "growth factor by factor")
