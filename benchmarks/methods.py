"""The ways to decide that are compared, and how one of them is timed on one claim.

Time is processor time of this process, so that it does not depend on what else the machine does. Caches of both
programs are emptied before every call: no claim profits from another one.
"""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn, TypeVar

from sympy import simplify
from sympy.core.cache import clear_cache

from benchmarks.translation import Equations
from derivcheck.engine.check import check_claim
from derivcheck.language.problem import ProblemFile, RawClaim

T = TypeVar("T")
#: proved, refuted, undecided, or stopped.
Answer = str


@dataclass(frozen=True, slots=True)
class Item:
    """One claim, as derivcheck reads it and as SymPy is asked."""

    problem: ProblemFile
    claim: RawClaim
    equations: Equations


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a method said about one claim, and in how many seconds."""

    expected: Answer
    answer: Answer
    seconds: float

    @property
    def wrong(self) -> bool:
        return self.answer in ("proved", "refuted") and self.answer != self.expected


class _Stopped(BaseException):
    """Out of time. Not an `Exception`, which SymPy might catch."""


def ask_derivcheck(item: Item, limit: float) -> Answer:
    """From the text to the verdict, with conditions, counterexample and cross-examination."""
    verdict = check_claim(item.problem, item.claim, item.problem.source, limit).verdict
    return verdict if verdict in ("proved", "refuted") else "undecided"


def ask_simplify(item: Item, limit: float) -> Answer:
    """Simplify the difference. It can only prove: not zero says nothing."""
    zero = all(simplify(left - right) == 0 for left, right in item.equations.build())
    return "proved" if zero else "undecided"


def ask_equals(item: Item, limit: float) -> Answer:
    """SymPy's own three-valued test of equality, which also evaluates at random points."""
    answers = [left.equals(right) for left, right in item.equations.build()]
    return "refuted" if False in answers else "proved" if all(answers) else "undecided"


METHODS: dict[str, Callable[[Item, float], Answer]] = {
    "derivcheck": ask_derivcheck,
    "sympy.simplify(l - r) == 0": ask_simplify,
    "sympy l.equals(r)": ask_equals,
}


def timed(method: str, item: Item, limit: float) -> Outcome:
    """Ask once, from empty caches. SymPy is stopped after ``limit`` seconds; derivcheck heeds the limit itself."""
    what = f"{method} on {item.claim.id}"
    return asked(what, item.claim.expect, METHODS[method], item, limit, method != "derivcheck")


def asked(
    what: str, expected: Answer, ask: Callable[[T, float], Answer], item: T, limit: float, to_be_stopped: bool
) -> Outcome:
    """The outcome of a call, which is ``to_be_stopped`` if it heeds no limit itself."""
    empty_caches()
    start = time.process_time()
    try:
        answer = _within(ask, item, limit) if to_be_stopped else ask(item, limit)
    except _Stopped:
        answer = "stopped"
    except Exception as error:  # SymPy raises what it likes
        print(f"{what}: {type(error).__name__}: {error}", file=sys.stderr)
        answer = "undecided"
    return Outcome(expected, answer, time.process_time() - start)


def _within(ask: Callable[[T, float], Answer], item: T, limit: float) -> Answer:
    # The signal comes again and again: an exception that is raised in a destructor gets lost.
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, limit, 0.1)
    try:
        return ask(item, limit)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise _Stopped


def empty_caches() -> None:
    """Forget every intermediate result of either program."""
    clear_cache()
    for name, module in list(sys.modules.items()):
        if name.startswith(("derivcheck.algebra", "derivcheck.evaluation")):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
    gc.collect()
