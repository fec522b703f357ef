"""The long form: ``python -m tests.expectations [mutants|polynomials] [COUNT]``; a summary, and conflicts in words."""

from __future__ import annotations

import sys
from collections import Counter

from .mutants import all_mutants, outcome
from .random_polynomials import play


def of_mutants(count: int) -> Counter[str]:
    states: Counter[str] = Counter()
    every = all_mutants()
    for family, kind, written in every[:: max(1, len(every) // count)]:
        found = outcome(family, written)
        states[found.state] += 1
        if found.state == "conflict":
            print(f"({kind})", written, found.what, flush=True)
    return states


def of_polynomials(count: int) -> Counter[str]:
    states: Counter[str] = Counter()
    for seed in range(count):
        state, what = play(1_000 + seed)
        states[state] += 1
        if state in ("conflict", "slip not seen"):
            print(state, seed, what, flush=True)
    return states


def main() -> int:
    what = sys.argv[1] if len(sys.argv) > 1 else "mutants"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    states = of_mutants(count) if what == "mutants" else of_polynomials(count)
    print(dict(states))
    return int(states["conflict"] > 0)


if __name__ == "__main__":
    sys.exit(main())
