"""Single answers: what is an answer, what is right, what a person has to look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derivcheck.grading.result import QuestionGrade

Answered = Callable[[str, str], QuestionGrade]

DERIVATIVE = """
declare: {x: real}
define: {hidden: "D(x**2, x)", square: "x**2"}
questions:
  - {id: q, ask: "D(x**3, x)", answer: 3*x**2, points: 2}
"""
SUM = """
declare: {n: size}
define: {S: "Sum(i, (i, 1, n))"}
questions:
  - {id: q, ask: "Sum(i, (i, 1, n))", answer: n*(n + 1)/2, points: 2}
"""
RELU = """
declare: {x: real, "i, k": index(3)}
questions:
  - {id: q, ask: relu(x), answer: "Max(0, x)", points: 2}
"""
FORM = """
declare: {x: real, y: real}
define: {s: "exp(x)"}
questions:
  - {id: q, ask: "D(s*y, x)", answer: s*y, points: 2, in_terms_of: "s, y", without: exp}
"""


ALGEBRA = """
declare: {x: real, y: real}
questions:
  - {id: q, ask: "(x + y)**2", answer: x**2 + 2*x*y + y**2, points: 2}
"""


@pytest.mark.parametrize(
    ("question", "answer", "status"),
    [
        (DERIVATIVE, "3*x**2", "right"),
        (DERIVATIVE, "x*(x + x + x)", "right"),
        (DERIVATIVE, "3*x**3/x", "right"),  # not defined at a single point
        (DERIVATIVE, "3*x**2 + 0*log(x)", "review"),  # not defined on half of the line
        (DERIVATIVE, "3*square", "right"),
        (DERIVATIVE, "3*x", "wrong"),
        (DERIVATIVE, "D(x**3, x)", "form"),
        (DERIVATIVE, "D(x**3, x) + 0", "form"),
        (DERIVATIVE, "x*D(x**3, x)/x", "form"),
        (DERIVATIVE, "3*x*hidden/2", "form"),
        (DERIVATIVE, "grad(x**3, x)", "form"),
        (DERIVATIVE, "Limit(((x + h)**3 - x**3)/h, h, 0)", "form"),
        (DERIVATIVE, "y", "unreadable"),
        (DERIVATIVE, "x^2", "unreadable"),
        (DERIVATIVE, "3*x**2) or (1 == 1", "unreadable"),
        (DERIVATIVE, "3*x) == (3*x) or (1", "unreadable"),
        (DERIVATIVE, "7 # )", "wrong"),
        (DERIVATIVE, "D(x**3, x) == D(x**3, x)", "form"),
        (DERIVATIVE, "5 == 5", "wrong"),
        (DERIVATIVE, "D(x**3, x) == 3*x**2 == 3*x*x", "right"),
        (DERIVATIVE, "D(x**3, x) <= 3*x**2", "form"),
        (DERIVATIVE, "let x = 0\nx == 0", "unreadable"),
        (DERIVATIVE, "let D = 0\nD == 0", "unreadable"),
        (DERIVATIVE, "3*x**2 + 0/0", "wrong"),
        (DERIVATIVE, "let a = D(x**3, x)\nD(x**3, x) == a", "form"),
        (DERIVATIVE, "let a = 3*x**2\nD(x**3, x) == a", "right"),
        (ALGEBRA, "x*(x + y) + y*(y + x)", "right"),
        (ALGEBRA, "(y + x)**2", "form"),
        (ALGEBRA, "2*(x + y)**2/2", "form"),  # padded
        (ALGEBRA, "(x + y)**2 + sin(x)**2 + cos(x)**2 - 1", "form"),
        (ALGEBRA, "exp(log((x + y)**2))", "form"),
        (ALGEBRA, "(x + y)**2 == (x + y)**2", "form"),
        (ALGEBRA, "(x + y)**2 == x**2 + 2*x*y + y**2 == (y + x)**2", "form"),
        (ALGEBRA, "let a = (x + y)**2\n(x + y)**2 == a", "form"),
        (ALGEBRA, "(1) (x + y)**2 == (x + y)**2", "form"),
        (ALGEBRA, "(1) (x + y)**2 == x**2 + 2*x*y + y**2", "right"),
        (SUM, "n*(n + 1)/2", "right"),
        (SUM, "n**2/2 + n/2", "right"),
        (SUM, "S", "form"),
        (SUM, "Sum(j, (j, 1, n))", "form"),
        (SUM, "n*(n - 1)/2", "wrong"),
        (RELU, "x*indicator(x > 0)", "right"),
        (RELU, "0*sqrt(-x)", "review"),
        (RELU, "relu(x)", "form"),
        (FORM, "y*s", "right"),
        (FORM, "y*exp(x)", "form"),
        (FORM, "exp(x + log(y))", "form"),
        (FORM, "D(s*y, x) == exp(x)*y == s*y", "right"),
        (FORM, "let a = exp(x)\nD(s*y, x) == a*y", "form"),
        (FORM, "let a(u) = exp(u)\nD(s*y, x) == a(1)*y*s/a(1)", "form"),
        (FORM, "let a = s*y\nlet b = a\nD(s*y, x) == b", "right"),
    ],
)
def test_status(answered: Answered, question: str, answer: str, status: str) -> None:
    found = answered(question, answer)
    assert found.status == status, found
    assert found.points == (found.question.points if status == "right" else 0)


#: The Flint Hills series: nobody knows whether it converges.
UNDECIDED = """
questions:
  - {id: q, ask: "Sum(1/(k**3*sin(k)**2), (k, 1, oo))", answer: "30", points: 2}
"""


def test_what_is_unknown_is_neither_zero_nor_full(answered: Answered) -> None:
    found = answered(UNDECIDED, "121/4")
    assert found.status == "review", found
    assert (found.points, found.pending) == (0, 2)
    assert "could not be decided" in found.remarks[0].text


def test_wrong_answers_are_told_where_and_not_what_would_be_right(answered: Answered) -> None:
    found = answered(DERIVATIVE, "3*x")
    said = " ".join(r.text for r in found.remarks)
    assert found.remarks[0].counterexample is not None
    assert "3*x**2" not in said


@pytest.mark.parametrize("answer", ["22/7", "Integral(1/(1 + x**2), (x, 0, 1)) == 1/2 == 22/7", "3"])
def test_a_number_that_is_asked_for_is_not_given_away(answered: Answered, answer: str) -> None:
    asked = 'questions:\n  - {id: q, ask: "Integral(1/(1 + x**2), (x, 0, 1))", answer: pi/4, points: 2}\n'
    found = answered(asked, answer)
    assert found.status == "wrong"
    said = repr(found.remarks) + repr(found.steps)
    assert "0.785" not in said
    assert "pi" not in said.replace("copied", "")
    assert "both sides differ" in said
