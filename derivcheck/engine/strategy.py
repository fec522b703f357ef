"""The search for a proof: all provers, cheapest first, on a goal and on the smaller goals they come back with."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Prover, all_provers
from derivcheck.engine.rule import Rejected, support


class OutOfTime(Exception):
    """The deadline has passed, or too many smaller goals were tried."""


@dataclass(slots=True)
class Budget:
    """How much may be spent: until ``deadline`` (of `time.process_time`), on at most ``goals`` goals."""

    deadline: float
    goals: int = 600

    def spend(self) -> None:
        self.goals -= 1
        if self.goals < 0:
            raise OutOfTime("too many cases")
        if time.process_time() > self.deadline:
            raise OutOfTime("out of time")


@dataclass(slots=True)
class Strategy:
    """One search; ``tried`` names the provers that were applied, ``failed`` the goals that all of them gave up.

    ``careful``: evidence that does not stand is not taken, and the next prover has its turn.
    """

    budget: Budget
    provers: tuple[Prover, ...] = field(default_factory=all_provers)
    careful: bool = False
    tried: dict[str, None] = field(default_factory=dict)
    _failed: set[Goal] = field(default_factory=set)

    def prove(self, goal: Goal) -> Evidence | None:
        """Evidence for the goal, or None. Raises OutOfTime."""
        return self._prove(goal, ())

    def _prove(self, goal: Goal, used: tuple[str, ...]) -> Evidence | None:
        if goal in self._failed:
            return None
        for prover in self.provers:
            if not _concerns(prover, goal) or used.count(prover.name) >= _most_uses(prover):
                continue
            self.budget.spend()
            self.tried[prover.name] = None
            path = (*used, prover.name)
            found = prover.attempt(goal, partial(self._prove, used=path))
            if found is not None and (not self.careful or _stands(goal, found)):
                return found
        self._failed.add(goal)
        return None


def _stands(goal: Goal, evidence: Evidence) -> bool:
    try:
        support(goal, evidence)
    except Rejected:
        return False
    return True


def _concerns(prover: Prover, goal: Goal) -> bool:
    return prover.concerns is None or goal.statement.op in prover.concerns


def _most_uses(prover: Prover) -> int:
    """Along one line of smaller goals: cases may be distinguished again and again, the rest only twice."""
    return 24 if prover.cost <= 10 else 2
