"""Inverses: an equation of matrices or vectors, multiplied by a matrix whose inverse occurs in it.

`E == 0` says the same as `G @ E == 0` and as `E @ G == 0` if G is invertible. Multiplied through, the inverse of G
cancels: `inv(A + U @ V.T)` and its kin are compared without being known.
"""

from __future__ import annotations

import itertools

from derivcheck.algebra.normal_form.answers import Cases, vanishes
from derivcheck.algebra.term import ONE, Sort, Term, bound_index, entry, make, symbol
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules.generic import Generic, generic
from derivcheck.engine.rules.multiplied import Multiplied, multiplied
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_MATRICES = 3
_MOST_PAIRS = 12


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.op != "every":
        return None
    matrices = sorted(_inverted(goal.statement), key=lambda t: (-len(str(t)), str(t)))[:_MOST_MATRICES]
    steps = [(m, side) for m in matrices for side in ("left", "right")]
    pairs = itertools.islice(itertools.permutations(steps, 2), _MOST_PAIRS)
    for path in ((), *((s,) for s in steps), *pairs) if matrices else ():
        product: Goal | None = goal
        for matrix, side in path:
            product = None if product is None else multiplied(product, matrix, side)
        found = None if product is None else _everywhere(product, prove)
        if found is not None:
            for matrix, side in reversed(path):
                found = Multiplied(matrix, side, found)
            return found
    return None


def _everywhere(goal: Goal, prove: Prove) -> Evidence | None:
    """The equation at arbitrary indices, if the normal form has something to say of it."""
    if goal.statement.op == "every":
        part = _everywhere(generic(goal), prove)
        return None if part is None else Generic(part)
    answer = vanishes(difference(goal), goal.facts)
    if isinstance(answer, Cases):
        return prove(goal)
    return Vanishing() if answer.state == "zero" else None


def _inverted(term: Term) -> set[Term]:
    """The matrices, as lambdas, whose inverses occur."""
    found: set[Term] = set()
    seen: set[Term] = set()
    waiting = [term]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        if part.op == "inverse":
            found.add(part.args[0])
        waiting += part.terms
    return found


_N, _ROW, _COLUMN = symbol("n", Sort.SIZE), bound_index(2), bound_index(1)
_ENTRY = entry("B", Sort.REAL, ((ONE, _N), (ONE, _N)), _ROW, _COLUMN)
_MATRIX = make("lambda", _ROW, ONE, _N, make("lambda", _COLUMN, ONE, _N, _ENTRY))
_DECLARED = ("n, m: size", "A: real[n, n]", "B: real[n, n]", "U: real[n, m]", "V: real[m, n]")

PROVER = Prover(
    name="inverses",
    cost=4,
    attempt=attempt,
    proves=(
        Example("inv(eye(n) + U @ V) @ U == U @ inv(eye(m) + V @ U)", _DECLARED),
        Example("inv(A @ B) == inv(B) @ inv(A)", _DECLARED),
    ),
    gives_up=(Example("inv(A + B) == inv(A) + inv(B)", _DECLARED),),
    corrupted=(
        (Example("A @ B == eye(n)", _DECLARED), Multiplied(_MATRIX, "left", Vanishing())),
        (Example("inv(B) @ A == B", _DECLARED), Multiplied(_MATRIX, "right", Vanishing())),
    ),
)
