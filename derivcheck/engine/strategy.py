"""The search for a proof: all provers, cheapest first, on a goal and on the smaller goals they come back with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Prover, all_provers
from derivcheck.engine.rule import Rejected, support

#: Methods of up to this cost lay open what a goal says, or distinguish cases; dear ones put another goal in its place.
_CHEAP = 10
#: Along one line of smaller goals, how often cases may be distinguished, and how often any other method may be applied.
_MOST_CASES, _MOST_USES = 24, 2
#: Dear methods along one line of smaller goals. No proof known needs more than three, and without end there are always
#: more: of a derivative, of its derivative, by induction, by mean values.
_DEEPEST = 3


class OutOfTime(Exception):
    """The deadline has passed, or too many smaller goals were tried."""


@dataclass(slots=True)
class Budget:
    """How much may be spent: until ``deadline`` (of `time.process_time`), on at most ``goals`` goals.

    Goals are counted, not the methods that are tried on each, so that another method takes nothing from the others.
    """

    deadline: float
    goals: int = 80

    def spend(self) -> None:
        """One more goal."""
        self.goals -= 1
        if self.goals < 0:
            raise OutOfTime("too many cases")

    def check_time(self) -> None:
        if time.process_time() > self.deadline:
            raise OutOfTime("out of time")


@dataclass(frozen=True, slots=True)
class _Line:
    """The methods that led from the first goal to a smaller one, and how many of them were dear."""

    names: tuple[str, ...] = ()
    dear: int = 0

    def allows(self, prover: Prover) -> bool:
        most = _MOST_CASES if prover.cost <= _CHEAP else _MOST_USES
        return self.names.count(prover.name) < most and (prover.cost <= _CHEAP or self.dear < _DEEPEST)

    def then(self, prover: Prover) -> _Line:
        return _Line((*self.names, prover.name), self.dear + (prover.cost > _CHEAP))


@dataclass(slots=True)
class Strategy:
    """One search; ``tried`` names the provers that were applied.

    ``careful``: evidence that does not stand is not taken, and the next prover has its turn. ``before_dear``: what is
    done once, when cheap methods have not been enough; it may raise to end the search.
    """

    budget: Budget
    provers: tuple[Prover, ...] = field(default_factory=all_provers)
    careful: bool = False
    before_dear: Callable[[], None] | None = None
    tried: dict[str, None] = field(default_factory=dict)
    #: The goals that all provers gave up, and how many dear methods had been applied by then, at least.
    _failed: dict[Goal, int] = field(default_factory=dict)

    def prove(self, goal: Goal) -> Evidence | None:
        """Evidence for the goal, or None. Raises OutOfTime."""
        return self._prove(goal, _Line())

    def _prove(self, goal: Goal, line: _Line) -> Evidence | None:
        if self._failed.get(goal, line.dear + 1) <= line.dear:
            return None
        self.budget.spend()
        for prover in self.provers:
            if not _concerns(prover, goal) or not line.allows(prover):
                continue
            if prover.cost > _CHEAP:
                self._pause()
            self.budget.check_time()
            self.tried[prover.name] = None
            found = prover.attempt(goal, partial(self._prove, line=line.then(prover)))
            if found is not None and (not self.careful or _stands(goal, found)):
                return found
        self._failed[goal] = line.dear
        return None

    def _pause(self) -> None:
        pause, self.before_dear = self.before_dear, None
        if pause is not None:
            pause()


def _stands(goal: Goal, evidence: Evidence) -> bool:
    try:
        support(goal, evidence)
    except Rejected:
        return False
    return True


def _concerns(prover: Prover, goal: Goal) -> bool:
    return prover.concerns is None or goal.statement.op in prover.concerns
