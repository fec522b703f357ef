"""Functions that would have to be twice continuously differentiable for a goal to be proved."""

from __future__ import annotations

from derivcheck.algebra.term import Term, make
from derivcheck.engine import kernel
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Prove

_FUNCTIONS = frozenset(("apply", "functional"))


def smoothness_hint(goal: Goal, prove: Prove) -> str | None:
    """What to declare, if the goal is proved once the order of second derivatives does not matter."""
    names = sorted({_name(t) for t in _functions(goal.statement) if not t.args[1]})
    if not names:
        return None
    smooth = Goal(_smooth(goal.statement), tuple(map(_smooth, goal.facts)))
    evidence = prove(smooth) if smooth.statement is not goal.statement else None
    if evidence is None:
        return None
    try:
        kernel.check(smooth, evidence)
    except kernel.Rejected:
        return None
    listed = " and ".join(f"`{name}`" for name in names)
    return f"true if the order of second derivatives does not matter: declare {listed} C2"


def _name(function: Term) -> str:
    own = function.args[0]
    return str(own.args[0] if isinstance(own, Term) else own)


def _functions(term: Term) -> set[Term]:
    own = {term} if term.op in _FUNCTIONS else set()
    return own.union(*(_functions(t) for t in term.terms))


def _smooth(term: Term) -> Term:
    args = [_smooth(a) if isinstance(a, Term) else a for a in term.args]
    if term.op in _FUNCTIONS:
        args[1] = True
    return make(term.op, *args)
