"""What is known of the places of sequences: comparisons of integers."""

from __future__ import annotations

from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.term import Term, symbols


def is_known(condition: Term, facts: tuple[Term, ...]) -> bool:
    """Whether a condition follows from the facts, without a solver.

    For one about integers alone, of facts about anything else nothing is to be expected; they cost much time.
    """
    if condition in facts:
        return True
    if _is_about_integers(condition):
        facts = tuple(f for f in facts if _is_about_integers(f))
    answer = holds(condition, facts, solver=False)
    return isinstance(answer, Answer) and answer.state == "zero"


def _is_about_integers(fact: Term) -> bool:
    return all(s.op == "symbol" and s.args[1].integral for s in symbols(fact))
