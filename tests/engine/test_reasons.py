"""What is said where nothing is decided: what to declare, or that the statement has no value anywhere."""

from __future__ import annotations

import pytest

from derivcheck.engine.decide import Decision, decide
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single


def decided(claim: str, *declare: str) -> Decision:
    problem = single(claim, declare=list(declare))
    return decide(elaborate(problem, problem.claims[0]), 30)


SIZES = ("n: size", "i, j: index(n)", "x: real[n]")


@pytest.mark.parametrize("claim", ["Sum(x[i + 1], i) == Sum(x[i], i)", "Sum(x[t - 1], (t, 1, n)) == 0"])
def test_an_index_that_always_leaves_its_axis_is_an_error(claim: str) -> None:
    decision = decided(claim, *SIZES)
    assert decision.verdict == "error"
    assert decision.reason is not None
    assert "nowhere defined: it needs" in decision.reason
    assert "an index leaves its axis" in decision.reason


def test_a_negative_number_to_a_power_that_is_not_seen_to_be_whole_is_an_error_that_says_so() -> None:
    decision = decided("(-1)**(n*(n + 1)/2) == 5", "n: natural")
    assert decision.verdict == "error"
    assert decision.reason is not None
    assert "floor(…)" in decision.reason
    assert decided("(-1)**floor(n*(n + 1)/2) == 5", "n: natural").verdict == "refuted"


def test_an_index_that_sometimes_stays_in_its_axis_is_a_condition() -> None:
    decision = decided("x[i + 1] - x[i] == -(x[i] - x[i + 1])", *SIZES)
    assert decision.verdict == "proved"
    assert decision.conditions == ("n >= i + 1",)


@pytest.mark.parametrize(
    ("claim", "conditions"),
    [
        ("Sum(x[t + 1], (t, 1, m)) == Sum(x[t], (t, 2, m + 1))", ("m + 1 <= n",)),
        ("Sum(A[i, a], i, a) == Sum(A[a, i], i, a)", ("m <= n", "n <= m")),
        ("Sum(x[t]/(t + k), (t, 1, n)) == Sum(x[i]/(i + k), i)", ("j + k != 0 for every j",)),
    ],
)
def test_what_is_asked_of_every_index_is_said_by_the_ends_where_that_is_the_same(
    claim: str, conditions: tuple[str, ...]
) -> None:
    decision = decided(claim, *SIZES, "m: size", "a: index(m)", "A: real[m, n]", "k: integer")
    assert decision.verdict == "proved"
    assert decision.conditions == conditions


MIXED = "D(f(x), x[i], x[j]) == D(f(x), x[j], x[i])"


def test_mixed_partials_say_what_to_declare() -> None:
    decision = decided(MIXED, *SIZES, "f: function(real[n])")
    assert decision.verdict == "unknown"
    assert decision.reason is not None
    assert "declare `f` C2" in decision.reason
    assert decided(MIXED, *SIZES, "f: function(real[n]), C2").verdict == "proved"


def test_what_is_false_either_way_is_not_said_to_need_smoothness() -> None:
    reason = decided(
        "D(g(x[1], x[1]), x[1], x[1]) <= D(h(x[1]), x[1])", *SIZES, "g: function(real, real)", "h: function(real)"
    ).reason
    assert reason is None or "C2" not in reason
