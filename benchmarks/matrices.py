"""derivcheck beside SymPy's matrix expressions on the claims of problems/matrices: ``python -m benchmarks.matrices``.

Every equation that SymPy's matrix expressions can say at all is asked three ways: derivcheck from its text; SymPy by
simplifying and refining the difference under the declared properties, blocks collapsed; and by `equals`. SymPy's
derivatives by matrices are part of what is asked. See docs/benchmarks.md for what the figures mean.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import sympy
from sympy.assumptions import assuming
from sympy.matrices.expressions.blockmatrix import block_collapse

from benchmarks.matrix_expressions import Equation, equation
from benchmarks.methods import Answer, Outcome, asked
from benchmarks.translation import Unsaid
from derivcheck.engine.check import check_claim
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import ProblemFile, RawClaim, load
from derivcheck.language.source import LanguageError, Source

_PROBLEMS = Path(__file__).parents[1] / "problems" / "matrices"
_HEADINGS = ("method", "proved", "refuted", "wrong", "undecided", "stopped", "seconds", "median ms", "slowest")

Item = tuple[ProblemFile, RawClaim, Equation]


def ask_derivcheck(item: Item, limit: float) -> Answer:
    problem, claim, _ = item
    verdict = check_claim(problem, claim, problem.source, limit).verdict
    return verdict if verdict in ("proved", "refuted") else "undecided"


def ask_simplify(item: Item, limit: float) -> Answer:
    """Simplify the difference as far as SymPy knows how. It can only prove: not zero says nothing."""
    equation_ = item[2]
    left, right = equation_.build()
    with assuming(*equation_.assumptions()):
        found = (left - right).doit()
        for step in _STEPS:
            if _is_zero(found):
                break
            found = step(found).doit()
    return "proved" if _is_zero(found) else "undecided"


def ask_equals(item: Item, limit: float) -> Answer:
    equation_ = item[2]
    left, right = equation_.build()
    with assuming(*equation_.assumptions()):
        answer = left.equals(right)
    return {True: "proved", False: "refuted"}.get(answer, "undecided")


_STEPS: tuple[Callable[[sympy.Expr], sympy.Expr], ...] = (
    sympy.refine,
    block_collapse,
    sympy.expand,
    sympy.simplify,
)


def _is_zero(found: object) -> bool:
    if isinstance(found, sympy.BlockMatrix):
        return all(map(_is_zero, found.blocks))
    return found == 0 or isinstance(found, sympy.ZeroMatrix)


METHODS: dict[str, Callable[[Item, float], Answer]] = {
    "derivcheck": ask_derivcheck,
    "SymPy, simplified": ask_simplify,
    "SymPy, l.equals(r)": ask_equals,
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matrices", description=__doc__)
    parser.add_argument("--only", default="", metavar="TEXT", help="claims whose id contains this")
    parser.add_argument("--timeout", type=float, default=10, metavar="SECONDS", help="for each call [default: 10]")
    options = parser.parse_args(arguments)
    items, left_out = _items(options.only)
    outcomes: dict[str, list[Outcome]] = {method: [] for method in METHODS}
    for item in items:
        for method, ask in METHODS.items():
            outcome = asked(
                f"{method} on {item[1].id}", item[1].expect, ask, item, options.timeout, method != "derivcheck"
            )
            outcomes[method].append(outcome)
            if outcome.wrong:
                print(f"{method} is wrong on {item[1].id}: {outcome.answer}: {item[1].body.text}", file=sys.stderr)
    expected = Counter(o.expected for o in outcomes["derivcheck"])
    print(f"{len(items)} claims, {expected['proved']} true and {expected['refuted']} false; SymPy {sympy.__version__}")
    rows = [_HEADINGS, *(_row(method, found) for method, found in outcomes.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(t.ljust(w) if k == 0 else t.rjust(w) for k, (t, w) in enumerate(zip(row, widths, strict=True))))
    print(f"Left out, because SymPy's matrices cannot say it: {sum(left_out.values())}", dict(left_out.most_common()))


def _items(only: str) -> tuple[list[Item], Counter[str]]:
    """The claims that SymPy can be asked about, and how many cannot be, by reason."""
    items, left_out = list[Item](), Counter[str]()
    for path in sorted(_PROBLEMS.glob("*.yaml")):
        problem = load(Source(path.name, path.read_text(encoding="utf-8")))
        for claim in problem.claims:
            if only not in claim.id or claim.expect not in ("proved", "refuted"):
                continue
            try:
                items.append((problem, claim, equation(elaborate(problem, claim))))
            except (Unsaid, LanguageError) as reason:
                left_out[str(reason)] += 1
            except Exception as error:  # SymPy raises what it likes, when expressions are built, too
                left_out[f"SymPy's {type(error).__name__}"] += 1
    return items, left_out


def _row(method: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    seconds = [o.seconds for o in outcomes] or [0.0]
    right = Counter(o.answer for o in outcomes if not o.wrong)
    counts = (right["proved"], right["refuted"], sum(o.wrong for o in outcomes), right["undecided"], right["stopped"])
    times = (f"{sum(seconds):.2f}", f"{statistics.median(seconds) * 1000:.0f}", f"{max(seconds):.2f}")
    return (method, *map(str, counts), *times)


if __name__ == "__main__":
    main()
