"""Powers: inequalities with natural exponents, by an induction whose base and step a solver sees at once.

So Bernoulli's inequality `(1 + x)**n >= 1 + n*x` needs no cases by the sign of x: to the solver, `(1 + x)**n` is but a
number of which the inequality holds.
"""

from __future__ import annotations

from derivcheck.algebra.signs.whole_numbers import contradiction
from derivcheck.algebra.term import Sort, Term, is_bound, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import is_seen
from derivcheck.engine.rules import induction
from derivcheck.engine.rules.arithmetic import Arithmetic
from derivcheck.engine.rules.induction import Induction
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_BASES = 2


def attempt(goal: Goal, _prove: Prove) -> Evidence | None:
    whole = any(s.op == "symbol" and s.args[1].integral and not is_bound(s) for s in symbols(goal.statement))
    if not whole or any(node.op in ("sum", "entry") for node in _nodes(goal.statement)):
        return None
    for variable in _exponents(goal.statement):
        start = {Sort.NATURAL: 0, Sort.SIZE: 1}.get(variable.args[1])
        for depth in range(1, _MOST_BASES + 1):
            found = None if start is None else _by_arithmetic(goal, variable, start, depth)
            if found is not None:
                return found
    return None


def _by_arithmetic(goal: Goal, variable: Term, start: int, depth: int) -> Evidence | None:
    step = induction.step(goal, variable, start, depth)
    if step is None or not contradiction(step.statement, step.facts, False).found:
        return None
    bases = (induction.base(goal, variable, start, k) for k in range(depth))
    if not all(base is not None and is_seen(base) for base in bases):
        return None
    return Induction(variable, start, (Vanishing(),) * depth, Arithmetic(False))


def _exponents(statement: Term) -> list[Term]:
    """Natural numbers in exponents of what is no number."""
    found = {s for t in _nodes(statement) if t.op == "power" and symbols(t.args[0]) for s in symbols(t.args[1])}
    return sorted((s for s in found if s.op == "symbol" and s.args[1].integral and not is_bound(s)), key=str)


def _nodes(term: Term) -> list[Term]:
    return [term, *(node for part in term.terms for node in _nodes(part))]


_N = symbol("n", Sort.NATURAL)

PROVER = Prover(
    name="powers",
    cost=9,
    concerns=frozenset(("le", "lt", "ge", "gt")),
    attempt=attempt,
    proves=(
        Example("(1 + x)**n >= 1 + n*x", ("x: nonnegative", "n: natural")),
        Example("(1 + x)**n > 0", ("x: nonnegative", "n: natural")),
    ),
    gives_up=(Example("(1 + x)**n >= 1 + n*x", ("x: real", "n: natural")),),
    corrupted=(
        (
            Example("(1 + x)**n >= 1 + n*x", ("x: real", "n: natural")),
            Induction(_N, 0, (Arithmetic(False),), Arithmetic(False)),
        ),
    ),
)
