"""The long form: mutants of all true claims, or many random matrices; a summary line, and every conflict in words."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from types import FrameType

from tests.indices.mutants import play

from . import mutants, random_matrices

_SECONDS_PER_ROUND = 20

Round = tuple[str, Callable[[], tuple[str, str]]]


class _TooSlow(BaseException):
    """Raised by the alarm clock; no handler of the program under test catches it."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise _TooSlow


def _mutant_rounds(points: int, seconds: float) -> Iterator[Round]:
    for family, declare, kind, written in mutants.all_mutants():

        def ask(
            family: mutants.Family = family, written: str = written, declare: tuple[str, ...] = declare
        ) -> tuple[str, str]:
            outcome = play(family, written, points, seconds, declare=declare)
            return outcome.state, outcome.what

        yield f"{family.name}, {kind}: {written}", ask


def _random_rounds(seed: int) -> Iterator[Round]:
    number = 0
    while True:
        name = f"{seed}:{number}"

        def ask(name: str = name) -> tuple[str, str]:
            try:
                return random_matrices.play(name), ""
            except random_matrices.Conflict as conflict:
                return "conflict", str(conflict)

        yield name, ask
        number += 1


def _run(rounds: Iterator[Round], first: int, most: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    signal.signal(signal.SIGALRM, _ring)
    for number, (name, ask) in enumerate(rounds):
        if number < first:
            continue
        if number == first + most:
            break
        try:
            signal.alarm(_SECONDS_PER_ROUND)
            state, what = ask()
        except _TooSlow:
            state, what = "too slow", ""
        except Exception as error:  # a crash is as bad as a contradiction
            state, what = "conflict", f"{type(error).__name__}: {error}"
        finally:
            signal.alarm(0)
        counts["rounds"] += 1
        counts[state] += 1
        if state == "conflict":
            print(f"CONFLICT {number} {name}  {what}", flush=True)
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.matrices", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3_000)
    parser.add_argument("--first", type=int, default=0, help="the round to begin with")
    parser.add_argument("--seed", type=int, default=0, help="of random matrices")
    parser.add_argument("--kind", choices=("mutants", "random"), default="mutants")
    parser.add_argument("--points", type=int, default=24, help="points at which a counterexample is looked for")
    parser.add_argument("--seconds", type=float, default=1.5, help="time for each search")
    options = parser.parse_args()
    started = time.monotonic()
    if options.kind == "mutants":
        rounds = _mutant_rounds(options.points, options.seconds)
    else:
        rounds = _random_rounds(options.seed)
    counts = _run(rounds, options.first, options.rounds)
    for name, count in sorted(counts.items()):
        print(f"  {name}: {count}")
    print(f"{counts['rounds']} rounds, {counts['conflict']} conflicts, {time.monotonic() - started:.0f} s")
    return 1 if counts["conflict"] else 0


if __name__ == "__main__":
    sys.exit(main())
