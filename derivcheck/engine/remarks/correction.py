"""The right-hand side that a refuted equation should have had, where it can be computed.

The left side is worked out and written in several forms; the shortest that is proved equal to it is shown. SymPy only
proposes forms here; nothing rests on it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.expectation.laws import NoExpectation
from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.sympy_bridge import from_sympy, to_sympy
from derivcheck.algebra.term import Term, relation
from derivcheck.algebra.text import text
from derivcheck.engine.goal import Goal, questions
from derivcheck.engine.strategy import Budget, OutOfTime, Strategy
from derivcheck.engine.tensors.variables import Unsupported
from derivcheck.language.core import Claim

_LONGEST = 120
_MOST_NODES = 400
_MOST_GOALS = 6


def correct_side(claim: Claim, seconds: float) -> str | None:
    """A proved right-hand side for an equation between numbers, in the claim language; None if none is found."""
    try:
        (question,) = questions(claim, claim.statement)
        if question.statement.op != "eq":
            return None
        written = question.statement.args[0]
        left = expand(written)
        # The right side may be undefined where the left is not: only the left side's conditions may be used.
        goal = Goal(question.statement, tuple(expand(f) for f in (*question.given, *domain.conditions(written))))
        forms = {text(form): form for form in _forms(left, goal.facts) if form is not written}
        for shown in sorted((s for s in forms if len(s) <= _LONGEST), key=len):
            strategy = Strategy(Budget(time.process_time() + seconds, _MOST_GOALS))
            if strategy.prove(Goal(relation("eq", left, forms[shown]), goal.facts)) is not None:
                return shown
    except (Unsupported, OutOfTime, NoDerivative, NoExpectation, ValueError):
        return None
    return None


def _forms(left: Term, facts: tuple[Term, ...]) -> Iterator[Term]:
    yield left
    try:
        normaliser = attempt(facts, Oracle(False), (left,))
        yield normaliser.field.readable_quotient(normaliser.of(left))
    except (Incomplete, Restart, TooLarge, Vacuous, Split):
        pass
    if _size(left) <= _MOST_NODES:
        yield from _by_sympy(left)


def _by_sympy(left: Term) -> Iterator[Term]:
    import sympy

    names: dict[Term, Any] = {}
    try:
        theirs = to_sympy(left, names)
    except ValueError:
        return
    for form in (sympy.simplify, sympy.factor, sympy.expand):
        try:
            found = from_sympy(form(theirs), {name: ours for ours, name in names.items()})
        except Exception:  # a proposal that fails is no proposal
            continue
        if found is not None:
            yield found


def _size(term: Term) -> int:
    return 1 + sum(_size(t) for t in term.terms)
