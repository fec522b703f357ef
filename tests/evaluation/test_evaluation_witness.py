"""What refutes a claim, and what does not: declarations, hypotheses and the statement, all rigorous."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest
from evaluation_claims import claim, point

from derivcheck.evaluation.domain import defined
from derivcheck.evaluation.instance import Gaussian, Instance, exact
from derivcheck.evaluation.witness import Witness, refutes
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import load
from derivcheck.language.source import Source


def witness(
    text: str, *declare: str, given: tuple[str, ...] = (), sizes: dict[str, int] | None = None, **at: Any
) -> Witness | None:
    return refutes(claim(text, *declare, given=given), point(sizes, **at))


def test_a_plain_refutation_says_all() -> None:
    found = witness("x**2 == 2*x", "x: real", x=F(-1, 2))
    assert found is not None
    assert found.point == {"x": "-1/2"}
    assert (found.left, found.right, found.difference) == ("1/4", "-1", "5/4")


def test_a_true_statement_refutes_nothing() -> None:
    assert witness("x**2 == 2*x", "x: real", x=2) is None
    assert witness("sqrt(x)**2 == x", "x: positive", x=2) is None


def test_where_a_side_is_undefined_nothing_is_refuted() -> None:
    assert witness("1/x == 2", "x: real", x=0) is None
    assert witness("log(x) == 0", "x: real", x=-1) is None
    assert witness("D(relu(x), x) == 1", "x: real", x=0) is None
    assert witness("[x, 1/x] == [1, 1]", "x: real", x=0) is None


DECLARATIONS: list[tuple[str, Any, bool]] = [
    ("real", F(1, 2), True),
    ("positive", 1, True),
    ("positive", 0, False),
    ("nonnegative", 0, True),
    ("nonnegative", -1, False),
    ("nonzero", 0, False),
    ("integer", F(1, 2), False),
    ("integer", -3, True),
    ("natural", 0, True),
    ("natural", -1, False),
    ("real(0, 1)", F(1, 2), True),
    ("real(0, 1)", 0, False),
    ("real(0, 1)", 1, False),
    ("real(0, 1)", 2, False),
    ("complex", Gaussian(exact(1), exact(2)), True),
    ("real", Gaussian(exact(1), exact(2)), False),
    ("real[2]", [1, 2], True),
    ("real[2]", [1, 2, 3], False),
    ("real[2]", 1, False),
    ("real", [1, 2], False),
    ("positive[2]", [1, 0], False),
    ("real[2], one_hot", [0, 1], True),
    ("real[2], one_hot", [1, 1], False),
    ("real[2, 2], symmetric", [[1, 2], [2, 3]], True),
    ("real[2, 2], symmetric", [[1, 2], [0, 3]], False),
    ("real[2, 2], orthogonal", [[0, 1], [-1, 0]], True),
    ("real[2, 2], orthogonal", [[0, 1], [1, 1]], False),
    ("real[2, 2], invertible", [[1, 2], [2, 4]], False),
    ("real[2, 2], diagonal", [[1, 0], [0, 4]], True),
    ("real[2, 2], diagonal", [[1, 1], [0, 4]], False),
    ("real[2, 2], positive_definite", [[2, 1], [1, 2]], True),
    ("real[2, 2], positive_definite", [[1, 1], [1, 1]], False),
    ("real[2, 2], positive_semidefinite", [[1, 1], [1, 1]], True),
    ("real[2, 2], positive_semidefinite", [[1, 2], [2, 1]], False),
    ("real[2, 2], positive_semidefinite", [[0, 1], [1, 0]], False),
]


@pytest.mark.parametrize(("declared", "value", "allowed"), DECLARATIONS, ids=[f"{d} {v}" for d, v, _ in DECLARATIONS])
def test_declarations_must_be_satisfied(declared: str, value: Any, allowed: bool) -> None:
    # The statement is false for every value, so only the declaration decides.
    statement = "x == x + 1" if "[" not in declared else "0 == 1"
    subject = claim(f"{statement}", f"x: {declared}", given=["x == x"])
    assert (refutes(subject, point(x=value)) is not None) is allowed


def test_hypotheses_must_hold_rigorously() -> None:
    assert witness("x == 2", "x: real", given=("x > 3",), x=1) is None
    assert witness("x == 2", "x: real", given=("x > 3",), x=4) is not None
    assert witness("x == 2", "x: real", given=("1/x > 3",), x=0) is None
    assert witness("x == 2", "x: real", given=("sqrt(x)**2 == x",), x=3) is None
    assert witness("x == 2", "x: real", given=("x > 0", "x < 1"), x=F(1, 2)) is not None


def test_an_index_must_be_in_its_range() -> None:
    declare = ("n: size", "i: index(n)", "x: real[n]")
    assert witness("x[i] == 0", *declare, sizes={"n": 2}, i=2, x=[0, 1]) is not None
    assert witness("i == 1", *declare, sizes={"n": 2}, i=3, x=[0, 1]) is None
    assert witness("i == 1", *declare, sizes={"n": 0}, i=1, x=[]) is None


def test_sizes_come_first_in_the_point() -> None:
    found = witness("x[i] == 0", "i: index(n)", "n: size", "x: real[n]", sizes={"n": 2}, i=2, x=[0, 1])
    assert found is not None
    assert list(found.point.items()) == [("n", "2"), ("x", ["0", "1"]), ("i", "2")]


def test_irrational_sides_are_shown_with_six_digits() -> None:
    found = witness("exp(x) == pi", "x: real", x=1)
    assert found is not None
    assert (found.left, found.right, found.difference) == ("2.71828", "3.14159", "-0.423311")


def test_sides_that_are_close_are_shown_apart() -> None:
    found = witness("exp(x) == exp(x + 1e-12)", "x: real", x=0)
    assert found is not None
    assert (found.left, found.right) == ("1", "1.00000000000100")


def test_the_entry_that_fails_is_named() -> None:
    found = witness("[x, 2*x] == [x, x]", "x: real", x=1)
    assert found is not None
    assert found.reason == "entry [2] is 2 on the left and 1 on the right"
    assert found.left == ["1", "2"]


def test_roundings_are_shown_as_decimals() -> None:
    found = witness("[1/3, 1/8] ~= [0.33, 0.14]", "x: real", x=1)
    assert found is not None
    assert found.left == ["0.333333", "0.125"]
    assert found.right == ["0.33", "0.14"]
    assert found.reason == "entry [2] is 0.125 on the left and 0.14 on the right"


def test_a_rounded_value_stands_beside_the_decimal_as_written() -> None:
    found = witness("3/50000 ~= 0.0000", "x: real", x=1)
    assert found is not None
    assert (found.left, found.right, found.difference) == ("0.00006", "0.0000", "0.00006")
    found = witness("1/3 ~= -0.50", "x: real", x=1)
    assert found is not None
    assert (found.left, found.right, found.difference) == ("0.333333", "-0.50", "0.833333")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1.23e5",) * 2, ("1e2",) * 2, ("-2.50e7",) * 2, ("0e3",) * 2, ("1.00e2", "100"), ("3.10e1", "31.0")],
)
def test_a_decimal_with_an_exponent_keeps_its_digits(typed: str, shown: str) -> None:
    found = witness(f"x ~= {typed}", "x: real", x=123600000)
    assert found is not None
    assert found.right == shown


def test_definiteness_at_a_point() -> None:
    assert witness("positive_definite(A)", "A: real[2, 2]", A=[[1, 2], [2, 1]]) is not None
    assert witness("positive_definite(A)", "A: real[2, 2]", A=[[2, 1], [1, 2]]) is None
    assert witness("positive_semidefinite(A)", "A: real[1, 1]", A=[[-1]]) is not None


def test_which_of_several_relations_fails() -> None:
    found = witness("x < 1 and x > 1", "x: real", x=0)
    assert found is not None
    assert found.reason == "relation 2 of 2 fails: 0 > 1 is false"
    assert (found.left, found.right) == ("0", "1")


def test_which_side_of_an_equivalence_holds() -> None:
    found = witness("x**2 == 1 <=> x == 1", "x: real", x=-1)
    assert found is not None
    assert found.reason == "`x**2 == 1` holds there, `x == 1` does not"
    found = witness("x**2 == 1 => x == 1", "x: real", x=-1)
    assert found is not None
    assert found.reason == "`x**2 == 1` holds there, `x == 1` does not: -1 == 1 is false"
    assert (found.left, found.right, found.difference) == (None, None, None)


def test_texts_that_are_long_or_not_known_are_not_quoted() -> None:
    long = " + ".join(["x"] * 30)
    found = witness(f"x > 0 => {long} > 100", "x: real", x=1)
    assert found is not None
    assert found.reason == "the premise holds there, the conclusion does not: 30 > 100 is false"
    folded = (
        "claims:\n  - id: a\n    declare: {x: real}\n    claim: >-\n      x < 5 and x > 0\n      => x >\n      1\n"
    )
    problem = load(Source("folded.yaml", folded))
    found = refutes(elaborate(problem, problem.claims[0]), point(x=1))
    assert found is not None
    assert found.reason == "the premise holds there, the conclusion does not: 1 > 1 is false"


ORDERS = [
    ("x**2 > 0", 0, "0", "0", "0 > 0 is false"),
    ("x != 1/3", F(1, 3), "1/3", "1/3", "1/3 != 1/3 is false"),
    ("exp(x) <= 1", 1, "2.71828", "1", "2.71828 <= 1 is false"),
    ("1 < x < 2", 3, "3", "2", "relation 2 of 2 fails: 3 < 2 is false"),
]


@pytest.mark.parametrize(("text", "x", "left", "right", "reason"), ORDERS, ids=[o[0] for o in ORDERS])
def test_an_order_fails_by_its_numbers(text: str, x: Any, left: str, right: str, reason: str) -> None:
    found = witness(text, "x: real", x=x)
    assert found is not None
    assert (found.left, found.right, found.difference, found.reason) == (left, right, None, reason)


APART = [
    ("pi ~= 3.14160", "3.141593", "3.14160"),
    ("sin(10**22) == -0.8522008497671888", "-0.8522008497671888018", "-0.8522008497671888"),
    ("exp(pi*sqrt(163)) == 262537412640768744", "262537412640768743.999999999999", "262537412640768744"),
    ("exp(355/113) == exp(pi)", "23.14069881", "23.14069263"),
    ("1000*pi ~= 3.1e2", "3141.59", "3.1e2"),
    ("1/3 == 0.330", "1/3", "0.330"),
]


@pytest.mark.parametrize(("text", "left", "right"), APART, ids=[a[0] for a in APART])
def test_both_sides_show_that_they_differ(text: str, left: str, right: str) -> None:
    found = witness(text, "x: real", x=0)
    assert found is not None
    assert (found.left, found.right) == (left, right)


def test_precision_is_raised_where_it_is_needed() -> None:
    assert witness("exp(x) == exp(x + 1e-60)", "x: real", x=1) is not None


def test_missing_values_refute_nothing() -> None:
    assert witness("x == 1", "x: real") is None
    assert witness("x == 1", "x: ~Normal(0, 1)") is None


def test_outcomes_refute_where_the_law_allows_them() -> None:
    assert witness("x == 1", "x: ~Normal(0, 1)", x=2) is not None
    assert witness("x == 1", "x: ~Normal(0, 0)", x=2) is None
    assert witness("x == 1", "x: ~Bernoulli(1/2)", x=2) is None
    assert witness("x == 1", "x: ~Bernoulli(1/2)", x=0) is not None
    assert witness("x == 1", "x: ~Bernoulli(1)", x=0) is None
    assert witness("x == 1", "x: ~Bernoulli(p)", "p: real", x=0, p=2) is None


def test_functions_are_polynomials() -> None:
    from derivcheck.evaluation.instance import Polynomial, Terms

    subject = claim("D(psi(x), x) == psi(x)", "psi: function(real)", "x: real")
    square = Polynomial(Terms((((2,), exact(1)),)), ("a",))
    found = refutes(subject, Instance({}, {("x", 0): exact(1)}, {("psi", 0): square}))
    assert found is not None
    assert found.point == {"psi(a)": "a**2", "x": "1"}
    assert (found.left, found.right) == ("2", "1")


def test_defined() -> None:
    statement: Any = claim("1/x == sqrt(x)", "x: real").statement
    left, right = statement.args
    assert defined(left, point(x=0)) is False
    assert defined(left, point(x=1)) is True
    assert defined(right, point(x=-1)) is False
    never: Any = claim("1/(sqrt(2)**2 - 2) == x", "x: real").statement
    assert defined(never.args[0], point(x=0)) is None
