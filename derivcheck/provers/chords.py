"""Chords: a function that bends downwards lies above the line between any two of its points.

`sin(x) >= 2*x/pi` for x between 0 and pi/2: both sides are equal at the ends, and the difference is concave between.
The ends are what the hypotheses compare the variable with.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.algebra import domain
from derivcheck.algebra.term import INEQUALITIES, ONE, ZERO, Term, rational, relation, substitute, symbol, symbols
from derivcheck.engine.calculus.sampled import fails_somewhere
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover, prove_all
from derivcheck.engine.rule import NotApplicable, is_seen
from derivcheck.engine.rules.chord import Chord, obligations
from derivcheck.engine.rules.mean_value import excess
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_PAIRS = 4


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    bounded = {side for fact in goal.facts if fact.op in INEQUALITIES for side in fact.args if _is_written(side)}
    try:
        f = excess(goal)
    except NotApplicable:
        return None
    strict = goal.statement.op in ("lt", "gt")
    for variable in sorted(bounded & _bent(f), key=str):
        for first, last in _intervals(goal, f, variable):
            for apart in (False, True) if strict else (False,):
                try:
                    parts = _all(obligations(goal, variable, first, last, apart), prove)
                except NotApplicable:
                    continue
                if parts is not None:
                    return Chord(variable, first, last, apart, parts)
    return None


def _is_written(term: Term) -> bool:
    """A name that a person may have written: what lies between two places is left to the method that put it there."""
    return term.op == "symbol" and str(term.args[0]).isidentifier()


def _bent(term: Term) -> frozenset[Term]:
    """The symbols within functions and exponents; what depends on others only by polynomials is decided elsewhere."""
    own = term.op == "call" or (term.op == "power" and rational(term.args[1]) is None)
    return symbols(term) if own else frozenset().union(*(_bent(t) for t in term.terms))


def _intervals(goal: Goal, f: Term, variable: Term) -> Iterator[tuple[Term, Term]]:
    """What the variable lies between, as far as the inequality is seen to hold there."""
    below, above = (dict.fromkeys(_bounds(goal, variable, side)) for side in ("below", "above"))
    pairs = [(a, b) for a in below for b in above if all(_holds_at(goal, f, variable, end) for end in (a, b))]
    yield from pairs[:_MOST_PAIRS]


def _bounds(goal: Goal, variable: Term, side: str) -> Iterator[Term]:
    for fact in goal.facts:
        if fact.op in INEQUALITIES and variable in fact.args:
            smaller, greater = fact.args if fact.op in ("lt", "le") else reversed(fact.args)
            own, bound = (greater, smaller) if side == "below" else (smaller, greater)
            if own is variable and variable not in symbols(bound):
                yield bound


def _holds_at(goal: Goal, f: Term, variable: Term, end: Term) -> bool:
    """Whether the inequality is seen to hold at an end; to search for that is rarely worth it."""
    value = substitute(f, {variable: end})
    return all(is_seen(goal.about(c)) for c in (*domain.conditions(value), relation("ge", value, ZERO)))


def _all(goals: tuple[Goal, ...], prove: Prove) -> tuple[Evidence, ...] | None:
    return None if any(map(fails_somewhere, goals)) else prove_all(goals, prove)


_STEEPER = Example("sin(x) >= x", ("x: real(0, 1)",))

PROVER = Prover(
    name="chords",
    cost=54,
    concerns=INEQUALITIES,
    attempt=attempt,
    proves=(
        Example("log(1 + x) >= x*log(2)", ("x: real(0, 1)",)),
        Example("2**x <= 1 + x", ("x: real(0, 1)",)),
        Example("exp(x) < 1 + (E - 1)*x", ("x: real(0, 1)",)),
        Example("exp(s*x) <= (1 + x)*exp(s)/2 + (1 - x)*exp(-s)/2", ("x: real(-1, 1)", "s: real")),
    ),
    gives_up=(_STEEPER, Example("log(1 + x) >= x*log(2)", ("x: real(0, 2)",))),
    corrupted=((_STEEPER, Chord(symbol("x"), ZERO, ONE, False, (Vanishing(),) * 5)),),
)
