"""Quantifiers: arbitrary values, witnesses, cases of a hypothesis.

What holds for all values is shown for one of which nothing is known; that a value exists, by showing one: a number, a
term of the claim, a solution of an equation in it. A hypothesis about all values is used at the values that the claim
speaks of.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from derivcheck.algebra.normal_form.answers import Answer, holds
from derivcheck.algebra.term import (
    ZERO,
    Term,
    negation,
    number,
    symbols,
)
from derivcheck.engine.candidates import candidates, is_plausible
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.quantified import denied, meant, speaks_of_functions
from derivcheck.engine.rules.arbitrary import Arbitrary, arbitrary
from derivcheck.engine.rules.instance import Instance, instantiated
from derivcheck.engine.rules.obtained import Obtained, obtained
from derivcheck.engine.rules.vanishing import Vanishing
from derivcheck.engine.rules.witness import Witness, witnessed

_MOST_VALUES = 28
_MOST_CASES = 9


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.op == "forall":
        part = prove(arbitrary(goal))
        return None if part is None else Arbitrary(part)
    named = next((f for f in goal.facts if denied(f) is not None and _is_new(f, goal)), None)
    if named is not None:
        smaller = obtained(goal, named)
        part = None if smaller is None else prove(smaller)
        return None if part is None else Obtained(named, part)
    if denied(goal.statement) is not None:
        return _shown(goal, prove)
    return _with_cases(goal, prove)


def _is_new(fact: Term, goal: Goal) -> bool:
    """Whether no value has been named for it yet: its parts would be among the facts."""
    statement = denied(fact)
    assert statement is not None
    body, variable = statement.args
    shape = negation(body)
    parts = shape.args if shape.op == "and" else (shape,)
    return not any(p.op == f.op and _alike(p, f, variable) for p in parts for f in goal.facts)


def _alike(pattern: Term, fact: Term, variable: Term) -> bool:
    """Whether the fact is the pattern with another symbol in the place of the variable."""
    if pattern is variable:
        return fact.op == "symbol" and fact is not variable and fact.args[1] == variable.args[1]
    if pattern is fact:
        return variable not in symbols(pattern)
    if pattern.op != fact.op or len(pattern.args) != len(fact.args):
        return False
    pairs = zip(pattern.args, fact.args, strict=True)
    return all(_alike(a, b, variable) if isinstance(a, Term) and isinstance(b, Term) else a == b for a, b in pairs)


def _shown(goal: Goal, prove: Prove) -> Evidence | None:
    for value in itertools.islice(candidates(goal.statement), _MOST_VALUES):
        found = witnessed(goal, value)
        if found is not None and is_plausible(found[0]) and all(_is_plain(g) for g in found[1]):
            part = prove(found[0])
            if part is not None:
                return Witness(value, part)
    return None


def _is_plain(goal: Goal) -> bool:
    answer = holds(goal.statement, goal.facts)
    return goal.statement in goal.facts or (isinstance(answer, Answer) and answer.state in ("zero", "vacuous"))


def _with_cases(goal: Goal, prove: Prove) -> Evidence | None:
    """Hypotheses about all values at the values that occur, until the goal follows."""
    fact = next((f for f in goal.facts if meant(f).op == "forall" and not speaks_of_functions(f)), None)
    if fact is None:
        return None
    for values in itertools.islice(_choices(fact, goal), _MOST_CASES):
        found = instantiated(fact, values)
        if found is None or found[0] in goal.facts or not all(_is_plain(goal.about(c)) for c in found[1]):
            continue
        part = prove(goal.assuming(found[0]))
        if part is not None:
            return Instance(fact, values, part)
    return None


def _choices(fact: Term, goal: Goal) -> Iterator[tuple[Term, ...]]:
    """Values for the first variables of the fact: the symbols of the goal, and numbers."""
    body, variables = meant(fact), []
    while body.op == "forall":
        variables.append(body.args[1])
        body = body.args[0]
    own = [s for s in sorted(symbols(goal.statement), key=str) if s.op == "symbol"]
    pool = [*own, ZERO, number(1)][:4]
    if any(v.op == "tensor" for v in variables) or len(variables) > 3:
        return
    yield from itertools.product(pool, repeat=len(variables))


PROVER = Prover(
    name="quantifiers",
    cost=6,
    attempt=attempt,
    proves=(
        Example("ForAll(x, x**2 >= 0)", ("x: real",)),
        Example("Exists(x, x**2 == u)", ("x: real", "u: nonnegative")),
        Example("ForAll(x, Exists(y, y > x))", ("x, y: real",)),
    ),
    gives_up=(Example("Exists(x, cos(x) == x)", ("x: real",)),),
    corrupted=(
        (Example("ForAll(x, x**2 > 0)", ("x: real",)), Arbitrary(Vanishing())),
        (Example("Exists(x, x**2 < 0)", ("x: real",)), Witness(ZERO, Vanishing())),
    ),
)
