"""Closed forms: sequences that a linear recursion of the first order defines, by what they are at every place.

So the limit of an iteration is that of a power, and sums, bounds and quotients of such sequences are those of powers.
That the form is right is shown by induction.
"""

from __future__ import annotations

from derivcheck.algebra.sequences.closed_forms import closed_form, sequences_in
from derivcheck.algebra.sequences.sequences import sequence
from derivcheck.algebra.term import ONE, Sort, add, div, make, number, sub, symbol
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.closed_form import ClosedForm, everywhere, place_for, replaced
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_SEQUENCES = 3


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    for value in list(sequences_in(goal.statement))[:_MOST_SEQUENCES]:
        place = place_for(goal)
        form = closed_form(value, place)
        shown = None if form is None else everywhere(goal, value, place, form)
        if form is None or shown is None or goal.statement == shown.statement:
            continue
        smaller = replaced(goal, value, place, form)
        proof = prove(shown) if smaller.statement is not goal.statement else None
        part = None if proof is None else prove(smaller)
        if proof is not None and part is not None:
            return ClosedForm(value, place, form, proof, part)
    return None


_NATURAL = ("t: natural",)
_SQUARES = ("s[0]: 0", "s[t]: s[t - 1] + 2*t - 1")
_HALVED = ("w[0]: 1", "w[t]: w[t - 1]/2 + 1")
_T = symbol("t#w", Sort.INTEGER)
_STEP = add(div(make("own", "w", sub(_T, ONE)), number(2)), ONE)
_VALUE = sequence(
    make("recursion", "w", _T, make("tuple"), 0, _STEP, ONE), Sort.REAL, 0, (), symbol("t", Sort.NATURAL)
)
_PLACE = symbol("place#0", Sort.NATURAL)

PROVER = Prover(
    name="closed forms",
    cost=66,
    attempt=attempt,
    proves=(
        Example("Limit(w[t], t, oo) == 2", _NATURAL, _HALVED),
        Example("Limit(s[t]/t**2, t, oo) == 1", _NATURAL, _SQUARES),
    ),
    gives_up=(Example("Limit(w[t], t, oo) < 1", _NATURAL, ("w[0]: 1", "w[t]: 1/(1 + w[t - 1])")),),
    corrupted=(
        (
            Example("w[t] == 2", _NATURAL, _HALVED),
            ClosedForm(_VALUE, _PLACE, number(2), Vanishing(), Vanishing()),
        ),
    ),
)
