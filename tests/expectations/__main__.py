"""The long form: every mutant; a summary, and every conflict in words. ``python -m tests.expectations [COUNT]``."""

from __future__ import annotations

import sys
from collections import Counter

from .mutants import all_mutants, outcome


def main() -> int:
    states: Counter[str] = Counter()
    every = all_mutants()
    step = max(1, len(every) // int(sys.argv[1])) if len(sys.argv) > 1 else 1
    for family, kind, written in every[::step]:
        found = outcome(family, written)
        states[found.state] += 1
        if found.state in ("conflict", "proved", "unknown"):
            print(found.state, f"({kind})", written, found.what, flush=True)
    print(dict(states), f"of {len(every)}")
    return int(states["conflict"] > 0)


if __name__ == "__main__":
    sys.exit(main())
