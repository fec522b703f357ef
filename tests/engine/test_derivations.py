"""Derivations: each link's verdict, what it may assume, and what becomes of the chain as a whole."""

from __future__ import annotations

import operator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.engine.check import check_claim
from derivcheck.engine.derivations.chain import composed
from derivcheck.engine.result import Result
from derivcheck.language.problem import load
from derivcheck.language.source import Source

HEAD = """declare:
  x, y: real
  C: size
  i, j, k: index(C)
  z: real[C]
define:
  p[i]: exp(z[i])/Sum(exp(z[j]), j)
  s(u): 1/(1 + exp(-u))
  ds(u): D(s(u), u)
claims:
  - id: a
"""


def decided(*lines: str, keys: str = "") -> Result:
    more = f"    {keys}\n" if keys else ""
    text = HEAD + more + "    derivation: |\n" + "".join(f"      {line}\n" for line in lines)
    problem = load(Source("f.yaml", text))
    return check_claim(problem, problem.claims[0], problem.source, 20.0)


def verdicts(result: Result) -> list[str]:
    return [link.verdict for link in result.links]


def test_a_name_given_with_let_and_continued_within_brackets() -> None:
    result = decided("let S = exp(x) + (", "   1)", "let f(u) = u*S", "f(x)/S", "  == x")
    assert result.verdict == "proved"
    assert result.start == ("let S = exp(x) + (", "let f(u) = u*S", "f(x)/S")


def test_a_mistake_that_is_undone() -> None:
    result = decided("(x + 1)**2", "== x**2 + 1", "== x**2 + 1 + 0*x", "== x**2 + 2*x + 1")
    assert (result.verdict, verdicts(result)) == ("refuted", ["refuted", "proved", "refuted"])
    assert (result.first_wrong_step, result.undone_by) == (1, 3)
    assert result.whole is not None
    assert result.whole.verdict == "proved"
    assert result.whole.text == "(x + 1)**2 == x**2 + 2*x + 1"
    assert "the result is right: step 1 is wrong and step 3 undoes it" in result.remarks


def test_a_mistake_that_does_not_matter() -> None:
    result = decided("x**2", "== x**2 + 1", ">= 0")
    assert (result.first_wrong_step, result.undone_by) == (1, None)
    assert "the result is right although step 1 is wrong" in result.remarks


def test_a_mistake_that_is_carried_on() -> None:
    result = decided("(x + 1)**2", "== x**2 + 1", "== 1 + x**2")
    assert result.whole is not None
    assert result.whole.verdict == "refuted"
    assert "the result is wrong" in result.remarks


def test_an_undecided_step_does_not_stop_later_ones() -> None:
    endless = "Product(1 + 2**(-2**k), (k, 0, oo))"
    result = decided(endless, "== 2", "== 2*(x + 1 - x)", "== 3")
    assert verdicts(result) == ["unknown", "proved", "refuted"]
    assert result.first_wrong_step == 3


def test_a_step_is_judged_under_the_steps_that_its_reason_names() -> None:
    wrong = ("(1) x == y + 1", "(2) x**2 == (y + 1)**2   # from (1)")
    assert verdicts(decided(*wrong)) == ["refuted", "proved"]
    assert verdicts(decided(wrong[0], "(2) x**2 == (y + 1)**2")) == ["refuted", "refuted"]
    assert decided(*wrong).first_wrong_step == 1


def test_only_earlier_steps_are_premises() -> None:
    result = decided("x", "== x + 0*y   # from (2)", "== y    # by (2), (1) and (7)")
    assert [link.premises for link in result.links] == [(), (1,)]
    assert result.links[0].remarks == ("(2) is not an earlier step",)
    assert result.links[1].remarks == ("(2) is not an earlier step", "(7) is not an earlier step")
    assert result.first_wrong_step == 2


def test_a_premise_that_cannot_hold_makes_no_step_wrong() -> None:
    result = decided("(1) x == x + 1", "(2) x == 2    # from (1)")
    assert verdicts(result) == ["refuted", "unknown"]
    assert result.links[1].reason == "it rests on (1), which cannot hold"


def test_a_number_in_a_reason_is_no_reference() -> None:
    assert decided("2*x", "== x + x   # f(1) and (1)").links[0].premises == ()


def test_steps_that_only_restate() -> None:
    result = decided("D(p[i], z[k])", "== D(exp(z[i])/Sum(exp(z[j]), j), z[k])", "== p[i]*(delta(i, k) - p[k])")
    assert [link.restates for link in result.links] == [True, False]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("s(x)", "== 1/(1 + exp(-x))", "== exp(x)/(1 + exp(x))"), [True, False]),
        (("D(s(x), x)", "== D(1/(1 + exp(-x)), x)", "== s(x)*(1 - s(x))"), [True, False]),
        (("s(s(x))", "== 1/(1 + exp(-s(x)))", "== 1/(1 + exp(-(1/(1 + exp(-x)))))"), [True, True]),
        (("ds(2*x)", "== D(s(2*x), x)/2", "== ds(x + x)"), [False, False]),
    ],
)
def test_functions_with_their_arguments_put_in_restate(lines: tuple[str, ...], expected: list[bool]) -> None:
    result = decided(*lines)
    assert result.verdict == "proved"
    assert [link.restates for link in result.links] == expected


def test_the_expected_first_wrong_step() -> None:
    lines = ("x", "== x + 0*y", "== y")
    assert decided(*lines, keys="expect: refuted\n    first_wrong_step: 2").as_expected
    assert not decided(*lines, keys="expect: refuted\n    first_wrong_step: 1").as_expected


@given(st.lists(st.sampled_from(["eq", "lt", "le", "gt", "ge", "ne"]), min_size=1, max_size=4), st.randoms())
@settings(max_examples=300, deadline=None)
def test_relations_add_up_as_they_do_for_numbers(ops: list[str], random: object) -> None:
    """Whatever numbers satisfy every relation in a row, satisfy the one that is made of them."""
    assert isinstance(random, Random)
    whole = composed(ops)
    for _ in range(30):
        numbers = [random.randint(0, 3) for _ in range(len(ops) + 1)]
        holds = all(getattr(operator, op)(a, b) for op, a, b in zip(ops, numbers, numbers[1:], strict=False))
        if holds and whole is not None:
            assert getattr(operator, whole)(numbers[0], numbers[-1])
