"""What may be spent on one statement: counted, so that a busy machine finds what a quiet one does."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Effort:
    """``work``: nodes evaluated to sieve candidates, each of which counts by its size besides.

    ``proofs``: candidates of which a proof is attempted. ``goals``: the most goals of each.
    ``goals_in_all``: those of all of them.
    ``seconds``: of the processor, beyond what all this takes on a busy machine; a net for what cannot be counted. What
    was found by then is shown.
    """

    work: int = 240_000
    proofs: int = 8
    goals: int = 24
    goals_in_all: int = 100
    seconds: float = 6.0

    def part(self, share: float) -> Effort:
        """So much of it."""
        return replace(self, work=int(self.work * share), proofs=max(2, round(self.proofs * share)))


#: Work of a candidate, and of elaborating one of its nodes.
PER_CANDIDATE = 10
PER_NODE = 7
