"""The programs of the benchmark run, and measure what they say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import families
from benchmarks.methods import METHODS, Item, Outcome, timed
from benchmarks.stages import STAGES, Stages
from benchmarks.translation import Unsaid, equations
from derivcheck.engine.check import check_claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import ProblemFile, load, single
from derivcheck.language.source import Source

_ROOT = Path(families.__file__).parents[1]


def _item(problem: ProblemFile) -> Item:
    claim = problem.claims[0]
    return Item(problem, claim, equations(elaborate(problem, claim)))


def _answers(problem: ProblemFile) -> dict[str, str]:
    return {method: timed(method, _item(problem), 5).answer for method in METHODS}


def test_the_methods_on_a_true_and_on_a_false_claim() -> None:
    true = single("D(sigmoid(x), x) == sigmoid(x)*(1 - sigmoid(x))", ["x: real"])
    false = single("D(sigmoid(x), x) == sigmoid(x)*(1 + sigmoid(x))", ["x: real"])
    assert list(_answers(true).values()) == ["proved", "proved", "proved"]
    assert list(_answers(false).values()) == ["refuted", "undecided", "refuted"]


def test_sympy_is_stopped_in_time() -> None:
    source = Source("slow", families.problem([families.squared_error(30)]))
    problem = load(source)
    outcome = timed("sympy.simplify(l - r) == 0", _item(problem), 0.3)
    assert outcome.answer == "stopped"
    assert outcome.seconds < 60


@pytest.mark.parametrize(
    ("claim", "declare", "given", "reason"),
    [
        ("x <= x + 1", "x: real", [], "not an equation"),
        ("x == 1", "x: real", ["x == 1"], "a hypothesis"),
        ("H[1, 2] == H[2, 1]", "H: real[2, 2], symmetric", [], "a property of a matrix"),
    ],
)
def test_what_sympy_cannot_be_asked_is_left_out(claim: str, declare: str, given: list[str], reason: str) -> None:
    problem = single(claim, [declare], (), given)
    with pytest.raises(Unsaid, match=reason):
        equations(elaborate(problem, problem.claims[0]))


def test_derivatives_are_taken_before_values_are_put_in() -> None:
    problem = single("D(f(u, 2), u) == 4*u", ["u: real"], ["f(a, b): a**2*b"])
    ((left, right),) = _item(problem).equations.build()
    assert left == right


def test_a_verdict_that_is_not_the_expected_one_is_wrong_unless_it_is_none() -> None:
    assert Outcome("proved", "refuted", 0.0).wrong
    assert not Outcome("proved", "undecided", 0.0).wrong
    assert not Outcome("refuted", "refuted", 0.0).wrong


def test_stages_cover_most_of_a_decision_and_leave_nothing_behind() -> None:
    source = Source("growth", families.problem([families.cross_entropy(5)]))
    problem = load(source)
    decide = check_claim.__globals__["decide"]
    with Stages() as stages:
        assert check_claim(problem, problem.claims[0], source, 10).verdict == "proved"
    assert check_claim.__globals__["decide"] is decide
    assert set(stages.seconds) <= set(STAGES)
    assert stages.seconds["proof"] > 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("benchmarks.scalar", "--quick", "--only", "tanh-derivative"),
        ("benchmarks.sizes", "--largest", "2", "--only", "variance"),
        ("benchmarks.matrices", "--only", "kronecker-transposed"),
        ("benchmarks.whole", "problems/gallery/log-sum-exp.yaml", "--every", "5"),
        ("benchmarks.growth", "--largest", "3", "--only", "Jacobian"),
        ("benchmarks.growth", "--largest", "4", "--only", "batch", "--written-out"),
    ],
)
def test_the_programs_run(arguments: tuple[str, ...]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    run = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=_ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr
    assert any(word in run.stdout for word in ("derivcheck", "total ms", "median"))
