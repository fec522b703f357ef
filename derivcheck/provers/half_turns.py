"""Half turns: the sign of a sine or cosine whose angle is bounded.

`sin(x) > 0` for x between 0 and pi. Signs that are found so are used in what is left to be shown. Asked for are angles
of variables that hypotheses bound by numbers on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.algebra.term import INEQUALITIES, ZERO, Term, relation, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover, prove_all
from derivcheck.engine.rules.half_turn import SIGNS, HalfTurn, is_wave, obligations
from derivcheck.engine.rules.lemma import Lemma
from derivcheck.engine.rules.vanishing import Vanishing

_HALF_TURNS = (0, -1, 1)
_MOST_WAVES = 4


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    bounds = [symbols(fact) for fact in goal.facts if fact.op in INEQUALITIES]
    known = {fact.args[0] for fact in goal.facts if fact.op in INEQUALITIES}
    for wave in list(dict.fromkeys(_waves(goal.statement)))[:_MOST_WAVES]:
        if wave in known or not symbols(wave) or any(bounds.count(frozenset({s})) < 2 for s in symbols(wave)):
            continue
        fact, proof = _sign(goal, wave, prove)
        if proof is None:
            continue
        if fact == goal.statement:
            return proof
        part = prove(goal.assuming(fact))
        return None if part is None else Lemma(fact, proof, part)
    return None


def _sign(goal: Goal, wave: Term, prove: Prove) -> tuple[Term, Evidence | None]:
    """The strictest sign that is seen."""
    fact = wave
    for op in ("gt", "lt", "ge", "le"):
        fact = relation(op, wave, ZERO)
        for m in _HALF_TURNS:
            if SIGNS[op] == m % 2:
                parts = prove_all(obligations(goal.about(fact), m), prove)
                if parts is not None:
                    return fact, HalfTurn(m, parts)
    return fact, None


def _waves(term: Term) -> Iterator[Term]:
    if is_wave(term):
        yield term
    for part in term.terms:
        yield from _waves(part)


_TOO_FAR = Example("sin(x) > 0", ("x: real(0, 4)",))

PROVER = Prover(
    name="half turns",
    cost=52,
    attempt=attempt,
    proves=(
        Example("sin(x) > 0", ("x: real(0, 3)",)),
        Example("cos(x) >= 0", ("x: real(-3/2, 3/2)",)),
        Example("sin(x) + cos(x) > 0", ("x: real(0, 3/2)",)),
        Example("sin(x) < 0", ("x: real(4, 6)",)),
    ),
    gives_up=(_TOO_FAR, Example("sin(x) <= 2", ("x: real",))),
    corrupted=((_TOO_FAR, HalfTurn(0, (Vanishing(), Vanishing()))),),
)
