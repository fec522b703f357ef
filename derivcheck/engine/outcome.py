"""Decisions as results: what a reader is told, without any of the engine's objects."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.engine.decide import Decision
from derivcheck.engine.result import Counterexample, Result
from derivcheck.evaluation.witness import Witness


def with_decision(blank: Result, decision: Decision) -> Result:
    """The result of a claim whose statement was decided."""
    return replace(
        blank,
        verdict=decision.verdict,
        trust=decision.trust,
        conditions=decision.conditions,
        remarks=decision.remarks,
        counterexample=counterexample(decision.witness),
        method=decision.method,
        reason=decision.reason,
    )


def counterexample(witness: Witness | None) -> Counterexample | None:
    """A witness as plain data."""
    if witness is None:
        return None
    return Counterexample(witness.point, witness.left, witness.right, witness.difference, witness.reason)
