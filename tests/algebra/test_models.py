"""Points that spare the solver a question: at none of them may what the solver proves be false."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from algebra_claims import all_questions
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.normal_form import learning
from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.signs import solver

_DECLARE = ("x, y: real", "p: positive", "q: nonnegative", "n: size", "t: nonzero")
_PIECES = (
    "x", "y", "p", "q", "n", "t", "x*y", "x**2", "p*q", "exp(x)", "sqrt(p)", "cos(x)", "floor(x)", "log(2)", "pi", "1",
    "2", "Abs(y)", "x**3", "tanh(x)", "1/p",
)  # fmt: skip
_sides = st.lists(st.tuples(st.integers(-3, 3), st.sampled_from(_PIECES)), min_size=1, max_size=3).map(
    lambda parts: " + ".join(f"{c}*{piece}" for c, piece in parts)
)
_relations = st.tuples(_sides, st.sampled_from(("<", "<=", ">", ">=", "!=")), _sides).map(" ".join)
_facts = st.lists(st.one_of(_relations, st.tuples(_relations, _relations).map(" or ".join)), max_size=3)


def _asked(statement: str, given_: Sequence[str]) -> object:
    learning.LEARNT.kept.clear()
    goal = all_questions(statement, *_DECLARE, given=given_)[-1].goal
    return holds.__wrapped__(goal.statement, goal.facts)


@settings(deadline=None, max_examples=60)
@given(_relations, _facts)
def test_answers_are_those_of_the_solver(statement: str, facts: list[str]) -> None:
    found = _asked(statement, facts)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(solver, "has_model", lambda *arguments: False)
        assert _asked(statement, facts) == found


def test_most_questions_need_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "_tactic", lambda: pytest.fail("the solver was asked"))
    for facts in ([], ["x < y"], ["x + y > p", "p < 1"], ["x > 1 or y > 1"]):
        answer = _asked("x**2 > x*y - p", facts)
        assert not isinstance(answer, Answer) or answer.state != "zero"


@pytest.mark.parametrize(("statement", "facts"), [("x*y > 0", ["x > 0", "y > 0"]), ("x > y", ["x - y > p*q"])])
def test_what_holds_is_proved(statement: str, facts: list[str]) -> None:
    answer = _asked(statement, facts)
    assert isinstance(answer, Answer)
    assert answer.state == "zero"
