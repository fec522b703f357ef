"""Evidence: what a prover hands over, a recipe from which the kernel derives and discharges every obligation itself.

Evidence contains no conclusions. Made for one goal, it is checked against the goal at hand, so evidence of one claim is
useless for another. Its kinds are in `derivcheck/engine/rules`, each beside its check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any


class Evidence:
    """A recipe for a proof: a frozen dataclass of terms, numbers and smaller evidence."""

    __slots__ = ()


def smaller(evidence: Evidence) -> Iterator[Evidence]:
    """The evidence that this evidence is made of, in order."""
    for field in fields(evidence):  # type: ignore[arg-type]  # every kind is a dataclass
        yield from _evidence_in(getattr(evidence, field.name))


def _evidence_in(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _evidence_in(part)
