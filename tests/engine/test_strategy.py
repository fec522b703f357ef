"""What a search for a proof may spend does not depend on how many methods there are, and it comes to an end."""

from __future__ import annotations

import pytest

from derivcheck.algebra.term import ZERO, number, relation, symbol
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Prove, Prover
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy

_NEVER = float("inf")


def _goal(value: int) -> Goal:
    return Goal(relation("eq", symbol("x"), number(value)), ())


def _value(goal: Goal) -> int:
    return int(str(goal.statement.args[1].args[0]))


def _gives_up(goal: Goal, prove: Prove) -> Evidence | None:
    return None


def _is_ten(goal: Goal, prove: Prove) -> Evidence | None:
    return Vanishing() if _value(goal) == 10 else None


def _next(goal: Goal, prove: Prove) -> Evidence | None:
    return prove(_goal(_value(goal) + 1))


def _prover(name: str, cost: int, attempt: object) -> Prover:
    return Prover(name=name, cost=cost, attempt=attempt, proves=(), gives_up=(), corrupted=())  # type: ignore[arg-type]


@pytest.mark.parametrize("others", [0, 1, 30])
def test_methods_that_say_nothing_take_nothing_from_the_others(others: int) -> None:
    idle = tuple(_prover(f"idle {k}", 1, _gives_up) for k in range(others))
    provers = (*idle, _prover("ten", 3, _is_ten), _prover("next", 5, _next))
    budget = Budget(_NEVER, 8)
    assert Strategy(budget, provers).prove(_goal(3)) == Vanishing()
    assert budget.goals == 0
    with pytest.raises(OutOfTime):
        Strategy(Budget(_NEVER, 7), provers).prove(_goal(3))


def test_dear_methods_are_not_put_on_top_of_each_other_without_end() -> None:
    reached: list[int] = []

    def seen(goal: Goal, prove: Prove) -> Evidence | None:
        reached.append(_value(goal))
        return None

    dear = tuple(_prover(f"dear {k}", 50 + k, _next) for k in range(12))
    assert Strategy(Budget(_NEVER), (_prover("seen", 3, seen), *dear)).prove(_goal(0)) is None
    assert max(reached) == 3


def test_a_goal_given_up_far_down_is_tried_again_nearer_to_the_first() -> None:
    """At the end of a line of dear methods only cheap ones are left: that says nothing about the goal."""

    def lower(goal: Goal, prove: Prove) -> Evidence | None:
        return prove(_goal(_value(goal) - 1)) if _value(goal) > 0 else None

    def solves_one(goal: Goal, prove: Prove) -> Evidence | None:
        return Vanishing() if _value(goal) == 1 else None

    def detour(goal: Goal, prove: Prove) -> Evidence | None:
        return prove(_goal(1)) if _value(goal) == 4 else None

    provers = (
        *(_prover(f"lower {k}", 20 + k, lower) for k in range(4)),
        _prover("detour", 40, detour),
        _prover("one", 41, solves_one),
    )
    assert Strategy(Budget(_NEVER), provers).prove(_goal(4)) == Vanishing()


def test_the_pause_before_dear_methods_comes_once() -> None:
    pauses: list[str] = []
    provers = (_prover("cheap", 3, _gives_up), _prover("dear", 50, _next))
    strategy = Strategy(Budget(_NEVER), provers, before_dear=lambda: pauses.append("now"))
    assert strategy.prove(_goal(0)) is None
    assert pauses == ["now"]
    cheap = Strategy(Budget(_NEVER), provers[:1], before_dear=lambda: pauses.append("again"))
    assert cheap.prove(Goal(relation("eq", symbol("x"), ZERO), ())) is None
    assert pauses == ["now"]
