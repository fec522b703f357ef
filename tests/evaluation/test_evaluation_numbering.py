"""Nodes that say the same share a number and are evaluated once; those that do not, never do."""

from __future__ import annotations

import pytest
from evaluation_claims import claim, point, value

from derivcheck.evaluation.search.search import search
from derivcheck.evaluation.search.study import study
from derivcheck.evaluation.walk.evaluator import Evaluator
from derivcheck.evaluation.walk.numbering import Numbering
from derivcheck.language.core import Call, Expr

DECLARE = ("x, y: real", "v: real[3]", "n: natural", "f: function(real)", "z: complex")
DEFINE = ("g(a): a**2 + x",)


def sides(text: str) -> tuple[Expr, ...]:
    statement = claim(text, *DECLARE, define=DEFINE).statement
    assert isinstance(statement, Call)
    return statement.args


SAME = [
    "exp(x) + 1 == exp(x) + 1",
    "v[1]*v[2] == v[1]*v[2]",
    "D(sin(x)*y, x) == D(sin(x)*y, x)",
    "f(x)**n == f(x)**n",
    "[x, y] == [x, y]",
    "g(y) == g(y)",
]
DIFFERENT = [
    "exp(x) == exp(y)",
    "x - y == y - x",
    "v[1] == v[2]",
    "D(sin(x)*y, x) == D(sin(x)*y, y)",
    "D(x**3, (x, 1)) == D(x**3, (x, 2))",
    "0.5 == 0.50",
    "x**2 == x**2.0",
    "f(x) == sin(x)",
    "Sum(n, (n, 1, 2)) == Product(n, (n, 1, 2))",
    "g(y) == g(x)",
    "Subs(D(f(x), x), x, y) == Subs(D(f(y), y), y, x)",
    "grad(v[1]*v[2], v) == grad(v[1]*v[3], v)",
]


@pytest.mark.parametrize("text", SAME)
def test_what_is_written_twice_has_one_number(text: str) -> None:
    left, right = sides(text)
    numbering = Numbering()
    assert left is not right
    assert numbering(left) == numbering(right)
    assert numbering.free(left) == numbering.free(right)


@pytest.mark.parametrize("text", DIFFERENT)
def test_what_differs_has_two(text: str) -> None:
    left, right = sides(text)
    numbering = Numbering()
    assert numbering(left) != numbering(right)


def test_numbers_and_free_names_belong_together() -> None:
    """Also where nodes inside are met first by way of the free names, as in a recursion."""
    define = ["m[0]: 0", "m[t]: x*m[t-1] + y"]
    statement = claim("D(m[2], x) == D(m[2], y) + x", "x, y: real", "t: natural", define=define).statement
    assert isinstance(statement, Call)
    numbering = Numbering()
    assert [sorted(name for name, _ in numbering.free(side)) for side in statement.args] == [["x", "y"], ["x", "y"]]
    assert {numbering.free(side) for side in statement.args} == {numbering.free(statement)}


def test_copies_are_evaluated_once() -> None:
    text = " + ".join(["exp(x*y)"] * 50)
    statement = claim(f"{text} == 0", "x, y: real").statement
    evaluator = Evaluator(point(x=1, y=2))
    evaluator.holds(statement, evaluator.root)
    assert 400_000 - evaluator.steps < 60


def test_a_name_bound_anew_is_not_mistaken_for_the_outer_one() -> None:
    at = {"x": 3}
    assert value("Sum(n*x, (n, 1, 2)) + Sum(Sum(n*x, (n, 1, 2))*n, (n, 1, 3))", "x: real", **at) == 63
    assert value("D(x**2, x) + Subs(D(x**2, x), x, 5) + D(x**2, x)*x**2", "x: real", **at) == 6 + 10 + 54
    assert value("D(x*D(x*x, x), x) + D(x*x, x)", "x: real", **at) == 12 + 6


def test_a_claim_is_studied_once() -> None:
    subject = claim("sin(x)**2 + cos(x)**2 == 1", "x: real")
    assert study(subject) is study(subject)
    before = study(subject)
    search(subject, 3)
    assert study(subject) is before
    assert study(claim("x == 1", "x: real")) is not before


def test_long_evaluations_that_agree_end_the_search_early() -> None:
    subject = claim("Sum(sin(k*x)**2 + cos(k*x)**2, (k, 1, 2000)) == 2000", "x: real")
    found = search(subject, 24)
    assert found.witness is None
    assert 8 <= found.agreed < 24
    assert search(subject, 24) == found
