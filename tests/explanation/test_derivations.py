"""Explanations of claims of the problem files: lines by named rules, each of which is proved when it is read again.

A sample with a fixed seed; ``python -m tests.explanation`` looks at all claims.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from derivcheck.explanation.proof import narrated
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import ProblemFile, RawClaim, single
from derivcheck.language.writing import written
from tests.explanation.claims import FILES, Told, proved_claims, told, wrong_lines

SAMPLE = random.Random(6).sample(list(proved_claims(FILES)), 24)
MUST = (
    ("problems/softmax.yaml", "softmax-jacobian-delta", {"quotient rule", "contraction of a delta"}),
    ("problems/least-squares.yaml", "lsq-gradient", {"power rule and chain rule", "entry of a gradient"}),
    ("problems/expectations/estimators.yaml", "sample-mean-variance", {"variances of independent terms add up"}),
    ("problems/activations-sigmoid.yaml", "worked-sigmoid-spurious-prime-corrected", {"definition of `sigmoid`"}),
    ("problems/backpropagation-worked-forward.yaml", "worked-z1", {"entry by entry", "calculated"}),
)


@pytest.mark.parametrize(("path", "problem", "claim"), SAMPLE, ids=[f"{p}::{c.id}" for p, _, c in SAMPLE])
def test_every_line_is_proved_when_it_is_read_again(path: Path, problem: ProblemFile, claim: RawClaim) -> None:
    for part in told(problem, claim, 8.0).parts:
        assert wrong_lines(part) == []


@pytest.mark.parametrize(("path", "name", "rules"), MUST, ids=[name for _, name, _ in MUST])
def test_these_claims_are_explained_by_these_rules(path: str, name: str, rules: set[str]) -> None:
    ((_, problem, claim),) = [found for found in proved_claims([Path(path)]) if found[2].id == name]
    said = {s for part in told(problem, claim, 20.0).parts for line in part.lines for s in line.said}
    assert rules <= said


def explained(claim: str, declare: tuple[str, ...], given: tuple[str, ...] = ()) -> Told:
    problem = single(claim, declare, (), given)
    return told(problem, problem.claims[0], 20.0)


def test_a_chain_runs_from_the_left_side_to_the_right_one() -> None:
    declare = ("n: size", "i, j, k: index(n)", "z: real[n]")
    (part,) = explained("D(log(Sum(exp(z[j]), j)), z[k]) == exp(z[k])/Sum(exp(z[i]), i)", declare).parts
    assert written(part.lines[0].tree) == "D(log(Sum(exp(z[j]), j)), z[k])"
    assert written(part.lines[-1].tree) == "exp(z[k])/Sum(exp(z[i]), i)"
    assert part.lines[0].said == ()
    assert all(line.said for line in part.lines[1:])


def test_nothing_is_shown_of_what_is_false() -> None:
    found = explained("D(x**2, x) == x**2", ("x: real",))
    assert found.parts == ()
    assert found.notes == ()


def test_what_is_given_is_named() -> None:
    declare = ("n: size", "i, k: index(n)", "y: real[n]", "x: real")
    (part,) = explained("Sum(y[i]*x, i) == x", declare, ("Sum(y[i], i) == 1",)).parts
    assert "what is given" in {s for line in part.lines for s in line.said}


@pytest.mark.parametrize(
    ("claim", "declare", "given", "said"),
    [
        ("exp(x) >= 1 + x", ("x: real",), (), "it holds at x = 0, and from there on the derivative has the right sign"),
        ("2**n >= n + 1", ("n: natural",), (), "induction on n"),
    ],
)
def test_a_proof_is_told_step_by_step(claim: str, declare: tuple[str, ...], given: tuple[str, ...], said: str) -> None:
    problem = single(claim, declare, (), given)
    notes = narrated(elaborate(problem, problem.claims[0]), float("inf"))
    assert notes[0].statement == claim
    assert notes[0].said == said
    assert max(note.depth for note in notes) >= 1


@pytest.mark.parametrize(
    ("claim", "declare", "said"),
    [
        ("-log(Sum(y[i]*p[i], i)) == -Sum(y[i]*log(p[i]), i)",
         ("n: size", "i: index(n)", "p: positive[n]", "y: real[n], one_hot"), "`y` being one-hot"),
        ("det(eye(n) + U @ V) == det(eye(m) + V @ U)",
         ("n, m: size", "U: real[n, m]", "V: real[m, n]"), "Sylvester's theorem: det(1 + U V) = det(1 + V U)"),
        ("Limit(sin(x)/x, x, 0) == 1", ("x: real",), "rule of L'Hôpital"),
        ("Sum(Sum(exp(x[i] - y[j]), (i, 1, j - 1)), (j, 1, n)) == Sum(Sum(exp(x[i] - y[j]), (j, i + 1, n)), (i, 1, n))",
         ("n: size", "x, y: real[n]"), "order of summation"),
        ("Integral(cos(t), (t, 0, pi)) == 0", ("t: real",), "an antiderivative is sin(t), as its derivative shows"),
        ("stationary(x**3, x, 0)", ("x: real",), "power rule"),
        ("D(inv(F(t))[i, j], t) == -(inv(F(t)) @ D(F(t), t) @ inv(F(t)))[i, j]",
         ("n: size", "i, j: index(n)", "t: real", "F: function(real) -> real[n, n]"), "derivative of an inverse"),
        ("softmax(z + x*ones(n)) == softmax(z)", ("n: size", "z: real[n]", "x: real"), "exponential of a sum"),
    ],
)  # fmt: skip
def test_steps_are_called_by_what_they_owe_to(claim: str, declare: tuple[str, ...], said: str) -> None:
    found = explained(claim, declare).said
    assert any(word.startswith(said) for word in found), found


def test_an_instance_of_what_holds_for_all_sizes_says_so() -> None:
    notes = explained("det(Q)**2 == 1", ("Q: real[3, 3], orthogonal",)).notes
    assert notes[0].said == "an instance of what holds for matrices of all sizes"
    assert len(notes) > 1
