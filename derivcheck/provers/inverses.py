"""Inverses: an equation of matrices or vectors, multiplied by the matrices whose inverses it begins or ends with.

`E == 0` says the same as `G @ E == 0` and as `E @ G == 0` if G is invertible. Multiplied through, the inverse of G
cancels: `inv(A + U @ V.T)` and its kin are compared without being known. Which G it is, on which side, is read off the
normal form of E, one step after the other: the largest first, or that of the most summands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from derivcheck.algebra.calculus import expand
from derivcheck.algebra.normal_form.answers import Answer, vanishes
from derivcheck.algebra.normal_form.field import Incomplete, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt as normalised
from derivcheck.algebra.signs.signs import Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.term import (
    BINDERS,
    ONE,
    ZERO,
    Sort,
    Term,
    applied,
    bind,
    bound_index,
    entry,
    fresh_index,
    make,
    symbol,
)
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal, difference
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rule import generic
from derivcheck.engine.rules.generic import Generic
from derivcheck.engine.rules.multiplied import Multiplied, multiplied
from derivcheck.engine.rules.vanishing import Vanishing

_MOST_STEPS = 4
_MOST_CASES = 3


#: A matrix, as a lambda, and the side on which the equation is multiplied by it.
_Step = tuple[Term, str]


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if not _mentions_inverse(goal.statement):
        return None
    tried: set[tuple[_Step, ...]] = set()
    for rank in (_by_size, _by_number):
        steps, product = _multiplied_out(goal, rank)
        found = _everywhere(product, prove) if product is not None and steps not in tried else None
        tried.add(steps)
        if found is not None:
            for matrix, side in reversed(steps):
                found = Multiplied(matrix, side, found)
            return found
    return None


def _by_size(step: _Step, occurrences: int) -> tuple[int, int, str]:
    return len(str(step[0])), occurrences, step[1]


def _by_number(step: _Step, occurrences: int) -> tuple[int, int, str]:
    return occurrences, len(str(step[0])), step[1]


def _multiplied_out(
    goal: Goal, rank: Callable[[_Step, int], tuple[int, int, str]]
) -> tuple[tuple[_Step, ...], Goal | None]:
    """The steps, each the first in rank, until nothing is left of the equation; and what it then reads."""
    steps: tuple[_Step, ...] = ()
    while True:
        opened, indices = _opened(goal)
        # Asked first, since the answer is remembered: the kernel will ask again, and most equations need no more.
        form = ZERO if _vanishes(opened) else _normal_form(opened)
        if form is ZERO:
            return steps, goal
        borders = Counter(_borders(form, indices)) if form is not None and len(steps) < _MOST_STEPS else Counter()
        for step in sorted(borders.keys() - set(steps), key=lambda s: rank(s, borders[s]), reverse=True):
            product = multiplied(goal, *step)
            if product is not None:
                steps, goal = (*steps, step), product
                break
        else:
            return steps, None


def _opened(goal: Goal) -> tuple[Goal, list[Term]]:
    """The equation at arbitrary indices, and these."""
    indices: list[Term] = []
    while goal.statement.op == "every":
        goal = generic(goal)
        indices.append(goal.facts[-1].args[0])
    return goal, indices


def _everywhere(goal: Goal, prove: Prove) -> Evidence | None:
    """The equation at arbitrary indices, if the normal form has something to say of it."""
    if goal.statement.op == "every":
        part = _everywhere(generic(goal), prove)
        return None if part is None else Generic(part)
    answer = vanishes(difference(goal), goal.facts)
    if isinstance(answer, Answer):
        return Vanishing() if answer.state == "zero" else None
    return prove(goal)


def _vanishes(goal: Goal) -> bool:
    answer = vanishes(difference(goal), goal.facts) if goal.statement.op == "eq" else None
    return isinstance(answer, Answer) and answer.state == "zero"


def _normal_form(goal: Goal) -> Term | None:
    """The difference of both sides, in one of the cases if there are any."""
    if goal.statement.op != "eq":
        return None
    facts = goal.facts
    for _ in range(_MOST_CASES):
        try:
            written = expand(difference(goal))
            n = normalised(tuple(expand(f) for f in facts), Oracle(False), (written,))
            return n.field.readable_quotient(n.of(written))
        except Split as split:
            facts = (*facts, split.cases[-1])
        except (Incomplete, TooLarge, Vacuous, Restart):
            return None
    return None


def _borders(form: Term, indices: list[Term]) -> Iterator[_Step]:
    """Matrices whose inverses have the row or column of the equation: once for each summand."""
    for summand in form.args if form.op == "add" else (form,):
        found: dict[_Step, None] = {}
        for part in _parts(summand):
            matrix, *places = part.args if part.op == "inverse" else (part,)
            for index, side in zip(indices, ("left", "right"), strict=False):
                if index in places:
                    own = _renamed(matrix)
                    found[own if index is places[side == "right"] else _transposed(own), side] = None
        yield from found


def _renamed(term: Term) -> Term:
    """The term with names of its bound indices that no inner one has too, as where terms are written."""
    args = [_renamed(a) if isinstance(a, Term) else a for a in term.args]
    if term.op not in BINDERS:
        return make(term.op, *args)
    index, first, last, body = args
    return bind(term.op, index, first, last, body)


def _transposed(matrix: Term) -> Term:
    i = fresh_index(matrix)
    j = fresh_index(matrix, i)
    (_, first, last, inside) = matrix.args
    inner = bind("lambda", j, first, last, applied(matrix, j, i))
    return bind("lambda", i, inside.args[1], inside.args[2], inner)


def _mentions_inverse(term: Term) -> bool:
    return any(part.op == "inverse" for part in _parts(term))


def _parts(term: Term) -> Iterator[Term]:
    """The term and all that it is made of, each once."""
    seen: set[Term] = set()
    waiting = [term]
    while waiting:
        part = waiting.pop()
        if part not in seen:
            seen.add(part)
            waiting += part.terms
            yield part


_N, _ROW, _COLUMN = symbol("n", Sort.SIZE), bound_index(2), bound_index(1)
_ENTRY = entry("B", Sort.REAL, ((ONE, _N), (ONE, _N)), _ROW, _COLUMN)
_MATRIX = make("lambda", _ROW, ONE, _N, make("lambda", _COLUMN, ONE, _N, _ENTRY))
_DECLARED = ("n, m: size", "A: real[n, n]", "B: real[n, n]", "U: real[n, m]", "V: real[m, n]")

PROVER = Prover(
    name="inverses",
    cost=4,
    concerns=frozenset(("every",)),
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
