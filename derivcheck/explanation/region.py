"""Where a statement about two real numbers holds, around its counterexample."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from derivcheck.evaluation.declared import satisfies
from derivcheck.evaluation.errors import EvaluationError
from derivcheck.evaluation.instance import Instance, key
from derivcheck.evaluation.truth import truth
from derivcheck.explanation.curves import VARYING, around, kind_of
from derivcheck.explanation.scene import Scene
from derivcheck.language.core import Claim, Type

_COLUMNS, _ROWS = 20, 6  # to each side
_SECONDS = 1.5
HOLDS, FAILS, NEITHER = "y", "n", " "


@dataclass(frozen=True, slots=True)
class Region:
    """``rows`` from the greatest value of the second variable down; in each, whether it holds, by the first one.

    ``at``: the counterexample; ``reach``: how far the picture goes from there, both ways.
    """

    variables: tuple[str, str]
    at: tuple[float, float]
    reach: tuple[float, float]
    rows: tuple[str, ...]


def region(scene: Scene, instance: Instance) -> Region | None:
    """None for a statement about anything else, or that fails nearly everywhere, or takes too long."""
    claim, until = scene.setting.claim, time.process_time() + _SECONDS
    if len(claim.symbols) != 2 or not all(kind_of(s) in VARYING and s.law is None for s in claim.symbols):
        return None
    if any(isinstance(s.type, Type) and s.type.shape for s in claim.symbols):
        return None
    first, second = claim.symbols
    x, y = (instance.values.get(key(s)) for s in claim.symbols)
    if not isinstance(x, fmpq) or not isinstance(y, fmpq):
        return None
    start = Fraction(int(x.p), int(x.q)), Fraction(int(y.p), int(y.q))
    across, up = around(start[0], first, _COLUMNS), around(start[1], second, _ROWS)
    rows = []
    for b in reversed(up):
        row = ""
        for a in across:
            there = instance.with_value(key(first), _exact(a)).with_value(key(second), _exact(b))
            row += _mark(claim, there)
            if time.process_time() > until:
                return None
        rows.append(row)
    if not any(HOLDS in row for row in rows):
        return None
    reach = float(across[-1] - start[0]), float(up[-1] - start[1])
    return Region((first.name, second.name), (float(start[0]), float(start[1])), reach, tuple(rows))


def _exact(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _mark(claim: Claim, there: Instance) -> str:
    """Whether the statement holds there; neither where it is not in question, or nothing is found out quickly."""
    if not satisfies(claim.symbols, there):
        return NEITHER
    try:
        if not all(truth(hypothesis, there) for hypothesis in claim.hypotheses):
            return NEITHER
        return HOLDS if truth(claim.statement, there) else FAILS
    except (EvaluationError, KeyError, RecursionError):
        return NEITHER
