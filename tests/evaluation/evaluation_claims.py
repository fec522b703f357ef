"""Claims and values from text, for the tests of direct evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from derivcheck.evaluation.errors import EvaluationError, Unresolved, Unsupported
from derivcheck.evaluation.evaluate import evaluate
from derivcheck.evaluation.instance import Instance
from derivcheck.evaluation.truth import truth
from derivcheck.language.core import Call, Claim, Expr
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import single


def claim(text: str, *declare: str, given: Sequence[str] = (), define: Sequence[str] = ()) -> Claim:
    problem = single(text, declare=list(declare), given=list(given), define=list(define))
    return elaborate(problem, problem.claims[0])


def expression(text: str, *declare: str, define: Sequence[str] = ()) -> Expr:
    """The elaborated expression of a number or tensor."""
    statement = claim(f"({text}) == ({text})", *declare, define=define).statement
    assert isinstance(statement, Call)
    return statement.args[0]


def point(sizes: dict[str, int] | None = None, **values: Any) -> Instance:
    return Instance.of(sizes, **values)


def value(
    text: str, *declare: str, define: Sequence[str] = (), precision: int = 64, sizes: dict[str, int] | None = None,
    **values: Any,
) -> Any:
    """The value of an expression at a point; what is not declared is real."""
    declared = list(declare) or [f"{name}: real" for name in values]
    return evaluate(expression(text, *declared, define=define), point(sizes, **values), precision)


def exact(text: str, *declare: str, **values: Any) -> Fraction:
    """The value as a fraction; fails if it is not exact."""
    found = value(text, *declare, **values)
    assert type(found).__name__ == "fmpq", found
    return Fraction(int(found.p), int(found.q))


def fate(text: str, *declare: str, **values: Any) -> str:
    """How an evaluation ends: a class of errors, or "value"."""
    try:
        value(text, *declare, **values)
    except Unsupported:
        return "unsupported"
    except Unresolved:
        return "unresolved"
    except EvaluationError:
        return "undefined"
    return "value"


def holds(text: str, *declare: str, sizes: dict[str, int] | None = None, precision: int = 64, **values: Any) -> Any:
    """The truth of a statement: True, False, or the name of the error's class."""
    declared = list(declare) or [f"{name}: real" for name in values]
    try:
        return truth(claim(text, *declared).statement, point(sizes, **values), precision)
    except EvaluationError as error:
        return type(error).__name__
