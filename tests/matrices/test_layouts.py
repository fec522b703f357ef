"""A derivative in the other layout is an error that says so."""

from __future__ import annotations

import pytest

from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single
from derivcheck.language.source import LanguageError

_DECLARED = ("n, m: size", "a, x: real[n]", "F: real[m, n]", "G: real[n, m]")


def _hint(written: str) -> str | None:
    problem = single(written, declare=list(_DECLARED), define=[], given=[])
    with pytest.raises(LanguageError) as raised:
        elaborate(problem, problem.claims[0])
    return raised.value.complaints[0].hint


@pytest.mark.parametrize(
    ("written", "side", "layout"),
    [
        ("grad(a.T @ x, x) == a.T", "right", "denominator"),
        ("a.T == grad(a.T @ x, x)", "left", "denominator"),
        ("jac(a.T @ x, x) == a", "right", "numerator"),
        ("jac(F @ x, x) == F.T", "right", "numerator"),
        ("grad(tr(F @ G), G) == F", "right", "denominator"),
    ],
)
def test_the_other_layout(written: str, side: str, layout: str) -> None:
    hint = _hint(written)
    assert hint is not None
    assert hint.startswith(f"the {side}-hand side is the transpose")
    assert f"{layout} layout" in hint


def test_other_shapes_are_not_called_transposes() -> None:
    assert "transpose" in (_hint("F == G") or "")
    assert "transpose" not in (_hint("F == a") or "")
    assert "transpose" not in (_hint("grad(a.T @ x, x) == F @ x") or "")
