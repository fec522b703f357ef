"""The long form of the fuzzing: many rounds, a summary line, and every conflict with the seed that reproduces it."""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from types import FrameType

from .rounds import ROUNDS, Conflict, play

_SECONDS_PER_ROUND = 10
_BATCH = 500


@dataclass
class Tally:
    """What came of the rounds."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    conflicts: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.counts += other.counts
        self.notes += other.notes
        self.conflicts += other.conflicts


class _TooSlow(BaseException):
    """Raised by the alarm clock; no handler of the program under test catches it."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise _TooSlow


def _batch(seed: int, numbers: range, only: str | None) -> Tally:
    tally = Tally()
    signal.signal(signal.SIGALRM, _ring)
    for number in numbers:
        _one(f"{seed}:{number}", only, tally)
    return tally


def _one(seed: str, only: str | None, tally: Tally) -> None:
    tally.counts["rounds"] += 1
    started = time.monotonic()
    try:
        signal.alarm(_SECONDS_PER_ROUND)
        kind, outcome = play(seed, only)
        signal.alarm(0)
    except Conflict as conflict:
        tally.conflicts.append(f"{seed}  {conflict}")
        return
    except _TooSlow:
        tally.counts["too slow"] += 1
        return
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        tally.conflicts.append(f"{seed}  {type(error).__name__} in {last.filename}:{last.lineno}: {error}")
        return
    finally:
        signal.alarm(0)
    tally.counts["agreed" if outcome.agreed else "undecided"] += 1
    tally.notes[f"{kind} {'agreed' if outcome.agreed else 'undecided'}"] += 1
    tally.notes[f"ms {kind}"] += round(1000 * (time.monotonic() - started))
    if outcome.note:
        tally.notes[outcome.note] += 1


def run(rounds: int, seed: int, jobs: int = 1, only: str | None = None, first: int = 0) -> Tally:
    """Play the rounds; conflicts are printed as they come."""
    batches = [range(k, min(k + _BATCH, first + rounds)) for k in range(first, first + rounds, _BATCH)]
    total = Tally()
    if jobs == 1:
        for numbers in batches:
            _report(_batch(seed, numbers, only), total)
        return total
    with ProcessPoolExecutor(jobs, max_tasks_per_child=20) as pool:
        for tally in pool.map(_batch, [seed] * len(batches), batches, [only] * len(batches)):
            _report(tally, total)
    return total


def _report(tally: Tally, total: Tally) -> None:
    for conflict in tally.conflicts:
        print(f"CONFLICT {conflict}", flush=True)
    total.add(tally)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first round")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", choices=sorted(ROUNDS), help="one kind of rounds")
    options = parser.parse_args()
    started, worked = time.monotonic(), time.process_time()
    total = run(options.rounds, options.seed, options.jobs, options.only, options.first)
    seconds = time.monotonic() - started
    counts = total.counts
    for name, count in sorted(total.notes.items()):
        print(f"  {name}: {count}")
    print(
        f"rounds {counts['rounds']}, agreed {counts['agreed']}, undecided {counts['undecided']}, "
        f"too slow {counts['too slow']}, conflicts {len(total.conflicts)}; "
        f"{seconds:.0f} s, {counts['rounds'] / max(seconds, 0.001):.0f} per second"
        + (f" ({counts['rounds'] / (time.process_time() - worked):.0f} of processor time)" if options.jobs == 1 else "")
    )
    return 1 if total.conflicts else 0


if __name__ == "__main__":
    sys.exit(main())
