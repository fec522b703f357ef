"""Where a proved inequality is sharp: a point at which it would be false if it were strict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from derivcheck.engine import kernel
from derivcheck.engine.result import Shown
from derivcheck.evaluation.search.search import search
from derivcheck.language import core
from derivcheck.language.core import Claim, Expr

_POINTS = 10
_STEPS = 50
_STRICT = {"le": "lt", "ge": "gt"}


def sharpness(claim: Claim, deadline: float) -> str | None:
    """What a reader is told of a proved inequality that is not strict; nothing if no place of equality is met."""
    strict = _strictly(claim.statement)
    if strict is None:
        return None
    harder = replace(claim, statement=strict)
    met = search(harder, _POINTS, seed=0, deadline=deadline, steps=_STEPS).witness
    if met is None:
        return None
    witness = kernel.refuted(harder, met.instance).witness
    point = written(witness.point)
    simple = isinstance(claim.statement, core.Call) and claim.statement.op in _STRICT
    told = "both sides are equal" if simple else "sharp: strictly it is false"
    return f"{told} at {point}" if point else told


def _strictly(statement: Expr) -> Expr | None:
    """The statement with its last inequality, what it concludes, made strict."""
    match statement:
        case core.Call(op=op) if op in _STRICT:
            return replace(statement, op=_STRICT[op])
        case core.Call(op="implies", args=(premise, conclusion)):
            inner = _strictly(conclusion)
            return None if inner is None else replace(statement, args=(premise, inner))
        case core.Quantified(op="ForAll", body=body):
            inner = _strictly(body)
            return None if inner is None else replace(statement, body=inner)
    return None


def written(point: Mapping[str, Shown]) -> str:
    """A point as readers are told of it."""
    return ", ".join(f"{name} = {_plain(value)}" for name, value in point.items())


def _plain(value: Shown) -> str:
    return value if isinstance(value, str) else f"[{', '.join(map(_plain, value))}]"
