"""What is worked out once for a claim, however many searches look at it."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.evaluation.landmarks import Landmarks, survey
from derivcheck.evaluation.numbering import Numbering
from derivcheck.language.core import Claim


@dataclass(frozen=True, slots=True)
class Study:
    """A claim, the numbers of its nodes, and where to look."""

    claim: Claim
    numbering: Numbering
    landmarks: Landmarks


_last: Study | None = None


def study(claim: Claim) -> Study:
    """The study of a claim; that of the claim last asked for is kept, known by its identity."""
    global _last
    if _last is None or _last.claim is not claim:
        numbering = Numbering()
        _last = Study(claim, numbering, survey(claim, numbering))
    return _last
