"""derivcheck beside SymPy on the same claims, in one run: ``python -m benchmarks.scalar``.

Every claim is asked three ways: derivcheck from its text, `sympy.simplify` and `Expr.equals` from our terms, which
SymPy differentiates itself. See docs/benchmarks.md for what the figures mean.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import flint
import sympy

from benchmarks import families
from benchmarks.methods import METHODS, Item, Outcome, timed
from benchmarks.translation import Unsaid, equations
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import load
from derivcheck.language.source import LanguageError, Source

_HERE = Path(__file__).parent
_PROBLEMS = _HERE.parent / "problems"
_HEADINGS = (
    "method", "proved", "refuted", "wrong", "undecided", "stopped", "seconds", "on true", "on false", "median ms",
    "ratio",
)  # fmt: skip

#: For each method, what it said about each claim.
Outcomes = dict[str, list[Outcome]]


def main() -> None:
    options = _options()
    logits, samples = ((3, 5), (3,)) if options.quick else ((3, 5, 10, 30), (3, 4))
    made = Source("families", families.problem(families.statements(logits, samples)))
    groups = {"Claims of the benchmark": [_read(_HERE / "scalar.yaml"), made]}
    if not options.quick:
        groups["Claims of problems/"] = [_read(path) for path in sorted(_PROBLEMS.glob("*.yaml"))]
    print(f"SymPy {sympy.__version__}, python-flint {flint.__version__}, time-out {options.timeout:g} s\n")
    together: Outcomes = {method: [] for method in METHODS}
    for title, sources in groups.items():
        items, left_out = _items(sources, options.only)
        outcomes = _ask(items, options.timeout)
        _print_table(f"{title}: {len(items)}", outcomes)
        if left_out:
            print(f"Left out, because SymPy cannot be asked: {sum(left_out.values())}", dict(left_out.most_common()))
            print()
        for method, found in outcomes.items():
            together[method] += found
    if len(groups) > 1:
        _print_table(f"Together: {len(together['derivcheck'])}", together)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scalar", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes only, and not the claims of problems/")
    parser.add_argument("--only", default="", metavar="TEXT", help="claims whose id contains this")
    parser.add_argument("--timeout", type=float, default=10, metavar="SECONDS", help="for each call [default: 10]")
    return parser.parse_args()


def _read(path: Path) -> Source:
    return Source(path.name, path.read_text(encoding="utf-8"))


def _items(sources: Sequence[Source], only: str) -> tuple[list[Item], Counter[str]]:
    """The claims that SymPy can be asked about, and how many cannot be, by reason."""
    items, left_out = [], Counter[str]()
    for source in sources:
        problem = load(source)
        for claim in problem.claims:
            if only not in claim.id:
                continue
            try:
                if claim.expect not in ("proved", "refuted"):
                    raise Unsaid(f"expected to be {claim.expect}")
                items.append(Item(problem, claim, equations(elaborate(problem, claim))))
            except (Unsaid, LanguageError) as reason:
                left_out[str(reason)] += 1
    return items, left_out


def _ask(items: Sequence[Item], limit: float) -> Outcomes:
    """All methods on every claim in turn, so that all meet the same state of the machine."""
    outcomes: Outcomes = {method: [] for method in METHODS}
    for method in METHODS if items else ():
        timed(method, items[0], limit)  # imports that happen on first use are nobody's time
    for number, item in enumerate(items, start=1):
        if sys.stderr.isatty():
            print(f"\r{number}/{len(items)} {item.claim.id[:60]:60}", end="", file=sys.stderr)
        for method in METHODS:
            outcome = timed(method, item, limit)
            outcomes[method].append(outcome)
            if outcome.wrong:
                print(f"{method} is wrong on {item.claim.id}: {outcome.answer}", file=sys.stderr)
            elif outcome.answer == "stopped":
                print(f"{method} was stopped on {item.claim.id}", file=sys.stderr)
    if sys.stderr.isatty():
        print("\r" + " " * 80 + "\r", end="", file=sys.stderr)
    return outcomes


def _print_table(title: str, outcomes: Outcomes) -> None:
    expected = Counter(o.expected for o in outcomes["derivcheck"])
    print(f"{title} ({expected['proved']} true, {expected['refuted']} false)")
    total = sum(o.seconds for o in outcomes["derivcheck"])
    rows = [_HEADINGS, *(_row(method, found, total) for method, found in outcomes.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(t.ljust(w) if k == 0 else t.rjust(w) for k, (t, w) in enumerate(zip(row, widths, strict=True))))
    for method in METHODS:
        _print_finished(method, outcomes)
    print(flush=True)


def _print_finished(method: str, outcomes: Outcomes) -> None:
    """The comparison on those claims only on which a method came to an end: no time limit has a part in it."""
    pairs = [(o, r) for o, r in zip(outcomes[method], outcomes["derivcheck"], strict=True) if o.answer != "stopped"]
    if len(pairs) < len(outcomes[method]):
        theirs, ours = (sum(pair[k].seconds for pair in pairs) for k in (0, 1))
        ratio = f"{theirs:.2f} s against {ours:.2f} s, ratio {theirs / ours:.1f}"
        print(f"On the {len(pairs)} that {method} ended on: {ratio}")


def _row(method: str, outcomes: Sequence[Outcome], reference: float) -> tuple[str, ...]:
    seconds = [o.seconds for o in outcomes]
    right = Counter(o.answer for o in outcomes if not o.wrong)
    counts = (right["proved"], right["refuted"], sum(o.wrong for o in outcomes), right["undecided"], right["stopped"])
    median = statistics.median(seconds) * 1000 if seconds else 0.0
    ratio = sum(seconds) / reference if reference else 0.0
    parts = [sum(o.seconds for o in outcomes if o.expected == expected) for expected in ("proved", "refuted")]
    times = (f"{t:.2f}" for t in (sum(seconds), *parts, median))
    return (method, *map(str, counts), *times, f"{ratio:.1f}")


if __name__ == "__main__":
    main()
