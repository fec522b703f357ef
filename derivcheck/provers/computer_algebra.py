"""Computer algebra: SymPy's simplification as a last resort.

SymPy rewrites the difference of both sides (gamma functions, Bessel functions); if our normal form of what it
returns is zero, the claim is proved, and marked `cas`, because it rests on SymPy's algorithm.
"""

from __future__ import annotations

from derivcheck.algebra.term import ZERO, Term, relation
from derivcheck.engine.calculus.rewriting import rewrite
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.rewritten import Rewritten
from derivcheck.engine.rules.vanishing import Vanishing

_ALGORITHMS = (
    ("gammasimp", frozenset(("gamma", "factorial", "binomial", "beta", "polygamma", "digamma"))),
    ("besselsimp", frozenset(("besselj", "bessely", "besseli", "besselk"))),
)


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    names = _functions(goal.statement)
    for algorithm, functions in _ALGORITHMS:
        if names & functions:
            found = rewrite(difference(goal), algorithm)
            part = None if found is None else prove(goal.about(_is_zero(found)))
            if part is not None:
                return Rewritten(algorithm, part)
    return None


def _is_zero(term: Term) -> Term:

    return relation("eq", term, ZERO)


def _functions(term: Term) -> frozenset[str]:
    own = frozenset((term.args[0],)) if term.op == "call" else frozenset()
    return own.union(*(_functions(t) for t in term.terms))


PROVER = Prover(
    name="computer algebra",
    cost=90,
    concerns=frozenset(("eq",)),
    attempt=attempt,
    proves=(Example("gamma(x)*gamma(1 - x)*sin(pi*x) == pi", ("x: real(0, 1)",)),),
    gives_up=(Example("x*x == x", ("x: real",)),),
    corrupted=(
        (Example("gamma(x)*gamma(1 - x) == pi", ("x: real(0, 1)",)), Rewritten("gammasimp", Vanishing())),
        (Example("x == 2*x", ("x: real",)), Rewritten("no such algorithm", Vanishing())),
    ),
)
