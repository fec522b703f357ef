"""Kronecker products, stacked columns and blocks: what holds for all sizes is proved, and under no other conditions."""

from __future__ import annotations

import pytest

from derivcheck.algebra.term import ONE, ZERO, Sort, number, rational, substitute, symbol
from derivcheck.engine.decide import Decision, decide
from derivcheck.engine.tensors.axes import Chain, Place, cells, common, delta, grid, length, position
from derivcheck.engine.tensors.unsupported import Unsupported
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single

_SECONDS = 20
_DECLARED = (
    "n, m: size", "A, B: real[n, n]", "P: real[n, n], positive_definite", "C: real[m, m]", "U: real[n, m]",
    "H: real[m, n]", "x: real[n]", "y: real[m]", "w: real[n*m]", "z: real[n + m]", "c: real",
)  # fmt: skip


def _decided(written: str) -> Decision:
    problem = single(written, declare=list(_DECLARED), define=[], given=[])
    return decide(elaborate(problem, problem.claims[0]), _SECONDS)


@pytest.mark.parametrize(
    ("claim", "conditions"),
    [
        ("inv(kron(A, C)) @ kron(x, y) == kron(inv(A) @ x, inv(C) @ y)", ("det(A) != 0", "det(C) != 0")),
        ("det(block([[A, zeros(n, m)], [H, C]])) == det(A)*det(C)", ()),
        ("det(block([[P, U], [H, C]])) == det(P)*det(C - H @ inv(P) @ U)", ()),
        ("block([[A, U]]) @ z == block([[A, U]]) @ z", ()),
        ("block([[eye(n), zeros(n, m)], [zeros(m, n), eye(m)]]) @ z == z", ()),
        ("kron(eye(n), eye(m)) @ w == w", ()),
        ("inv(block([[A, U], [zeros(m, n), C]])).T == inv(block([[A, U], [zeros(m, n), C]]).T)",
         ("det(A) != 0", "det(C) != 0")),
        ("kron([[0, 0], [0, 0]], inv(A)) == zeros(2*n, 2*n)", ("det(A) != 0",)),
    ],
)  # fmt: skip
def test_true_claims_are_proved_under_their_conditions(claim: str, conditions: tuple[str, ...]) -> None:
    decision = _decided(claim)
    assert (decision.verdict, decision.conditions) == ("proved", conditions)


@pytest.mark.parametrize(
    "claim",
    [
        "block([[A, zeros(n, m)], [zeros(m, n), C]]) @ z == z",
        "kron(A, C) @ w == w",
        "det(kron(A, C)) == det(kron(C, A))*det(A)",
        "inv(block([[A, U], [H, C]])) == block([[inv(A), zeros(n, m)], [zeros(m, n), inv(C)]])",
        "vec(A) == vec(A.T)",
        "inv(kron(A, C)) == kron(A, C)",
    ],
)
def test_false_claims_are_refuted(claim: str) -> None:
    assert _decided(claim).verdict == "refuted"


def test_a_determinant_is_not_taken_to_pieces_about_a_block_that_may_be_singular() -> None:
    assert _decided("det(block([[A, U], [H, C]])) == det(block([[C, H], [U, A]]))").verdict != "proved"


_N, _M = symbol("n", Sort.SIZE), symbol("m", Sort.SIZE)


def test_the_places_of_an_axis_are_its_numbers_each_once() -> None:
    axis = Chain((grid((ONE, _N), (ONE, _M), (ONE, number(2))), (ONE, _N), (ONE, ONE)))
    sizes = {_N: number(3), _M: number(2)}
    found = []
    for bound, place in cells(axis):
        values = [sizes]
        for index, (_, last) in bound:
            top = rational(substitute(last, sizes))
            assert top is not None
            values = [{**v, index: number(k)} for v in values for k in range(1, int(top) + 1)]
        found += [rational(substitute(position(axis, place), v)) for v in values]
    assert sorted(map(int, filter(None, found))) == list(range(1, 17))
    assert rational(substitute(length(axis), sizes)) == 16


def test_places_on_different_parts_are_different() -> None:
    (_, first), (_, second) = cells(Chain(((ONE, _N), (ONE, _M))))
    assert isinstance(first, Place)
    assert delta(first, second) is ZERO
    assert delta(first, first) is not ZERO


def test_axes_that_are_made_of_other_lengths_do_not_meet() -> None:
    with pytest.raises(Unsupported):
        common(Chain(((ONE, _N), (ONE, _M))), Chain(((ONE, _M), (ONE, _N))))
    with pytest.raises(Unsupported):
        common(grid((ONE, _N), (ONE, _M)), grid((ONE, _M), (ONE, _N)))


def test_an_index_that_runs_over_several_blocks_is_no_fault() -> None:
    found = _decided("Sum(block([[A, U], [H, C]])[k, k], (k, 1, n + m)) == tr(A) + tr(C)")
    assert found.verdict in ("proved", "unknown")


def test_an_index_that_runs_over_a_kronecker_product_is_no_fault() -> None:
    found = _decided("Sum(kron(A, C)[k, k], (k, 1, n*m)) == tr(A)*tr(C)")
    assert found.verdict in ("proved", "unknown")
