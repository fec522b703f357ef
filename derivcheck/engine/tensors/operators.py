"""What each operator of the core language is in terms: logic, arithmetic, tensor algebra."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derivcheck.algebra.term import (
    ONE,
    TRUE,
    ZERO,
    Term,
    add,
    call,
    conjunction,
    disjunction,
    div,
    make,
    mul,
    neg,
    negation,
    power,
    rational,
    sub,
)
from derivcheck.engine.tensors import explicit


def _implies(a: Term, b: Term) -> Term:
    return disjunction(negation(a), b)


def _indicator(condition: Term) -> Term:
    return make("piecewise", ONE, condition, ZERO, TRUE)


def _piecewise(*args: Term) -> Term:
    return make("piecewise", *args)


def _delta(i: Term, j: Term) -> Term:
    a, b = rational(i), rational(j)
    if a is not None and b is not None:
        return ONE if a == b else ZERO
    return call("delta", i, j)


RELATIONS = ("eq", "ne", "lt", "le", "gt", "ge")
LOGIC: dict[str, Callable[..., Term]] = {
    "and": conjunction,
    "or": disjunction,
    "not": negation,
    "implies": _implies,
    "iff": lambda a, b: conjunction(_implies(a, b), _implies(b, a)),
}
ARITHMETIC: dict[str, Callable[..., Term]] = {
    "neg": neg,
    "add": add,
    "sub": sub,
    "mul": mul,
    "div": div,
    "pow": power,
    "indicator": _indicator,
    "piecewise": _piecewise,
    "delta": _delta,
}
TENSOR_RULES: dict[str, Callable[..., Any]] = {
    "matmul": explicit.matmul,
    "transpose": explicit.transpose,
    "inverse": explicit.inverse,
    "det": explicit.determinant,
    "trace": explicit.trace,
    "diag": explicit.diagonal,
    "norm": explicit.norm,
    "inner": explicit.inner,
    "outer": explicit.outer,
    "kron": explicit.kronecker,
    "vec": explicit.stack,
    "softmax": explicit.softmax,
    "logsumexp": explicit.log_sum_exp,
}
