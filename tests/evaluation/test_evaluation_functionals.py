"""Arbitrary functions of defined tensors, `E: function(O)`: values, the chain rule, derivatives by entries of O."""

from __future__ import annotations

import pytest
from evaluation_claims import claim
from flint import fmpq

from derivcheck.evaluation.declared import satisfies
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance, Polynomial, Terms, exact
from derivcheck.evaluation.search.search import search
from derivcheck.evaluation.truth import truth
from derivcheck.evaluation.witness import refutes
from derivcheck.language.source import LanguageError

DECLARED = ("n, m: size", "b, b1: index(n)", "r, s: index(m)", "x: real[n]", "W: real[m, n]", "c: real[m]", "t: real")
DEFINED = ("O[r]: Sum(W[r,b]*x[b], b) + c[r]",)
OF_O = (*DECLARED, "E: function(O)")


def polynomial(variables: str, *terms: tuple[tuple[int, ...], int]) -> Polynomial:
    return Polynomial(Terms(tuple((powers, fmpq(k)) for powers, k in terms)), tuple(variables.split()))


def instance() -> Instance:
    """O = [9, 12], E = a1**2 + 3*a1*a2 + 5*a2."""
    values = {"x": [1, 2], "W": [[1, 4], [0, 5]], "c": [0, 2], "b": 1, "b1": 2, "r": 1, "s": 2, "t": 3}
    function = polynomial("a1 a2", ((2, 0), 1), ((1, 1), 3), ((0, 1), 5))
    return Instance({"n": 2, "m": 2}, {(k, 0): exact(v) for k, v in values.items()}, {("E", 0): function})


VALUES = [
    ("E", 81 + 3 * 108 + 60),
    ("D(E, O[1])", 18 + 36),
    ("D(E, O[2])", 27 + 5),
    ("D(E, O[r])", 54),
    ("Sum(D(E, O[r])*r, r)", 54 + 2 * 32),
    ("D(E, O[1], 2)", 2),
    ("D(E, O[1], O[2])", 3),
    ("D(D(E, O[1]), O[2])", 3),
    ("D(E, O[2], 2)", 0),
    ("D(E, x[1])", 1 * 54 + 0 * 32),
    ("D(E, x[2])", 4 * 54 + 5 * 32),
    ("D(E, W[1, 2])", 54 * 2),
    ("D(E, c[2])", 32),
    ("D(E, c[1], c[2])", 3),
    ("D(D(E, O[1]), x[2])", 2 * 4 + 3 * 5),
    ("D(E, O[1], x[2])", 2 * 4 + 3 * 5),
]


@pytest.mark.parametrize(("text", "value"), VALUES, ids=[v[0] for v in VALUES])
def test_values(text: str, value: int) -> None:
    subject = claim(f"{text} == {value}", *OF_O, define=DEFINED)
    assert truth(subject.statement, instance())
    assert refutes(claim(f"{text} == {value} + 1", *OF_O, define=DEFINED), instance()) is not None


def test_what_is_not_a_derivative_of_the_function_alone_is_not_evaluated() -> None:
    for text in ("D(E**2, O[1])", "D(E, x[1], O[1])", "D(E*x[1], O[1])"):
        try:
            subject = claim(f"{text} == 0", *OF_O, define=DEFINED)
        except LanguageError:
            continue
        with pytest.raises(EvaluationError):
            truth(subject.statement, instance())


TRUE = [
    "D(E, W[r,b]) == D(E, O[r])*x[b]",
    "D(E, x[b]) == Sum(W[r,b]*D(E, O[r]), r)",
    "D(E, c[r]) == D(E, O[r])",
    "D(E, x[b], x[b1]) == Sum(Sum(W[r,b]*W[s,b1]*D(E, O[r], O[s]), r), s)",
]
FALSE = [
    "D(E, W[r,b]) == D(E, O[r])*x[b]*2",
    "D(E, x[b]) == W[r,b]*D(E, O[r])",
    "D(E, W[r,b]) == D(E, O[s])*x[b]",
    "D(E, O[r]) == D(E, O[s])",
    "D(E, O[r], 2) == 0",
    "D(E, O[r], O[s]) == 0",
    "E == 0",
]


@pytest.mark.parametrize("text", TRUE)
def test_the_chain_rule_agrees(text: str) -> None:
    found = search(claim(text, *OF_O, define=DEFINED), 24)
    assert found.witness is None
    assert found.agreed >= 8


@pytest.mark.parametrize("text", FALSE)
def test_false_chain_rules_are_refuted(text: str) -> None:
    found = search(claim(text, *OF_O, define=DEFINED), 24)
    assert found.witness is not None
    assert any(name.startswith("E(a1") for name in found.witness.point)


def test_a_function_of_a_scalar_that_is_substituted_is_still_one_function() -> None:
    declared, defined = ("t, u: real", "E: function(S)"), ("S: t**2 + u",)
    assert search(claim("Subs(E, t, t) == E", *declared, define=defined), 24).witness is None
    assert search(claim("Subs(D(E, t), t, t) == D(E, t)", *declared, define=defined), 24).witness is None
    assert search(claim("Subs(E, t, -t) == E", *declared, define=defined), 24).witness is None
    assert search(claim("Subs(E, u, 0) == E", *declared, define=defined), 24).witness is not None


def test_functions_are_admitted_by_their_variables_and_kinds() -> None:
    subject = claim("E == 0", *OF_O, define=DEFINED)
    assert satisfies(subject.symbols, instance())
    narrow = Instance(instance().sizes, instance().values, {("E", 0): polynomial("a1", ((1,), 1))})
    assert not satisfies(subject.symbols, narrow)
    valued = claim("conjugate(f(z)) == f(z)", "z: complex", "f: function(complex)")
    assert search(valued, 24).witness is None
