"""Limits, integrals and sums without end: each is replaced by its value.

Limits follow from theorems (continuity, the algebra of limits, squeezing, dominance, L'Hôpital's rule). Integrals and
sums come from an antiderivative (antidifference) that SymPy proposes and the kernel differentiates. Where these rules
do not reach, SymPy's value is taken, and the proof is marked `cas`.
"""

from __future__ import annotations

from derivcheck.algebra.limits.approach import NoRule
from derivcheck.algebra.normal_form.field import Vacuous
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.term import Term
from derivcheck.engine.calculus.limiting import evaluated, mentions_limits, totals
from derivcheck.engine.calculus.sympy_limits import antiderivative, value
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.tending import Tending
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if not any(map(mentions_limits, (goal.statement, *goal.facts))):
        return None
    found_totals = dict.fromkeys(t for s in (goal.statement, *goal.facts) for t in totals(s))
    proposed: tuple[tuple[Term, Term], ...] = ()
    if found_totals:
        found = ((t, antiderivative(t)) for t in found_totals)
        proposed = tuple((t, a) for t, a in found if a is not None)
    by_rules = _by(goal, prove, "", proposed)
    if by_rules is not None or not mentions_limits(goal.statement):
        return by_rules
    return _by(goal, prove, "SymPy", proposed)


def _by(goal: Goal, prove: Prove, algorithm: str, proposed: tuple[tuple[Term, Term], ...]) -> Evidence | None:
    try:
        smaller = evaluated(goal, dict(proposed), value if algorithm else None)
    except Vacuous:
        return Tending(algorithm, proposed, None)
    except Split as split:
        parts = [prove(goal.assuming(case)) for case in split.cases if case not in goal.facts]
        kept = tuple(p for p in parts if p is not None)
        return Cases(split.cases, kept) if len(kept) == len(split.cases) else None
    except NoRule:
        return None
    if smaller.statement is goal.statement:
        return None
    part = prove(smaller)
    return None if part is None else Tending(algorithm, proposed, part)


PROVER = Prover(
    name="limits",
    cost=5,
    attempt=attempt,
    proves=(
        Example("Limit(sin(x)/x, x, 0) == 1", ("x: real",)),
        Example("Integral(t**2, (t, 0, x)) == x**3/3", ("x: positive",)),
        Example("Sum(b**k, (k, 0, oo)) == 1/(1 - b)", ("b: real(-1, 1)",)),
    ),
    gives_up=(
        Example("Limit(x*y, x, 0) == y", ("x, y: real",)),
        Example("x*x == x", ("x: real",)),
    ),
    corrupted=(
        (Example("Limit(sin(x)/x, x, 0) == 2", ("x: real",)), Tending("", (), Vanishing())),
        (Example("Limit(sign(x), x, 0) == 1", ("x: real",)), Tending("SymPy", (), Vanishing())),
        (Example("Limit(x, x, 0) == 1", ("x: real",)), Tending("", (), None)),
    ),
)
