"""One proof for every size, beside SymPy on one explicit size after the other: ``python -m benchmarks.sizes``.

Every claim is put to derivcheck once with a symbolic size and once for each number, and to SymPy's `simplify` for each
number, since a claim with a symbolic size is nothing that SymPy could be asked. Free indices stand for all of their
values, for either program. Times are processor milliseconds from empty caches, the programs taking turns.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.methods import Item, timed
from benchmarks.translation import Equations, Unsaid, equations
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import ProblemFile, single

SIZES = (2, 4, 8, 16)
_SIMPLIFY = "sympy.simplify(l - r) == 0"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in which ``C`` is a size, or a number."""

    name: str
    text: str
    declare: tuple[str, ...]
    define: tuple[str, ...] = field(default=())

    def at(self, size: int | None) -> ProblemFile:
        """The claim for one size, or for all of them."""
        if size is None:
            return single(self.text, ["C: size", *self.declare], list(self.define))
        own = [d.replace("[C, C]", f"[{size}, {size}]").replace("[C]", f"[{size}]") for d in self.declare]
        own = [d.replace("(C)", f"({size})") for d in own]
        define = [*self.define, f"C: {size}"] if "C" in self.text + "".join(self.define) else list(self.define)
        return single(self.text, own, define)


_LOGITS = ("i, j, k: index(C)", "z, y: real[C]")
_SOFTMAX = ("p[i]: exp(z[i])/Sum(exp(z[j]), j)",)
CLAIMS = (
    Claim("softmax Jacobian", "D(p[i], z[k]) == p[i]*(delta(i, k) - p[k])", _LOGITS, _SOFTMAX),
    Claim("gradient of log-sum-exp", "D(log(Sum(exp(z[j]), j)), z[k]) == p[k]", _LOGITS, _SOFTMAX),
    Claim(
        "gradient of cross-entropy",
        "D(L, z[k]) == p[k]*Sum(y[i], i) - y[k]",
        _LOGITS,
        (*_SOFTMAX, "L: -Sum(y[i]*log(p[i]), i)"),
    ),
    Claim(
        "gradient of squared error on softmax",
        "D(L, z[k]) == 2*p[k]*(p[k] - y[k] - Sum(p[j]*(p[j] - y[j]), j))",
        _LOGITS,
        (*_SOFTMAX, "L: Sum((p[i] - y[i])**2, i)"),
    ),
    Claim(
        "gradient of a quadratic form",
        "D(Sum(A[i, j]*x[i]*x[j], i, j), x[k]) == Sum((A[k, j] + A[j, k])*x[j], j)",
        ("i, j, k: index(C)", "x: real[C]", "A: real[C, C]"),
    ),
    Claim(
        "variance by moments",
        "Sum((x[i] - mu)**2, i)/C == Sum(x[i]**2, i)/C - mu**2",
        ("i: index(C)", "x: real[C]"),
        ("mu: Sum(x[i], i)/C",),
    ),
    Claim(
        "gradient of a variance",
        "D(Sum((x[i] - mu)**2, i)/C, x[k]) == 2*(x[k] - mu)/C",
        ("i, k: index(C)", "x: real[C]"),
        ("mu: Sum(x[i], i)/C",),
    ),
)


def measured(claim: Claim, size: int | None, limit: float) -> dict[str, str]:
    """Milliseconds by program; with a remark unless the claim was proved."""
    problem = claim.at(size)
    own = problem.claims[0]
    asked = Equations((), frozenset()) if size is None else equations(elaborate(problem, own))
    found = {}
    for method in ("derivcheck",) if size is None else ("derivcheck", _SIMPLIFY):
        outcome = timed(method, Item(problem, own, asked), limit)
        remark = "" if outcome.answer == "proved" else f" {outcome.answer}"
        found[method] = f"{outcome.seconds * 1000:.0f}{remark}"
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sizes", description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="C", help="leave larger sizes out")
    parser.add_argument("--timeout", type=float, default=20, metavar="SECONDS", help="for each question [default: 20]")
    parser.add_argument("--only", default="", metavar="TEXT", help="claims whose name contains this")
    options = parser.parse_args(arguments)
    measured(CLAIMS[0], 2, options.timeout)  # imports that happen on first use are nobody's time
    print("| claim | size | derivcheck ms | `simplify` ms |\n| --- | --: | --: | --: |")
    for claim in (c for c in CLAIMS if options.only in c.name):
        for position, size in enumerate((None, *(s for s in SIZES if s <= options.largest))):
            try:
                times = measured(claim, size, options.timeout)
            except Unsaid as reason:
                times = {_SIMPLIFY: str(reason)}
            shown = [claim.name if position == 0 else "", "all" if size is None else str(size)]
            shown += [times.get(method, "–") for method in ("derivcheck", _SIMPLIFY)]
            print("| " + " | ".join(shown) + " |", flush=True)


if __name__ == "__main__":
    main()
