"""Derivations: points by steps, by milestones, and what is carried on."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

import pytest
from conftest import Grader, points

from derivcheck.grading.result import QuestionGrade

Answered = Callable[[str, str], QuestionGrade]

SHOW = """
declare: {x: real}
questions:
  - id: q
    ask: D((x + 1)**2, x) == 2*x + 2
    points: 6
    derivation: |
      D((x + 1)**2, x)
        == D(x**2 + 2*x + 1, x)
        == 2*x + 2
"""
BOUND = """
declare: {x: real, y: real}
questions:
  - {id: q, ask: "x**2 + y**2 >= 2*x*y", points: 4}
"""
CHAIN = """
declare: {x: real, r: positive}
questions:
  - {id: a, ask: "D(x**2, x)", answer: 2*x, points: 2, as: g}
  - {id: b, ask: x - r*g, answer: x - 2*r*x, points: 2, depends_on: a, as: h}
  - {id: c, ask: h**2, answer: "(1 - 2*r)**2*x**2", points: 2, depends_on: b}
"""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("D((x + 1)**2, x)\n== D(x**2 + 2*x + 1, x)\n== 2*x + 2", "6"),
        ("D((x + 1)**2, x)\n== 2*(x + 1)\n== 2*x + 2", "6"),
        ("2*x + 2\n== 2*(x + 1)\n== D((x + 1)**2, x)", "6"),
        ("D((x + 1)**2, x) == 2*x + 2", "6"),
        ("D((x + 1)**2, x)\n== D(x**2 + x + 1, x)\n== 2*x + 1", "3"),  # the consequence is right
        ("D((x + 1)**2, x)\n== x\n== 5", "0"),
        ("D((x + 1)**2, x) == D((x + 1)**2, x)", "0"),
        ("2*(x + 1)\n== 2*x + 2", "3"),  # the step from the question is left out
        ("1 == 1", "0"),
        ("(1) x + x == 2*x\n(2) D((x + 1)**2, x) == 2*x + 2", "6"),
        ("(1) x + x == 2*x", "0"),  # true, and leads nowhere
        ("(1) 3*x + x == 4*x\n(2) 1 + 1 == 2\n(3) D((x + 1)**2, x) == 2*x", "0"),
        ("(1) D(x**2, x) == 2*x\n(2) D((x + 1)**2, x) == 2*x", "2"),
        ("D((x + 1)**2, x)\n== 5\n== 2 + 3\n== 5\n== 2 + 3\n== 5", "0"),
        ("D((x + 1)**2, x)\n== D((x + 1)**2, x) + 1 - 1\n== D((x + 1)**2, x)\n== 7", "0"),
        ("D((x + 1)**2, x)\n== 2*x + 1\n== x + x + 1\n== x + 1 + x\n== (x + 1) + x", "3"),
        ("D((x + 1)**2, x)\n== 5\n== 2 + 3\n== 1 + 4\n== 1 + 3 + 1\n== 10/2", "3"),  # never nearly all
    ],
)
def test_points_by_steps(answered: Answered, answer: str, expected: str) -> None:
    found = answered(SHOW, answer)
    assert (found.points, found.pending) == (Fraction(expected), 0), found


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("x**2 + y**2 >= 2*x*y", "4"),
        ("2*x*y <= x**2 + y**2", "4"),
        ("x**2 + y**2 - 2*x*y\n== (x - y)**2\n>= 0", "4"),
        ("0\n<= (x - y)**2\n== x**2 + y**2 - 2*y*x", "4"),
        ("(x - y)**2 >= 0\n<=> x**2 + y**2 >= 2*x*y", "4"),
        ("(x - y)**2 >= 0\n=> x**2 - 2*x*y + y**2 >= 0\n=> 2*x*y <= x**2 + y**2", "4"),
        ("x**2 + y**2 >= 2*x*y\n<=> (x - y)**2 >= 0", "4"),
        ("(1) (x - y)**2 >= 0\n(2) x**2 + y**2 - 2*x*y >= 0   # from (1)", "4"),
        ("x**2 + y**2\n== (x - y)**2 + 2*x*y\n>= 2*x*y\n>= 2*x*y - 1", "4"),  # it goes on
        ("2*x*y >= x**2 + y**2", "0"),
        ("(x - y)**2 > 0\n=> x**2 + y**2 >= 2*x*y", "2"),  # begins with what does not hold
        ("x**2 + y**2 >= 2*x*y\n=> (x - y)**2 >= 0", "2"),  # the wrong way round
        ("1 == 1", "0"),
        ("x - x == 0", "0"),  # nothing to do with it
        ("sin(x)**2 + cos(x)**2\n== 1\n== 3 - 2", "0"),
        ("x > 0\n=> x + 1 > 1", "0"),
    ],
)
def test_inequalities(answered: Answered, answer: str, expected: str) -> None:
    found = answered(BOUND, answer)
    assert (found.points, found.pending) == (Fraction(expected), 0), found


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("D((x + 1)**2, x)\n== 2*(x + 1)\n== 2*x + 2\n== 2*x + 4 - 2", "6"),  # goes on after it is there
        ("D((x + 1)**2, x) - (2*x + 2)\n== 2*(x + 1) - 2*x - 2\n== 0", "6"),
        ("(1) D((x + 1)**2, x) - 2*x - 2 == 0", "6"),
        ("x - x == 0", "0"),
        ("D((x + 2)**2, x)\n== 2*(x + 2)\n== 2*x + 4", "3"),  # miscopied
    ],
)
def test_equations_in_another_shape(answered: Answered, answer: str, expected: str) -> None:
    assert answered(SHOW, answer).points == Fraction(expected)


EITHER = 'declare: {x: real}\nquestions: [{id: q, ask: "x**2 > 0 or x == 0", points: 4}]\n'
IMPLIED = """
declare: {x: real}
questions:
  - {id: q, ask: "x > 1 => x**2 > 1", points: 4}
"""


@pytest.mark.parametrize(
    ("question", "answer", "status"),
    [
        (IMPLIED, "x > 1 => x**2 > 1", "right"),
        (IMPLIED, "x > 1 => x*x>1   # as 1 > 0", "review"),
        (EITHER, "x**2 > 0 or x == 0", "right"),
        (IMPLIED, "x > 1 => x**2 > 2", "wrong"),
        (IMPLIED, "1 == 1 and 2 == 2", "form"),
        (BOUND, "(1) x + x == 2*x", "form"),  # true, and nothing to do with it
        (BOUND, "(1) x*y == y*x\n(2) 1 + 1 == 2", "form"),
        (BOUND, "(1) (x - y)**2 >= 0", "review"),
        (BOUND, "(1) x**2 + y**2 - 2*x*y == (x - y)**2\n(2) (x - y)**2 >= 0", "review"),
    ],
)
def test_statements_alone(answered: Answered, question: str, answer: str, status: str) -> None:
    found = answered(question, answer)
    assert found.status == status, found
    assert found.points == (4 if status == "right" else 0)


@pytest.mark.parametrize("answer", ["x**2 + y**2 >= -1", "x**2 + y**2\n== (x - y)**2 + 2*x*y"])
def test_what_may_show_it_is_for_a_person(answered: Answered, answer: str) -> None:
    found = answered(BOUND, answer)
    assert (found.status, found.points, found.pending) == ("review", 0, 4)


def test_no_steps_are_required_unless_they_are(answered: Answered) -> None:
    stricter = SHOW.replace("points: 6", "points: 6\n    required_steps: 2")
    found = answered(stricter, "D((x + 1)**2, x) == 2*x + 2")
    assert found.status == "partial"
    assert answered(stricter, "D((x + 1)**2, x)\n== 2*(x + 1)\n== 2*x + 2").status == "right"


PRODUCT = """
declare: {x: real, a: real}
questions:
  - {id: q, ask: "D(a*x*exp(x), x)", answer: a*(1 + x)*exp(x), points: 6, partial: steps}
"""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("D(a*x*exp(x), x)\n== a*D(x*exp(x), x)\n== a*(exp(x) + x*exp(x))", "6"),
        ("D(a*x*exp(x), x)\n== a*D(x*exp(x), x)\n== a*(exp(x) - x*exp(x))", "3"),
        ("D(a*x*exp(x), x)\n== D(a*x, x)*exp(x) + a*x*exp(x)\n== a*exp(x) - a*x*exp(x)", "3"),  # the product rule
        ("D(a*x*exp(x), x)\n== D(a*x*exp(x), x) + 1 - 1\n== a*exp(x)", "0"),
        ("D(a*x*exp(x), x)\n== x*D(a*x*exp(x), x)/x\n== a*exp(x)", "0"),
    ],
)
def test_a_rule_applied_is_a_step_and_padding_is_none(answered: Answered, answer: str, expected: str) -> None:
    found = answered(PRODUCT, answer)
    assert (found.points, found.pending) == (Fraction(expected), 0), found


def test_hypotheses_that_may_be_stated_are_known_in_any_spacing(graded: Grader) -> None:
    assignment = """
declare: {x: real}
questions:
  - {id: q, ask: "D(x**2, x)", answer: 2*x, may_assume: [x > 0]}
"""
    for given, status in (("x>0", "right"), (" x  > 0 ", "right"), ("x >= 0", "review"), ("x == 0", "review")):
        found = graded(assignment, f"answers: {{q: {{answer: 2*sqrt(x)**2, given: ['{given}']}}}}")
        assert found.questions[0].status == status, given


def test_a_lemma_is_a_step(answered: Answered) -> None:
    stricter = SHOW.replace("points: 6", "points: 6\n    required_steps: 2")
    assert answered(stricter, "(1) 3*x + x == 4*x\n(2) D((x + 1)**2, x) == 2*x + 2").status == "right"


def test_steps_that_are_too_large(answered: Answered) -> None:
    stricter = SHOW.replace("points: 6", "points: 6\n    max_step: 5")
    assert answered(stricter, "D((x + 1)**2, x)\n== 2*(x + 1)\n== 2*x + 2").status == "right"
    found = answered(stricter, "D((x + 1)**2, x)\n== (x + 1)*2 + x - x + x*x - x*x\n== 2*x + 2")
    assert found.points < 6
    assert any(step.status == "large" for step in found.steps)


def test_milestones(answered: Answered) -> None:
    reached = SHOW.replace("points: 6", "points: 6\n    milestones: [{title: no D, points: 4, without: D}]")
    assert answered(reached, "D((x + 1)**2, x)\n== 2*(x + 1)\n== 2*x + 1").points == 4
    assert answered(reached, "D((x + 1)**2, x)\n== D((x + 1)**2, x) + 1 - 1\n== 2*x + 1").points == 0
    assert answered(reached, "D((x + 1)**2, x)\n== 2*(x + 1)\n== 2*x + 2").points == 6


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("2*(x + 1)\n== 2*x + 2", "0"),  # what the question says itself
        ("2*x + 2\n== 2*(x + 1)", "0"),
        ("2*x + 2\n== 2*(x + 1)\n== D((x + 1)**2, x)", "6"),
        ("2*D(x + 1, x)*(x + 1)\n== 2*(x + 1)", "4"),
    ],
)
def test_a_milestone_is_no_side_of_the_question(answered: Answered, answer: str, expected: str) -> None:
    reached = SHOW.replace("points: 6", "points: 6\n    milestones: [{title: no D, points: 4, without: D}]")
    assert answered(reached, answer).points == Fraction(expected)


def test_a_milestone_that_is_shown(answered: Answered) -> None:
    shown = SHOW.replace("points: 6", 'points: 6\n    milestones: [{title: x, points: 2, show: "D(x**2, x) == 2*x"}]')
    assert answered(shown, "(1) D(x**2, x) == x + x\n(2) D((x + 1)**2, x) == 2*x").points == 2
    assert answered(shown, "(1) D(x**2, x) == D(x**2, x) + x - x\n(2) D((x + 1)**2, x) == 2*x").points == 0


@pytest.mark.parametrize(
    ("a", "b", "c", "expected"),
    [
        ("2*x", "x - 2*r*x", "(1 - 2*r)**2*x**2", "2 2 2"),
        ("x", "x - r*x", "(1 - r)**2*x**2", "0 2 2"),
        ("x", "x - 2*r*x", "(1 - 2*r)**2*x**2", "0 2 2"),  # right although a was wrong
        ("x", "x - r", "(x - r)**2", "0 0 2"),
        ("x", "x - r", "(1 - 3*r)**2*x**2", "0 0 0"),
        ("x^2", "x - r*x", "1", "0 0 0"),
        ("D(x**2, x)\n== D(x, x)*x\n== x", "x - r*x", "(1 - r)**2*x**2", "0 2 2"),  # a derivation is carried, too
        ("let a = x\nD(x**2, x)\n== a", "x - r*x", "(1 - r)**2*x**2", "0 2 2"),
        ("2*x", "x - r*g*2/2", "h*h", "2 0 0"),  # nothing was put in
        ("D(x**2, x)", "x - r*D(x**2, x)", "1", "0 0 0"),
    ],
)
def test_carried_forward(graded: Grader, a: str, b: str, c: str, expected: str) -> None:
    answers = "".join(f"  {name}: {json.dumps(text)}\n" for name, text in (("a", a), ("b", b), ("c", c)))
    found = graded(CHAIN, f"answers:\n{answers}")
    assert " ".join(points(found).values()) == expected
