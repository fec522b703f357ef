"""Right derivations that take another way than the question's own sides, and nonsense that looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derivcheck.grading.result import QuestionGrade

Answered = Callable[[str, str], QuestionGrade]

EQUATION = 'declare: {x: real}\nquestions: [{id: q, ask: "D(x**3 + 1, x) == 3*x**2", points: 6}]\n'
MEANS = 'declare: {"a, b": positive}\nquestions: [{id: q, ask: "(a + b)/2 >= sqrt(a*b)", points: 6}]\n'
POSITIVE = 'declare: {x: real}\nquestions: [{id: q, ask: "exp(x) > 0", points: 6}]\n'
IMPLIED = 'declare: {x: real}\nquestions: [{id: q, ask: "x > 2 => x**2 > 4", points: 6}]\n'
VALUE = 'declare: {x: real}\nquestions: [{id: q, ask: "D(x**3, x)", answer: 3*x**2, points: 6}]\n'


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (EQUATION, "D(x**3 + 1, x) - 3*x**2\n  == 3*x**2 - 3*x**2\n  == 0"),
        (EQUATION, "0\n  == 3*x**2 - 3*x**2\n  == 3*x**2 - D(x**3 + 1, x)"),
        (MEANS, "a - 2*sqrt(a*b) + b\n  == (sqrt(a) - sqrt(b))**2\n  >= 0"),
        (MEANS, "0\n  <= (sqrt(a) - sqrt(b))**2/2\n  == (a + b)/2 - sqrt(a*b)"),
        (MEANS, "sqrt(a*b)\n  <= sqrt(a*b) + (sqrt(a) - sqrt(b))**2/2\n  == (a + b)/2"),
        (POSITIVE, "0\n  < exp(x/2)**2\n  == exp(x)"),
        (IMPLIED, "x > 2\n  => x*x > 2*x\n  => x**2 > 4"),
    ],
)
def test_another_arrangement_is_right(answered: Answered, question: str, answer: str) -> None:
    found = answered(question, answer)
    assert (found.status, found.points) == ("right", 6), found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (EQUATION, "D(x**3 + 1, x)/(3*x**2)\n  == 3*x**2/(3*x**2)\n  == 1"),
        (MEANS, "(a + b)**2/4 - a*b\n  == (a - b)**2/4\n  >= 0"),
    ],
)
def test_what_may_show_it_is_left_to_a_person(answered: Answered, question: str, answer: str) -> None:
    found = answered(question, answer)
    assert (found.status, found.points, found.pending) == ("review", 0, 6), found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (EQUATION, "0\n  == 1 - 1\n  == 2 - 2\n  == 3 - 3"),
        (MEANS, "0\n  <= 1\n  <= 2\n  <= 3"),
        (POSITIVE, "1\n  >= 0"),
        (POSITIVE, "x**2\n  >= 0"),
        (VALUE, "0\n  == 1 - 1\n  == 2 - 2\n  == 3 - 3"),
    ],
)
def test_true_steps_about_something_else_win_nothing(answered: Answered, question: str, answer: str) -> None:
    found = answered(question, answer)
    assert (found.status, found.points, found.pending) == ("wrong", 0, 0), found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (MEANS, "sqrt(a*b) - (a + b)/2\n  == -(sqrt(a) - sqrt(b))**2/2\n  >= 0"),
        (IMPLIED, "x > 2\n  => x > 3\n  => x**2 > 9\n  => x**2 > 4"),
        (IMPLIED, "x > 2\n  => x*x > 3*x\n  => x**2 > 4"),
        (EQUATION, "D(x**3 + 1, x) - 3*x**2\n  == 3*x**2 - 3*x**2\n  == 1"),
    ],
)
def test_a_wrong_step_stays_wrong(answered: Answered, question: str, answer: str) -> None:
    found = answered(question, answer)
    assert found.status in ("wrong", "partial"), found
    assert found.points < 6
    assert found.pending == 0
