"""Sizes: the cases in which claims about sizes break are all looked at, early and always."""

from __future__ import annotations

import pytest
from evaluation_claims import claim

from derivcheck.evaluation.search.sampling import Sampler, chosen_sizes
from derivcheck.evaluation.search.search import QUICK, search
from derivcheck.evaluation.search.study import study

EXAMINED = 24


def test_all_one_then_each_alone_one_then_all_different() -> None:
    assert chosen_sizes(["n", "m", "p"]) == [
        {"n": 1, "m": 1, "p": 1},
        {"n": 1, "m": 3, "p": 2},
        {"n": 2, "m": 1, "p": 2},
        {"n": 2, "m": 3, "p": 1},
        {"n": 4, "m": 3, "p": 2},
    ]
    assert chosen_sizes(["n"]) == [{"n": 1}, {"n": 4}]
    assert chosen_sizes([]) == []


@pytest.mark.parametrize("count", [1, 2, 5, 20, 30])
def test_they_are_among_the_points_of_an_examination(count: int) -> None:
    names = [f"n{k}" for k in range(count)]
    chosen = chosen_sizes(names)
    assert 2 + len(chosen) <= EXAMINED
    subject = claim(" + ".join(names) + " > 0", f"{', '.join(names)}: size")
    for seed in (0, 1):
        sampler = Sampler(subject, study(subject).landmarks, seed)
        drawn = [sampler.draw(number) for number in range(EXAMINED)]
        sizes = [instance.sizes for instance in drawn if instance is not None]
        assert all(wanted in sizes for wanted in chosen)


@pytest.mark.parametrize("effort", [QUICK, EXAMINED])
def test_an_empty_range_refutes(effort: int) -> None:
    found = search(claim("Sum(1/(n - 1), (j, 1, n - 1)) == 1", "n: size"), effort)
    assert found.witness is not None
    assert found.witness.point == {"n": "1"}
    assert (found.witness.left, found.witness.right) == ("0", "1")


def test_sizes_of_arrays_are_tried_at_one_with_values_that_tell() -> None:
    found = search(claim("Sum(x[j]*x[j + 1], (j, 1, n - 1)) != 0", "n: size", "x: real[n]"), EXAMINED)
    assert found.witness is not None
    assert found.witness.point["n"] == "1"


def test_hypotheses_on_sizes_leave_other_points() -> None:
    found = search(claim("1/(n - 1) <= 1/2", "n: size", given=["n > 2"]), EXAMINED)
    assert found.witness is None
    assert found.agreed >= EXAMINED // 2


def test_an_axis_that_would_be_empty_is_passed_over() -> None:
    found = search(claim("x[i] == 0", "n: size", "x: real[n]", "i: index(n - 1)"), QUICK)
    assert found.witness is not None
    assert found.witness.point["n"] == "2"
