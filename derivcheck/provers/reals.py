"""Reals: an inequality between whole numbers that holds for all real numbers.

`log(n) <= n - 1` is shown for real n by the sign of a derivative; of whole numbers there is none.
"""

from __future__ import annotations

from derivcheck.algebra.domain import conditions
from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.term import INEQUALITIES, Term, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.relaxed import Relaxed, relaxed
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if not any(map(_is_transcendental, goal.statement.terms)):
        return None
    real = relaxed(goal)
    part = None if real is None or not _is_defined(real) else prove(real)
    return None if part is None else Relaxed(part)


def _is_defined(real: Goal) -> bool:
    answers = (holds(c, real.facts) for c in conditions(real.statement) if c not in real.facts)
    return all(isinstance(a, Answer) and a.state == "zero" for a in answers)


def _is_transcendental(term: Term) -> bool:
    """Whether a whole number stands in a function; for exponents there is induction."""
    inside = term.args[1:] if term.op == "call" and term.args[0] != "Abs" else ()
    if any(s.op == "symbol" and s.args[1].integral for t in inside for s in symbols(t)):
        return True
    return any(map(_is_transcendental, term.terms))


PROVER = Prover(
    name="reals",
    cost=57,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("log(n) <= n - 1", ("n: size",)),
        Example("2*sqrt(n) >= log(n)", ("n: size",)),
    ),
    gives_up=(Example("2**n >= n**2 - 1", ("n: natural",)),),
    corrupted=(
        (Example("log(n) < n - 1", ("n: size",)), Relaxed(Vanishing())),
        (Example("(-2)**n >= 0", ("n: natural",)), Relaxed(Vanishing())),
        (Example("floor(n/2) >= n/2", ("n: natural",)), Relaxed(Vanishing())),
    ),
)
