"""Logic: the parts of a conjunction, the last of several alternatives, and the alternatives of a hypothesis.

`a and b` is proved part by part; `a => b`, which says `not a or b`, is proved by showing b where a holds. A hypothesis
that leaves a choice (a one-hot vector has its 1 at some place) is gone through choice by choice.
"""

from __future__ import annotations

from derivcheck.algebra.term import ZERO, Term, relation, symbol
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover, prove_all
from derivcheck.engine.rule import generic
from derivcheck.engine.rules.alternatives import Alternatives
from derivcheck.engine.rules.generic import Generic
from derivcheck.engine.rules.last import Last, last_alternative
from derivcheck.engine.rules.parts import Parts
from derivcheck.engine.rules.vanishing import Vanishing


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    match goal.statement.op:
        case "and":
            parts = prove_all([goal.about(s) for s in goal.statement.args], prove)
            return None if parts is None else Parts(parts)
        case "every":
            part = prove(generic(goal))
            return None if part is None else Generic(part)
        case "or":
            part = prove(last_alternative(goal))
            if part is not None:
                return Last(part)
    choice = next((f for f in goal.facts if _is_open(f, goal)), None)
    if choice is None:
        return None
    parts = prove_all([goal.assuming(a) for a in choice.args], prove)
    return None if parts is None else Alternatives(choice, parts)


def _is_open(fact: Term, goal: Goal) -> bool:
    """A choice between conjunctions of equations, of which none has been taken yet."""
    if fact.op != "or" or any(_is_given(a, goal) for a in fact.args):
        return False
    return all(a.op == "eq" or (a.op == "and" and all(p.op == "eq" for p in a.args)) for a in fact.args)


def _is_given(statement: Term, goal: Goal) -> bool:
    parts = statement.args if statement.op == "and" else (statement,)
    return all(part in goal.facts for part in parts)


_X = symbol("x")

PROVER = Prover(
    name="logic",
    cost=5,
    attempt=attempt,
    proves=(
        Example("x > 1 => x**2 > 1", ("x: real",)),
        Example("x**2 < 1 => -1 < x and x < 1", ("x: real",)),
        Example("y[1]*y[2] == 0", ("y: real[2], one_hot",)),
    ),
    gives_up=(Example("sqrt(x + 2*sqrt(x - 1)) == 1 + sqrt(x - 1)", ("x: real",)),),
    corrupted=(
        (Example("x > 1 => x > 2", ("x: real",)), Last(Vanishing())),
        (Example("x == 1", ("x: real",)), Alternatives(relation("eq", _X, ZERO), (Vanishing(),))),
    ),
)
