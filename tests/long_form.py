"""The long form of tests that go round by round: a command line, an alarm clock, a summary, and conflicts in words."""

from __future__ import annotations

import argparse
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, islice
from types import FrameType

_SECONDS_PER_ROUND = 20
#: What a round is called, and a function that plays it: its state, and what there is to say of it.
Round = tuple[str, Callable[[], tuple[str, str]]]


class _TooSlow(BaseException):
    """Raised by the alarm clock; no handler of the program under test catches it."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise _TooSlow


def random_rounds(play: Callable[[str], str], seed: int, conflict: type[Exception]) -> Iterator[Round]:
    """Rounds without end, each by a seed of its own."""

    def ask(name: str) -> tuple[str, str]:
        try:
            return play(name), ""
        except conflict as found:
            return "conflict", str(found)

    for number in count():
        name = f"{seed}:{number}"
        yield name, lambda name=name: ask(name)  # type: ignore[misc]


def run(rounds: Iterable[Round], first: int, most: int) -> Counter[str]:
    """So many rounds, the first ones left out: how often each state came about."""
    counts: Counter[str] = Counter()
    signal.signal(signal.SIGALRM, _ring)
    for number, (name, ask) in enumerate(islice(rounds, first, first + most), first):
        try:
            # The signal comes again and again: an exception that is raised in a destructor gets lost.
            signal.setitimer(signal.ITIMER_REAL, _SECONDS_PER_ROUND, 1)
            state, what = ask()
        except _TooSlow:
            state, what = "too slow", ""
        except Exception as error:  # a crash is as bad as a contradiction
            state, what = "conflict", f"{type(error).__name__}: {error}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        counts["rounds"] += 1
        counts[state] += 1
        if state == "conflict":
            print(f"CONFLICT {number} {name}  {what}", flush=True)
    return counts


def main(
    program: str,
    text: str | None,
    kinds: Mapping[str, Callable[[argparse.Namespace], Iterable[Round]]],
    points: int,
    seconds: float,
) -> int:
    """The command line; the first kind is the one that is played unless another one is said."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=text)
    parser.add_argument("--rounds", type=int, default=3_000)
    parser.add_argument("--first", type=int, default=0, help="the round to begin with")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=list(kinds), default=next(iter(kinds)))
    parser.add_argument("--points", type=int, default=points, help="points at which a counterexample is looked for")
    parser.add_argument("--seconds", type=float, default=seconds, help="time for each search")
    options = parser.parse_args()
    started = time.monotonic()
    counts = run(kinds[options.kind](options), options.first, options.rounds)
    for name, number in sorted(counts.items()):
        print(f"  {name}: {number}")
    print(f"{counts['rounds']} rounds, {counts['conflict']} conflicts, {time.monotonic() - started:.0f} s")
    return 1 if counts["conflict"] else 0
