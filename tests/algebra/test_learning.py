"""What was learnt from facts and is kept says for other terms what it would say if it were learnt anew."""

from __future__ import annotations

from functools import partial
from types import MethodType
from typing import Any

import pytest
from algebra_claims import all_questions, term
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.algebra.normal_form import learning
from derivcheck.algebra.normal_form.answers import holds, vanishes
from derivcheck.algebra.normal_form.field import Kernel
from derivcheck.algebra.normal_form.normaliser import Normaliser
from derivcheck.algebra.normal_form.plan import Plan
from derivcheck.algebra.normal_form.state import State, copied
from derivcheck.algebra.normal_form.table import Table
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import ZERO, Term, relation, sub

_DECLARE = ("x, y: real", "p: positive", "n: size", "i, j, k: index(n)", "z: real[n]", "A, B: real[n, n]")
_GIVEN = ("x > y", "y**2 + p == 1", "Sum(z[k], k) == 1", "A @ B == eye(n)", "x*y > 0 or p > 2", "B == B.T")
_STATEMENTS = (
    "x - y > 0",
    "Abs(x - y) == x - y",
    "sqrt(y**2) == Abs(y)",
    "exp(x/2)*exp(x/3) == exp(5*x/6)",
    "exp(x/5)**5 == exp(x)",
    "2*Sum(z[k], k) == 2",
    "Sum(x*z[k], k) == x",
    "p == (1 - y)*(1 + y)",
    "p <= 1",
    "sqrt(p)**3 == p*sqrt(p)",
    "log(p**2) == 2*log(p)",
    "cos(x)**2 + sin(x)**2 == 1",
    "Sum(A[i, k]*B[k, j], k) == delta(i, j)",
    "B[i, j] == B[j, i]",
    "inv(A @ A)[i, j] == (inv(A) @ inv(A))[i, j]",
    "x > 0",
    "1/(exp(x) + exp(y) + exp(p) + 1) > 0",
    "Sum(z[k]**2, k) >= 0",
)


def _goals() -> list[tuple[Term, tuple[Term, ...]]]:
    asked = [all_questions(text, *_DECLARE, given=_GIVEN)[-1].goal for text in _STATEMENTS]
    return [(goal.statement, goal.facts) for goal in asked]


_GOALS = _goals()
_FACTS = max((facts for _, facts in _GOALS), key=len)


def _answer(statement: Term, facts: tuple[Term, ...] = _FACTS, solver: bool = True) -> Any:
    if statement.op == "eq":
        return vanishes.__wrapped__(sub(*statement.args), facts, solver)
    return holds.__wrapped__(statement, facts, solver)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from([statement for statement, _ in _GOALS]), min_size=2, max_size=6))
def test_answers_do_not_depend_on_what_was_asked_before(statements: list[Term]) -> None:
    alone = []
    for statement in statements:
        learning.LEARNT.kept.clear()
        alone.append(_answer(statement))
    learning.LEARNT.kept.clear()
    assert [_answer(statement) for statement in statements] == alone


_QUESTIONS = st.tuples(
    st.sampled_from([statement for statement, _ in _GOALS]),
    st.integers(0, len(_FACTS)).map(lambda count: _FACTS[:count]),
    st.booleans(),
)


@settings(deadline=None, max_examples=30)
@given(st.lists(_QUESTIONS, min_size=2, max_size=8))
def test_answers_do_not_depend_on_what_was_learnt_before(asked: list[tuple[Term, tuple[Term, ...], bool]]) -> None:
    """Of fewer facts or more, with a solver or without one."""
    alone = []
    for question in asked:
        learning.LEARNT.kept.clear()
        alone.append(_answer(*question))
    learning.LEARNT.kept.clear()
    assert [_answer(*question) for question in asked] == alone


def test_further_facts_are_learnt_after_those_that_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    learning.LEARNT.kept.clear()
    declared = ("x: real", "y: positive", "z: nonzero")
    facts = tuple(all_questions("x > 0", *declared, given=("x > 1", "y > x"))[-1].given)
    learning.attempt(facts, Oracle(), ())
    learnt: list[tuple[Term, ...]] = []
    learn = Normaliser.learn
    monkeypatch.setattr(Normaliser, "learn", lambda self, own: (learnt.append(own), learn(self, own))[1])
    further = term("z", *declared)
    learning.attempt((*facts, relation("gt", further, ZERO)), Oracle(), ())
    assert learnt == [(relation("gt", further, ZERO),)]


def test_facts_that_had_to_wait_are_learnt_again_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """In which order they are used may decide whether the solver is needed."""
    learning.LEARNT.kept.clear()
    declared = ("x: real", "c: positive")
    facts = tuple(all_questions("x > 0", *declared, given=("Abs(x) > c", "x > 0", "c > 1"))[-1].given)
    known = next(count for count in range(len(facts)) if "Abs" in str(facts[count])) + 2
    assert learning.attempt(facts[:known], Oracle(), ()).has_waited
    learnt: list[tuple[Term, ...]] = []
    learn = Normaliser.learn
    monkeypatch.setattr(Normaliser, "learn", lambda self, own: (learnt.append(own), learn(self, own))[1])
    learning.attempt(facts, Oracle(), ())
    assert learnt == [facts]


def test_whether_the_solver_may_be_asked_matters_only_if_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    learning.LEARNT.kept.clear()
    facts = tuple(all_questions("x > 0", "x: real", given=("x > 1",))[-1].given)
    learning.attempt(facts, Oracle(False), ())
    with monkeypatch.context() as patched:
        patched.setattr(Normaliser, "learn", lambda self, own: pytest.fail("learnt again"))
        assert learning.attempt(facts, Oracle(), ()).knowledge.oracle.allowed


def test_facts_are_learnt_once(monkeypatch: pytest.MonkeyPatch) -> None:
    learning.LEARNT.kept.clear()
    normaliser = learning.attempt(_FACTS, Oracle(), (term("x*y", *_DECLARE),))
    monkeypatch.setattr(Normaliser, "learn", lambda self, facts: pytest.fail("learnt again"))
    again = learning.attempt(_FACTS, Oracle(), (term("y*p", *_DECLARE),))
    assert again.knowledge.facts == normaliser.knowledge.facts


def _reached(value: Any, found: dict[int, Any]) -> None:
    """All that may change and that a state holds on to."""
    if id(value) in found:
        return
    match value:
        case State() | Plan() | Oracle():
            found[id(value)] = value
            names = vars(value) if hasattr(value, "__dict__") else value.__slots__
            for name in names:
                _reached(getattr(value, name), found)
        case MethodType():
            _reached(value.__self__, found)
        case partial():
            for part in value.args:
                _reached(part, found)
        case dict():
            found[id(value)] = value
            for part in value.values():
                _reached(part, found)
        case list() | set():
            found[id(value)] = value
            for part in value:
                _reached(part, found)
        case Table():
            found[id(value)] = value
            _reached(value._places, found)
        case tuple():
            for part in value:
                _reached(part, found)
        case Term() | Kernel():
            pass
        case _ if callable(value):
            assert not getattr(value, "__closure__", None), "a function that closes over something cannot be copied"


def test_a_copy_shares_nothing_that_changes() -> None:
    oracle, plan = Oracle(), Plan(48)
    normaliser = learning.LEARNT.normaliser(_FACTS, oracle, plan)
    other = Oracle().take_over(oracle), Plan(48).take_over(plan)
    copy = copied(normaliser, {id(oracle): other[0], id(plan): other[1]})
    mine: dict[int, Any] = {}
    others: dict[int, Any] = {}
    _reached(normaliser, mine)
    _reached(copy, others)
    assert len(mine) == len(others) > 30
    assert not mine.keys() & others.keys()
    for text in ("exp(x)", "x*y**2 + 3*z[k]", "Sum(z[k]**2, k)"):
        copy.of(term(text, *_DECLARE))
    assert len(copy.field.kernels) > len(normaliser.field.kernels)
