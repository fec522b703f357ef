"""The long form: all mutants, or many random sums; a summary line, and every conflict in words."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from types import FrameType

from . import mutants, random_sums

_SECONDS_PER_ROUND = 20

Round = tuple[str, Callable[[], tuple[str, str]]]


class _TooSlow(BaseException):
    """Raised by the alarm clock; no handler of the program under test catches it."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise _TooSlow


def _mutant_rounds(seed: int, points: int, seconds: float) -> Iterator[Round]:
    found = mutants.all_mutants()
    Random(seed).shuffle(found)
    for family, kind, written in found:

        def ask(family: mutants.Family = family, written: str = written) -> tuple[str, str]:
            outcome = mutants.play(family, written, points, seconds)
            return outcome.state, outcome.what

        yield f"{kind}: {written}", ask


def _random_rounds(seed: int) -> Iterator[Round]:
    number = 0
    while True:
        name = f"{seed}:{number}"

        def ask(name: str = name) -> tuple[str, str]:
            try:
                return random_sums.play(name), ""
            except random_sums.Conflict as conflict:
                return "conflict", str(conflict)

        yield name, ask
        number += 1


def _run(rounds: Iterator[Round], most: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    signal.signal(signal.SIGALRM, _ring)
    for number, (name, ask) in enumerate(rounds):
        if number == most:
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
            print(f"CONFLICT {name}  {what}", flush=True)
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.indices", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=("mutants", "sums"), default="mutants")
    parser.add_argument("--points", type=int, default=150, help="points at which a counterexample is looked for")
    parser.add_argument("--seconds", type=float, default=3.0, help="time for each search")
    options = parser.parse_args()
    started = time.monotonic()
    if options.kind == "mutants":
        rounds = _mutant_rounds(options.seed, options.points, options.seconds)
    else:
        rounds = _random_rounds(options.seed)
    counts = _run(rounds, options.rounds)
    for name, count in sorted(counts.items()):
        print(f"  {name}: {count}")
    print(f"{counts['rounds']} rounds, {counts['conflict']} conflicts, {time.monotonic() - started:.0f} s")
    return 1 if counts["conflict"] else 0


if __name__ == "__main__":
    sys.exit(main())
