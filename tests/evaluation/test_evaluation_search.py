"""The search: false claims fall quickly and at simple points, true ones never."""

from __future__ import annotations

import time
from random import Random

import pytest
from evaluation_claims import claim

from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.search.coordinates import Coordinate, changed
from derivcheck.evaluation.search.hypotheses import Solver, equations
from derivcheck.evaluation.search.search import DEEP, QUICK, search
from derivcheck.evaluation.search.solving import Residuals, solutions
from derivcheck.evaluation.search.study import study
from derivcheck.language.core import Call

FALSE: list[tuple[str, tuple[str, ...], tuple[str, ...], dict[str, object]]] = [
    ("sqrt(x**2) == x", ("x: real",), (), {"x": "-1"}),
    ("(x + y)**2 == x**2 + y**2", ("x, y: real",), (), {"x": "1", "y": "1"}),
    ("exp(x + y) == exp(x) + exp(y)", ("x, y: real",), (), {"x": "0", "y": "0"}),
    ("D(sigmoid(x), x) == sigmoid(x)*(1 + sigmoid(x))", ("x: real",), (), {"x": "0"}),
    ("x**2 + 1e-20*x == x**2", ("x: real",), (), {"x": "1"}),
    ("x**2 >= x", ("x: real",), (), {"x": "1/2"}),
    ("Abs(x + y) == Abs(x) + Abs(y)", ("x, y: real",), (), {"x": "-1", "y": "1"}),
    ("Max(x, y) == x", ("x, y: real",), (), {"x": "0", "y": "1"}),
    ("x*y == y", ("x, y: real",), ("x + y == 1",), {"x": "0", "y": "1"}),
    ("y == x", ("x, y: real",), ("y == x**2", "x > 1"), {"x": "2", "y": "4"}),
    ("x == 0", ("x: positive",), (), {"x": "1"}),
    ("log(p) < -1", ("p: real(0, 1)",), (), {"p": "1/2"}),
    ("n < 5", ("n: natural",), (), {"n": "5"}),
    ("floor(x) == x", ("x: real",), (), {"x": "1/2"}),
    ("x != 1/3", ("x: real",), (), {"x": "1/3"}),
    ("x <= 17 or x >= 18", ("x: real",), (), {"x": "35/2"}),
    ("det(A + B) == det(A) + det(B)", ("A, B: real[2, 2]",), (), {}),
    ("A @ B == B @ A", ("A, B: real[2, 2]",), (), {}),
    ("Q.T == Q", ("Q: real[2, 2], orthogonal",), (), {}),
    ("S[1, 2] == 0", ("S: real[2, 2], positive_definite",), (), {}),
    ("Sum(y[i]*z[i], (i, 1, 3)) == 1", ("y, z: real[3]",), ("Sum(y[i], (i, 1, 3)) == 1",), {}),
    ("Sum(z[i], i) == z[1]", ("n: size", "i: index(n)", "z: real[n]"), (), {"n": "2", "z": ["0", "1"]}),
    ("D(psi(x), x) == psi(x)", ("psi: function(real)", "x: real"), (), {}),
    ("D(psi(x**2), x) == 2*D(psi(x), x)", ("psi: function(real)", "x: real"), (), {}),
    ("z*conjugate(z) == z**2", ("z: complex",), (), {}),
    ("x > 0 <=> x**2 > 0", ("x: real",), (), {"x": "-1"}),
]


@pytest.mark.parametrize(("text", "declare", "given", "expected"), FALSE, ids=[c[0] for c in FALSE])
def test_false_claims_are_refuted_at_simple_points(
    text: str, declare: tuple[str, ...], given: tuple[str, ...], expected: dict[str, object]
) -> None:
    subject = claim(text, *declare, given=given)
    found = search(subject, QUICK)
    if found.witness is None:
        found = search(subject, DEEP)
    assert found.witness is not None
    if expected:
        assert found.witness.point == expected


SIMPLEST: list[tuple[str, tuple[str, ...], tuple[str, ...], dict[str, object]]] = [
    ("det(Q) == 1", ("Q: real[2, 2], orthogonal",), (), {"Q": [["0", "1"], ["1", "0"]]}),
    ("D(det(S), S[1, 2]) == -2*S[1, 2]", ("S: real[2, 2], symmetric",), (), {"S": [["0", "1"], ["1", "0"]]}),
    ("P[1, 2] >= 0", ("P: real[2, 2], positive_definite",), (), {"P": [["1", "-1"], ["-1", "2"]]}),
    (
        "A @ S == S @ A",
        ("A: real[2, 2]", "S: real[2, 2], symmetric"),
        (),
        {
            "A": [["1", "0"], ["0", "0"]],
            "S": [["0", "1"], ["1", "0"]],
        },
    ),
    ("h[1] == 0", ("h: real[3], one_hot",), (), {"h": ["1", "0", "0"]}),
    ("Sum(v[i], (i, 1, 30)) == 0", ("v: real[30]",), (), {"v": ["1"] + ["0"] * 29}),
    (
        "D(psi(x)**2, x, x) == 0",
        ("psi: function(real)", "x: real"),
        ("D(psi(x), x) == 0",),
        {
            "psi(a)": "a**2 + 1",
            "x": "0",
        },
    ),
    ("f(x, y) == f(y, x)", ("f: function(real, real)", "x, y: real"), (), {"f(a, b)": "a", "x": "0", "y": "1"}),
    ("log(exp(z)) == z", ("z: complex",), (), {"z": "4*I"}),
    ("conjugate(z) == z", ("z: complex",), (), {"z": "I"}),
]


@pytest.mark.parametrize(("text", "declare", "given", "expected"), SIMPLEST, ids=[c[0] for c in SIMPLEST])
def test_entries_that_hang_together_functions_and_complex_numbers_become_simple(
    text: str, declare: tuple[str, ...], given: tuple[str, ...], expected: dict[str, object]
) -> None:
    found = search(claim(text, *declare, given=given), DEEP)
    assert found.witness is not None
    assert found.witness.point == expected


def test_nothing_but_rounding_is_shown_as_zero() -> None:
    found = search(claim("log(exp(z)) == z", "z: complex"), DEEP)
    assert found.witness is not None
    assert found.witness.difference == "-6.28319*I"


def test_a_point_on_a_boundary_becomes_simple_on_it() -> None:
    found = search(claim("D(v*relu(w*x + b), x) == v*w*indicator(w*x + b > 0)", "v, w, x, b: real"), DEEP, seed=1)
    assert found.right_only is not None
    assert found.right_only.shown() == {"v": "1", "w": "1", "x": "0", "b": "0"}


@pytest.mark.parametrize(
    "text", ["erf(30) == 1", "tanh(100) == 1", "tanh(5000) == 1", "sigmoid(1000) == 1", "exp(-9000) <= 0"]
)
def test_constants_that_are_very_close_are_told_apart(text: str) -> None:
    assert search(claim(text), QUICK).witness is not None


def test_constants_that_are_equal_stay_open() -> None:
    found = search(claim("sqrt(2)*sqrt(3) == sqrt(6)"), QUICK)
    assert (found.witness, found.agreed) == (None, 1)


TRUE: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("sqrt(x**2) == Abs(x)", ("x: real",), ()),
    ("sin(x)**2 + cos(x)**2 == 1", ("x: real",), ()),
    ("D(sigmoid(x), x) == sigmoid(x)*(1 - sigmoid(x))", ("x: real",), ()),
    ("log(x*y) == log(x) + log(y)", ("x, y: positive",), ()),
    ("x/x == 1", ("x: real",), ()),
    ("D(relu(x), x) == indicator(x > 0)", ("x: real",), ()),
    ("x**2 + y**2 >= 2*x*y", ("x, y: real",), ()),
    ("x*(1 - x) <= 1/4", ("x: real",), ()),
    ("floor(x) <= x", ("x: real",), ()),
    ("Sum(y[i]*t, (i, 1, 3)) == t", ("y: real[3]", "t: real"), ("Sum(y[i], (i, 1, 3)) == 1",)),
    ("inv(Q) == Q.T", ("Q: real[3, 3], orthogonal",), ()),
    ("S == S.T", ("S: real[3, 3], symmetric",), ()),
    ("inv(A) @ A == eye(2)", ("A: real[2, 2], invertible",), ()),
    ("det(S) > 0", ("S: real[3, 3], positive_definite",), ()),
    ("Sum(y[i], (i, 1, 4)) == 1", ("y: real[4], one_hot",), ()),
    ("D(psi(x**2), x) == 2*x*Subs(D(psi(u), u), u, x**2)", ("psi: function(real)", "x, u: real"), ()),
    ("binomial(n + 1, k + 1) == binomial(n, k) + binomial(n, k + 1)", ("n, k: natural",), ()),
    ("z*conjugate(z) == Abs(z)**2", ("z: complex",), ()),
]


@pytest.mark.parametrize(("text", "declare", "given"), TRUE, ids=[c[0] for c in TRUE])
def test_true_claims_are_agreed_with(text: str, declare: tuple[str, ...], given: tuple[str, ...]) -> None:
    found = search(claim(text, *declare, given=given), 60)
    assert found.witness is None
    assert found.agreed > 5
    assert found.satisfied <= found.tried


def test_domain_differences_are_found() -> None:
    found = search(claim("x/x == 1", "x: real"), QUICK)
    assert found.left_only is None
    assert found.right_only is not None
    assert found.right_only.shown() == {"x": "0"}
    found = search(claim("(x**2 - 1)/(x - 1) == x + 1", "x: real"), DEEP)
    assert found.right_only is not None
    assert found.right_only.shown() == {"x": "1"}
    found = search(claim("log(a*b) == log(a) + log(b)", "a, b: real"), DEEP)
    assert found.left_only is not None
    assert found.left_only.shown() == {"a": "-1", "b": "-1"}
    assert found.right_only is None


def test_a_smooth_composite_of_kinks_is_defined_on_both_sides() -> None:
    found = search(claim("D(Max(0, 1 - t)**2, t) == -2*Max(0, 1 - t)", "t: real"), DEEP)
    assert (found.witness, found.left_only, found.right_only) == (None, None, None)


def test_the_same_seed_gives_the_same_search() -> None:
    subject, again = (claim("sin(x*y) == x*sin(y)", "x, y: real") for _ in range(2))
    assert search(subject, 50, seed=3) == search(again, 50, seed=3)


def test_unsatisfiable_hypotheses_are_never_satisfied() -> None:
    found = search(claim("x == 1", "x: real", given=["x > 2", "x < 1"]), 50)
    assert (found.satisfied, found.agreed, found.witness) == (0, 0, None)


def test_what_is_not_evaluated_is_said() -> None:
    found = search(claim("convex(x**2, k)", "x: real", "k: natural"), QUICK)
    assert found.agreed == 0
    assert found.obstacle is not None


def test_long_chains_of_definitions_are_no_obstacle() -> None:
    define = ["a0: x", *[f"a{k}: sin(a{k - 1}) + a{k - 1}/2" for k in range(1, 300)]]
    found = search(claim("D(a299, x) == 1", "x: real", define=define), QUICK)
    assert found.witness is not None


def test_the_deadline_is_kept() -> None:
    start = time.process_time()
    search(claim("Sum(sin(k*x), (k, 1, 3000)) <= 3000", "x: real"), 10_000, deadline=start + 0.2)
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    ("text", "declare", "given"),
    [
        ("x*Abs(x) == x**2*sign(x)", ("x: real",), ()),
        ("log(x*y) == log(x) + log(y)", ("x, y: real",), ()),
        ("y >= x", ("x, y: real",), ("y == x**2", "x > 1")),
        ("Sum(z[i], i) == Sum(z[j], j)", ("n: size", "i, j: index(n)", "z: real[n]"), ()),
        ("exp(x) > x**5", ("x: real",), ()),
    ],
)
def test_a_search_that_goes_on_looks_at_what_one_search_looks_at(
    text: str, declare: tuple[str, ...], given: tuple[str, ...]
) -> None:
    whole = search(claim(text, *declare, given=given), 30, seed=0)
    made = claim(text, *declare, given=given)
    for effort in (2, QUICK, 6, 7, 19, 30):
        found = search(made, effort, seed=0)
    assert found == whole
    other = claim("x == x + 1", "x: real")
    assert search(other, QUICK, seed=0).witness is not None
    assert search(made, 30, seed=0) == whole
    assert search(made, 2, seed=0).tried <= whole.tried


def test_a_coordinate_that_is_never_rational_is_given_up_and_others_are_not() -> None:
    made = claim("x == 17", "x, y: real", given=["sin(x) + y == 1", "x*y == 0"])
    known = study(made)
    solver = Solver(made, known.numbering)
    random = Random(1)
    instance = Instance.of(x=3, y=1)
    left, right = equations(made)[0]
    assert solver.settle(instance, random) is None
    for _ in range(40):
        solver.touch(instance, left, right, random)
    assert {name for (_, name), count in solver._irrational.items() if count is not None} == {("x", 0), ("y", 0)}
    rational = Instance.of(x=0, y=5)
    settled = Solver(made, known.numbering).settle(rational, random)
    assert settled is not None
    assert (settled.values[("x", 0)], settled.values[("y", 0)]) == (0, 1)


@pytest.mark.parametrize(
    ("text", "declare", "values", "at", "wanted"),
    [
        ("x*y == 6", ("x, y: real",), {"x": 1, "y": 3}, ("x", ()), [2]),
        ("x**2 == y", ("x, y: real",), {"x": 1, "y": 9}, ("x", ()), [-3, 3]),
        ("Sum(z[i]*w[i], (i, 1, 3)) == 5", ("z, w: real[3]",), {"z": [1, 1, 1], "w": [0, 1, 2]}, ("z", (2,)), [2]),
        ("D(x**2*y, x) == 12", ("x, y: real",), {"x": 2, "y": 1}, ("y", ()), [3]),
        ("x**3 == y", ("x, y: real",), {"x": 1, "y": 8}, ("x", ()), []),
        ("0*x == y", ("x, y: real",), {"x": 1, "y": 8}, ("x", ()), []),
        ("exp(x) == y", ("x, y: real",), {"x": 1, "y": 8}, ("x", ()), None),
    ],
)
def test_equations_are_solved_for_a_coordinate(
    text: str, declare: tuple[str, ...], values: dict[str, object], at: tuple[str, tuple[int, ...]], wanted: object
) -> None:
    made = claim(text, *declare)
    assert isinstance(made.statement, Call)
    instance = Instance.of(**values)
    residuals = Residuals(*made.statement.args, instance, study(made).numbering)
    coordinate = Coordinate((at[0], 0), at[1])
    found = solutions(residuals, 0, coordinate)
    assert (None if found is None else sorted(found)) == wanted
    for value in found or ():
        moved = Residuals(*made.statement.args, changed(instance, coordinate, value), study(made).numbering)
        assert moved.here() == residuals.where(coordinate, value) == [0]
