"""Several methods asked about the same claims, side by side, as a table: right, wrong and undecided, with times."""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import sympy

from benchmarks.methods import Answer, Outcome, asked
from derivcheck.engine.check import check_claim
from derivcheck.language.problem import ProblemFile, RawClaim

_HEADINGS = ("method", "proved", "refuted", "wrong", "undecided", "stopped", "seconds", "median ms", "slowest")

#: What the methods other than derivcheck are asked.
S = TypeVar("S")
Item = tuple[ProblemFile, RawClaim, S]
Methods = Mapping[str, Callable[[Item[S], float], Answer]]


def ask_derivcheck(item: Item[S], limit: float) -> Answer:
    problem, claim, _ = item
    verdict = check_claim(problem, claim, problem.source, limit).verdict
    return verdict if verdict in ("proved", "refuted") else "undecided"


def options_of(program: str, description: str | None, arguments: Sequence[str] | None) -> argparse.Namespace:
    """``only``: a part of the ids of claims; ``timeout``: seconds for each call."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{program}", description=description)
    parser.add_argument("--only", default="", metavar="TEXT", help="claims whose id contains this")
    parser.add_argument("--timeout", type=float, default=10, metavar="SECONDS", help="for each call [default: 10]")
    return parser.parse_args(arguments)


def compare(items: Sequence[Item[S]], methods: Methods[S], timeout: float) -> None:
    """Ask each of the methods about each of the claims, and print the table; wrong answers to stderr."""
    outcomes: dict[str, list[Outcome]] = {method: [] for method in methods}
    for item in items:
        claim = item[1]
        for method, ask in methods.items():
            outcome = asked(f"{method} on {claim.id}", claim.expect, ask, item, timeout, ask is not ask_derivcheck)
            outcomes[method].append(outcome)
            if outcome.wrong:
                print(f"{method} is wrong on {claim.id}: {outcome.answer}: {claim.body.text}", file=sys.stderr)
    expected = Counter(claim.expect for _, claim, _ in items)
    print(f"{len(items)} claims, {expected['proved']} true and {expected['refuted']} false; SymPy {sympy.__version__}")
    rows = [_HEADINGS, *(_row(method, found) for method, found in outcomes.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(t.ljust(w) if k == 0 else t.rjust(w) for k, (t, w) in enumerate(zip(row, widths, strict=True))))


def _row(method: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    seconds = [o.seconds for o in outcomes] or [0.0]
    right = Counter(o.answer for o in outcomes if not o.wrong)
    counts = (right["proved"], right["refuted"], sum(o.wrong for o in outcomes), right["undecided"], right["stopped"])
    times = (f"{sum(seconds):.2f}", f"{statistics.median(seconds) * 1000:.0f}", f"{max(seconds):.2f}")
    return (method, *map(str, counts), *times)
