"""Gradients in all directions at once: the same as in each direction by itself, which is another way to them."""

from __future__ import annotations

from typing import Any

import pytest
from evaluation_claims import exact, fate, value
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.evaluation.errors import EvaluationError, Unsupported
from derivcheck.evaluation.values.slopes import Slopes, slope
from derivcheck.evaluation.values.tensor import entries
from derivcheck.evaluation.walk import gradients

_DECLARED = ("n: size", "x, y: real[n]", "A: real[n, n]", "t: real", "i: index(n)")
#: Numbers, each as a function of vectors and a matrix.
_SCALARS = [
    "x.T @ A @ x", "t*norm(x)**2", "Sum(x[i]**3*y[i], i)", "exp(x.T @ y/10)", "log(1 + norm(x - y)**2)", "norm(A @ x)",
    "tr(A @ A.T)", "det(A)", "(A @ x)[1]/(2 + sin(y[1]))", "logsumexp(x)", "softmax(x)[1]", "Max(x[1], y[1])*t",
    "Abs(x[1] - 1)", "sqrt(1 + x[1]**2)", "tanh(Sum(A[i, 1]*x[i], i))", "x[1]**5/(y[1]**2 + 1)", "t**2",
    "relu(x[1])",
]  # fmt: skip
_VECTORS = ["A @ x", "inv(A) @ x", "softmax(x)", "A.T @ (x - y)", "t*x", "(A @ A) @ y", "x*Sum(x[i]*y[i], i)"]

_numbers = st.sampled_from([fmpq(k, d) for k in range(-4, 5) for d in (1, 2, 3)])


def _one_by_one(monkeypatch: pytest.MonkeyPatch, *arguments: Any, **values: Any) -> Any:
    with monkeypatch.context() as patched:
        patched.setattr(gradients, "_is_plain", lambda body: False)
        return value(*arguments, **values)


def _outcome(found: Any) -> Any:
    try:
        return list(entries(found()))
    except Unsupported:
        return "unsupported"
    except EvaluationError as error:
        return type(error)


def _are_equal(a: Any, b: Any) -> bool:
    return bool(a == b) if type(a) is fmpq and type(b) is fmpq else bool(abs(a - b) < 1e-9)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_all_directions_at_once_give_the_gradient(data: st.DataObject) -> None:
    operation = data.draw(st.sampled_from(["grad", "jac", "hess"]))
    body = data.draw(st.sampled_from(_VECTORS if operation == "jac" else _SCALARS))
    if operation == "grad" and data.draw(st.booleans()):
        body = f"({body})*({data.draw(st.sampled_from(_SCALARS))})"
    target = "x" if operation == "jac" else data.draw(st.sampled_from(["x", "y", "A"]))
    size = data.draw(st.integers(1, 3))
    vectors = st.lists(_numbers, min_size=size, max_size=size)
    point = {"x": data.draw(vectors), "y": data.draw(vectors), "t": data.draw(_numbers)}
    point["A"] = data.draw(st.lists(vectors, min_size=size, max_size=size))
    text = f"{operation}({body}, {target})"
    if operation == "hess" and target == "A":
        text = f"hess({body}, y)"
    arguments = {"sizes": {"n": size}, **point}
    together = _outcome(lambda: value(text, *_DECLARED, **arguments))
    with pytest.MonkeyPatch.context() as monkeypatch:
        alone = _outcome(lambda: _one_by_one(monkeypatch, text, *_DECLARED, **arguments))
    if isinstance(together, list) and isinstance(alone, list):
        assert len(together) == len(alone)
        assert all(map(_are_equal, together, alone)), text
    else:
        assert together == alone, text


_NESTED = [
    ("D(Sum(grad(t*x[1]**2*x[2], x)[i], i), t)", {"x": [3, 2], "t": 5}, 21),
    ("D(Sum(grad(t**2*norm(x)**2, x)[i], i), x[1])", {"x": [3, 2], "t": 5}, 50),
    ("grad(Sum(grad(x[1]**2*x[2]**2, x)[i], i), x)[1]", {"x": [3, 2], "t": 5}, 32),
    ("Integral(grad(s**2*x[1]*x[2], x)[1], (s, 0, 3))", {"x": [3, 2], "t": 5}, 18),
    ("Subs(grad(norm(y)**2, y), y, t*x)[1]", {"x": [3, 2], "t": 5}, 30),
]


@pytest.mark.parametrize(("text", "at", "expected"), _NESTED, ids=[t for t, _, _ in _NESTED])
def test_gradients_within_other_derivatives(text: str, at: dict[str, Any], expected: int) -> None:
    declared = ("n: size", "x, y: real[n]", "t, s: real", "i: index(n)")
    found = value(text, *declared, sizes={"n": 2}, y=[1, 1], s=1, **at)
    assert _are_equal(found, fmpq(expected))


_KINKS = ["Abs(x[1])", "Max(x[1], x[2])", "relu(x[1] + x[2])", "sqrt(x[1])"]


@pytest.mark.parametrize("body", _KINKS)
def test_a_kink_in_one_direction_is_a_kink(body: str) -> None:
    assert fate(f"grad({body}, x)", "x: real[2]", x=[0, 0]) == "undefined"


def test_a_kink_that_is_flattened_in_every_direction_has_a_gradient() -> None:
    assert exact("grad(Abs(x[1])*x[1] + x[2], x)[2]", "x: real[2]", x=[0, 0]) == 1


def test_slopes_are_added_and_multiplied_and_nothing_else() -> None:
    one = Slopes({0: fmpq(1), 1: fmpq(2)})
    other = fmpq(3) * one + Slopes({2: fmpq(5)})
    assert [slope(other, k) for k in range(4)] == [3, 6, 5, 0]
    assert slope(fmpq(0) * one, 1) == 0
    for mistaken in (lambda: one * one, lambda: one + 1, lambda: one > 0, lambda: one == 0, lambda: slope(fmpq(1), 0)):
        with pytest.raises(Unsupported):
            mistaken()
