"""Two mistakes at once, false parts of a conjunction, steps of derivations, and what becomes of a fault."""

from __future__ import annotations

from random import Random

import pytest

from derivcheck.diagnosis import jobs
from derivcheck.diagnosis.combined.edit import difference
from derivcheck.diagnosis.diagnose import Finding, diagnose
from derivcheck.diagnosis.settings import setting_of, settings_of_links
from derivcheck.diagnosis.trees import replaced, same, walk
from derivcheck.engine.kernel import Fault
from derivcheck.engine.result import Result
from derivcheck.engine.running.jobs import Job
from derivcheck.engine.running.settings import Settings
from derivcheck.language.parser import parse
from derivcheck.language.problem import load, single
from derivcheck.language.source import Source, Span
from derivcheck.language.syntax import Tree

CHAIN = """declare: {x: real}
claims:
  - id: a
    derivation: |
      let s = 1 + exp(x)
      D(log(s), x)
        == 1/s
        == exp(x)/s
"""


def found(claim: str, *declare: str) -> tuple[Finding, ...]:
    problem = single(claim, declare)
    return diagnose(setting_of(problem, problem.claims[0]))


@pytest.mark.parametrize(
    ("claim", "correct"),
    [
        ("(x + y)**2 == x - 2*x*y + y**2", "x**2 + 2*x*y + y**2"),
        ("a*(x + y + z) == x + a*y + 2*a*z", "a*x + a*y + a*z"),
        ("n**2 == Sum((2*k - 1)**2, (k, 1, n + 1))", "Sum(2*k - 1, (k, 1, n))"),
    ],
)
def test_two_mistakes(claim: str, correct: str) -> None:
    declared = ("x, y, z, a: positive", "n: size")
    (first,) = found(claim, *declared)
    problem = single(f"{correct} == {first.correct}", declared)
    assert diagnose(setting_of(problem, problem.claims[0])) is not None
    assert first.repair.said.startswith("two mistakes: ")


@pytest.mark.parametrize(
    ("claim", "kind", "correct"),
    [
        ("a*(x + y + z) == x + a*y + z", "missing-factor", "x*a + a*y + z*a"),
        ("(x + y + z + 1)/a == x + y/a + z + 1/a", "missing-factor", "x/a + y/a + z/a + 1/a"),
        ("(x - y)*(x - z) == x**2 + x*z + x*y + y*z", "sign", "x**2 - x*z - x*y + y*z"),
    ],
)
def test_one_mistake_in_several_terms(claim: str, kind: str, correct: str) -> None:
    first = found(claim, "x, y, z, a: positive")[0]
    assert (first.kind.kind, first.correct) == (kind, correct)


def test_a_boundary_under_a_hypothesis() -> None:
    """Neither is enough alone."""
    first = found("-1 <= 1 - 2*x*y <= 1 => y > 0", "x, y: real")[0]
    data = first.as_data()
    assert (data["correct"], data["given"]) == ("-1 <= 1 - 2*x*y <= 1 => y >= 0", "x > 0")


@pytest.mark.parametrize(
    ("claim", "kind", "correct"),
    [
        ("(x + y)**2 == x**2 + y**2", "dropped-term", "x**2 + y**2 + 2*x*y"),
        ("(x + y)**3 == x**3 + 3*x*y**2 + y**3", "dropped-term", "x**3 + 3*x*y**2 + y**3 + 3*x**2*y"),
        ("exp(a*x**2*z + a) == exp(a)", "dropped-term", "exp(a + a*x**2*z)"),
        ("1/(x*y - z*a) == 1/(x*y)", "dropped-term", "1/(x*y - a*z)"),
        ("x**2*y**3*exp(z) == x*y**2*exp(z)", "missing-factor", "x**2*y**3*exp(z)"),
        ("x*(7*y + 7)/11 == x + x*y", "missing-factor", "7*(x + x*y)/11"),
        ("[7*x*y*z, x*y*a] == x*[7*z, a]", "missing-factor", "x*[7*z, a]*y"),
        ("sqrt(x + 7*y/3) == sqrt(x + y/5)", "number", "sqrt(x + y/(3/7))"),
    ],
)
def test_what_stands_nowhere_is_worked_out(claim: str, kind: str, correct: str) -> None:
    first = found(claim, "x, y, z, a: positive")[0]
    assert (first.kind.kind, first.correct) == (kind, correct)


def test_every_false_part_is_repaired_and_no_other() -> None:
    (first, *_) = found("x + x == 3*x and x*x == x**2 and D(x**2, x) == x", "x: real")
    assert first.correct == "x + x == 2*x and x*x == x**2 and D(x**2, x) == 2*x"


def test_a_step_of_a_derivation() -> None:
    problem = load(Source("f.yaml", CHAIN))
    settings = settings_of_links(problem, problem.claims[0], [1])
    (first, *_) = diagnose(settings[1])
    assert (first.kind.kind, first.correct) == ("chain-rule", "exp(x)/s")


def test_where_two_trees_differ() -> None:
    def tree(text: str) -> Tree:
        return parse(text, lambda start, end: Span(0, 0))

    random = Random(4)
    for text in ("a + b*c - f(x[i], 2)", "-(a - b)/Sum(c, (i, 1, n))", "[a, b] == [c, 2*d]"):
        old = tree(text)
        for _ in range(30):
            spot = random.choice(list(walk(old)))
            new = replaced(old, spot.path, tree("q"))
            path, node = difference(old, new)
            assert same(replaced(old, path, node), new)
            assert path == spot.path


def test_a_fault_that_comes_to_light_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*arguments: object) -> object:
        raise Fault("proved and refuted")

    monkeypatch.setattr("derivcheck.diagnosis.diagnose.diagnose", faulty)
    problem = single("x == x + 1", ["x: real"])
    result = Result("f", 1, 1, "a", "x == x + 1", "refuted", "proved")
    (after,) = jobs.with_diagnoses([result], [Job(problem, problem.claims[0])], Settings(jobs=1))
    assert after.fault is not None
    assert "proved and refuted" in after.fault


def test_what_fails_costs_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("derivcheck.diagnosis.diagnose.diagnose", broken)
    problem = single("x == x + 1", ["x: real"])
    result = Result("f", 1, 1, "a", "x == x + 1", "refuted", "proved")
    assert jobs.with_diagnoses([result], [Job(problem, problem.claims[0])], Settings(jobs=1)) == [result]


@pytest.mark.parametrize(
    ("claim", "never"),
    [
        ("(a + b)**2 == a**2 + b**2", "a - a"),
        ("a == b", "a == a"),
        ("a/b == 2*b", "/b*b"),
        ("a*b - a == b", "0"),
        ("Max(a, b) == a", "Max(a, a)"),
        ("a > 0 <=> a**2 > 0", "<=> a > 0"),
    ],
)
def test_nothing_is_made_to_cancel(claim: str, never: str) -> None:
    assert all(never not in f.correct for f in found(claim, "a, b: real"))


def test_an_inequality_is_not_made_true_by_sides_of_different_signs() -> None:
    assert all("-exp" not in f.correct for f in found("exp(x) < exp(x)/2", "x: real"))
