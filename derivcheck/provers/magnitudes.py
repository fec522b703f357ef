"""Magnitudes: Lipschitz bounds.

An absolute value of something transcendental is at most a bound if the number and its negative are, which mean values
then show: `Abs(tanh(x) - tanh(y)) <= Abs(x - y)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.algebra.term import INEQUALITIES, ZERO, Term, rational, relation
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.cases import Cases
from derivcheck.engine.rules.magnitude import Magnitude, both
from derivcheck.engine.rules.unsigned import Unsigned, without_magnitude
from derivcheck.engine.rules.vanishing import Vanishing

#: Functions that are pieces of polynomials: for these, cases are distinguished.
_PIECES = frozenset(("Abs", "Max", "Min", "relu", "sign", "Heaviside", "delta", "floor", "ceiling", "sqrt"))


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    found = both(goal)
    if found is None or not _is_difference_of_functions(found[0].statement.args[0]):
        return None
    above = _by_signs(found[0], prove)
    below = _by_signs(found[1], prove) if above is not None else None
    return None if above is None or below is None else Magnitude(above, below)


def _by_signs(goal: Goal, prove: Prove) -> Evidence | None:
    """In the cases of the sign of an absolute value in the bound, without it."""
    argument = next(_magnitudes(goal.statement.args[1]), None)
    if argument is None:
        return prove(goal)
    parts: list[Evidence] = []
    cases = tuple(relation(op, argument, ZERO) for op in ("ge", "le"))
    for case in cases:
        part = prove(without_magnitude(goal.assuming(case), argument, case.op))
        if part is None:
            return None
        parts.append(Unsigned(argument, case.op, part))
    return Cases(cases, tuple(parts))


def _magnitudes(bound: Term) -> Iterator[Term]:
    """The arguments of absolute values in a bound, as a factor of a term."""
    if bound.op == "call" and bound.args[0] == "Abs":
        yield bound.args[1]
    for part in bound.terms if bound.op in ("add", "mul") else ():
        yield from _magnitudes(part)


def _is_difference_of_functions(term: Term) -> bool:
    return term.op == "add" and any(_is_transcendental(t) for t in term.args)


def _is_transcendental(term: Term) -> bool:
    own = (term.op == "call" and term.args[0] not in _PIECES) or (term.op == "power" and rational(term.args[1]) is None)
    return own or any(_is_transcendental(t) for t in term.terms)


_FALSE = Example("Abs(tanh(x) - tanh(y)) <= Abs(x - y)/2", ("x, y: real",))

PROVER = Prover(
    name="magnitudes",
    cost=9,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("Abs(tanh(x) - tanh(y)) <= Abs(x - y)", ("x, y: real",)),
        Example("Abs(sin(x) - sin(y)) <= Abs(x - y)", ("x, y: real",)),
    ),
    gives_up=(_FALSE,),
    corrupted=((_FALSE, Magnitude(Vanishing(), Vanishing())),),
)
