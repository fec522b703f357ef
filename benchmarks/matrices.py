"""derivcheck beside SymPy's matrix expressions on the claims of problems/matrices: ``python -m benchmarks.matrices``.

Every equation that SymPy's matrix expressions can say at all is asked three ways: derivcheck from its text; SymPy by
simplifying and refining the difference under the declared properties, blocks collapsed; and by `equals`. SymPy's
derivatives by matrices are part of what is asked. See docs/benchmarks.md for what the figures mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import sympy
from sympy.assumptions import assuming
from sympy.matrices.expressions.blockmatrix import block_collapse

from benchmarks import comparison
from benchmarks.comparison import ask_derivcheck, compare, options_of
from benchmarks.matrix_expressions import Equation, equation
from benchmarks.methods import Answer
from benchmarks.translation import Unsaid
from derivcheck.language.elaborate import elaborate
from derivcheck.language.problem import load
from derivcheck.language.source import LanguageError, Source

_PROBLEMS = Path(__file__).parents[1] / "problems" / "matrices"

Item = comparison.Item[Equation]


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
    options = options_of("matrices", __doc__, arguments)
    items, left_out = _items(options.only)
    compare(items, METHODS, options.timeout)
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


if __name__ == "__main__":
    main()
