"""What is known is put in: derivatives worked out beforehand, earlier claims, names for what they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.explanation.derive import BEFOREHAND, Part
from derivcheck.explanation.matching import definitions, in_product, instance
from derivcheck.explanation.scene import parsed, scene_of
from derivcheck.language.problem import ProblemFile, load, single
from derivcheck.language.source import Source
from derivcheck.language.writing import written
from tests.explanation.claims import proved_claims, told, wrong_lines

LOGISTIC = ("problems/gallery/logistic-regression.yaml", "logistic-gradient")
SOFTMAX = """\
title: Softmax
declare:
  C: size
  i, j, k, m: index(C)
  z, a: real[C]
define:
  S: Sum(exp(z[k]), k)
  yhat[i]: exp(z[i])/S
claims:
  - {id: jacobian, claim: "D(yhat[i], z[j]) == yhat[i]*(delta(i, j) - yhat[j])"}
  - {id: one, claim: "Sum(yhat[i], i) == 1"}
  - {id: wrong, claim: "D(S, z[j]) == 2*exp(z[j])"}
  - {id: form, claim: "D(Sum(a[m]*yhat[m], m), z[k]) == yhat[k]*(a[k] - Sum(a[m]*yhat[m], m))"}
  - {id: constant, claim: "1 + 2*Sum(yhat[m], m) == 3"}
  - {id: slope, claim: "D(z[k]**2*log(S)*S, z[k]) == 2*z[k]*log(S)*S + z[k]**2*exp(z[k])*(1 + log(S))"}
"""


def explained(problem: ProblemFile, name: str) -> tuple[Part, ...]:
    (raw,) = [claim for claim in problem.claims if claim.id == name]
    return told(problem, raw, 20.0).parts


def said(parts: tuple[Part, ...]) -> set[str]:
    return {word for part in parts for line in part.lines for word in line.said}


@pytest.fixture(scope="module")
def softmax() -> ProblemFile:
    return load(Source("softmax.yaml", SOFTMAX))


def test_the_derivative_of_a_defined_name_is_worked_out_once_beforehand() -> None:
    ((_, problem, raw),) = [f for f in proved_claims([Path(LOGISTIC[0])]) if f[2].id == LOGISTIC[1]]
    beside, main = explained(problem, raw.id)
    assert beside.title == BEFOREHAND
    assert [written(line.tree) for line in (beside.lines[0], beside.lines[-1])] == [
        "D(s[i], w[j])",
        "s[i]*(1 - s[i])*X[i, j]",
    ]
    assert sum("`D(s[i], w[j])` from above" in line.said for line in main.lines) == 1
    assert wrong_lines(beside) == wrong_lines(main) == []


def test_an_earlier_claim_is_used_by_its_name(softmax: ProblemFile) -> None:
    assert "claim `jacobian`" in said(explained(softmax, "form"))
    assert "claim `one`" in said(explained(softmax, "constant"))


def test_neither_a_later_claim_nor_itself_nor_a_wrong_one_is_used(softmax: ProblemFile) -> None:
    assert not any(word.startswith("claim") for word in said(explained(softmax, "jacobian")))
    parts = explained(softmax, "slope")
    assert not any(word.startswith("claim `wrong") for word in said(parts))
    assert [line for part in parts for line in wrong_lines(part)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exp(z[k])/S", "yhat[k]"),
        ("exp(a[i] + 1)/S", None),
        ("Sum(exp(z[i]), i)", "S"),
        ("Sum(exp(z[i]), (i, 1, C))", "S"),
        ("Sum(exp(z[i]), (i, 2, C))", None),
        ("Sum(exp(z[1]), k)", None),
    ],
)
def test_what_a_name_stands_for_is_recognised(softmax: ProblemFile, text: str, expected: str | None) -> None:
    scene = scene_of(softmax, softmax.claims[0])
    found = [f for e in definitions(scene) if (f := instance(e, parsed(text), scene)) is not None]
    assert [written(f) for f in found] == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exp(z[i])*exp(z[k])/S**2", ["yhat[i]*exp(z[k])/S"]),
        ("a[i]*exp(z[j])*delta(i, j)/S", ["yhat[j]*a[i]*delta(i, j)"]),
        ("a[i]*exp(a[j])/S", []),
        ("a[i]*exp(z[j])*S", []),
    ],
)
def test_a_name_is_recognised_among_factors(softmax: ProblemFile, text: str, expected: list[str]) -> None:
    scene = scene_of(softmax, softmax.claims[0])
    found = [f for e in definitions(scene) if (f := in_product(e, parsed(text), scene)) is not None]
    assert [written(f) for f in found] == expected


def test_what_stands_on_both_sides_stays(softmax: ProblemFile) -> None:
    problem = single("D(f(x), x) + (x + 1)**2 == D(f(x), x) + x**2 + 2*x + 1", ("x: real",), ("f(u): sin(u)*u",))
    (part,) = explained(problem, problem.claims[0].id)
    assert all("D(f(x), x)" in written(line.tree) for line in part.lines)


def test_what_is_worked_out_beforehand_is_written_with_names(softmax: ProblemFile) -> None:
    text = SOFTMAX[: SOFTMAX.index("claims:")] + (
        'claims:\n  - {id: own, claim: "D(a[i]*yhat[i]*S**2, z[k]) == a[i]*S*exp(z[i])*(delta(i, k) + yhat[k])"}\n'
    )
    parts = explained(load(Source("softmax.yaml", text)), "own")
    ends = {written(part.lines[0].tree): written(part.lines[-1].tree) for part in parts}
    assert ends["D(yhat[i], z[k])"] == "yhat[i]*delta(i, k) - yhat[k]*yhat[i]"
    assert [line for part in parts for line in wrong_lines(part)] == []


def test_a_value_that_a_sum_binds_is_not_taken_out_of_it() -> None:
    """``f(x)`` with an ``x`` that the definition binds itself is no instance of it."""
    problem = single("D(f(y), y) == 0", ("n: size", "k: index(n)", "y: real"), ("f(u): Sum(u + k, k)",))
    scene = scene_of(problem, problem.claims[0])
    (equation,) = definitions(scene)
    assert instance(equation, parsed("Sum(k + k, k)"), scene) is None
    found = instance(equation, parsed("Sum(y**2 + k, k)"), scene)
    assert found is not None
    assert written(found) == "f(y**2)"
