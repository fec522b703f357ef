"""Induction: a claim for all natural numbers, and values of recursions.

A recursion is unfolded by its definition. What is left is shown at the first places, as many as the recursion looks
back, and at each further place from those before it.
"""

from __future__ import annotations

from derivcheck.algebra.sequences.numerators import numerators
from derivcheck.algebra.sequences.sequences import definition_of
from derivcheck.algebra.signs.whole_numbers import contradiction
from derivcheck.algebra.term import Sort, Term, is_bound, rational, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.prover import Example, Prove, Prover
from derivcheck.engine.rules import induction
from derivcheck.engine.rules.arithmetic import Arithmetic
from derivcheck.engine.rules.forgotten import Forgotten, without
from derivcheck.engine.rules.induction import Induction
from derivcheck.engine.rules.lemma import Lemma
from derivcheck.engine.rules.unfolded import Unfolded, unfold
from derivcheck.engine.rules.vanishing import Vanishing

_LATEST_START = 4
_MORE = 3


def attempt(goal: Goal, prove: Prove) -> Evidence | None:
    if goal.statement.op in ("or", "and", "every", "false"):
        return None
    depth = max((len(d.args) - 5 for d in _definitions(goal.statement)), default=0)
    found = _cleared(goal, prove) if depth else None
    if found is not None:
        return found
    opened = unfold(goal) if depth else None
    if opened is not None and opened.statement is not goal.statement:
        part = prove(opened)
        if part is not None:
            return Unfolded(part)
    for variable in _variables(goal):
        # That a place is left out does not hold for the place before, and is hardly ever needed.
        gaps = tuple(f for f in goal.facts if f.op == "ne" and variable in symbols(f))
        for left_out in (gaps, ()) if gaps else ((),):
            known, places = without(goal, left_out), max(depth, 1)
            found = _by_induction(known, variable, places, prove) or _later(known, variable, places, prove)
            if found is not None:
                return Forgotten(left_out, found) if left_out else found
    return None


def _cleared(goal: Goal, prove: Prove) -> Evidence | None:
    """An equation between quotients of sequences, by that of its numerators."""
    fact = numerators(goal.statement, goal.facts) if goal.statement.op == "eq" else None
    if fact is None or fact in goal.facts:
        return None
    proof = prove(goal.about(fact))
    part = None if proof is None else prove(goal.assuming(fact))
    return None if proof is None or part is None else Lemma(fact, proof, part)


def _later(goal: Goal, variable: Term, depth: int, prove: Prove) -> Evidence | None:
    """A bound whose step holds only after some more places, which are shown one by one."""
    if goal.statement.op not in ("le", "lt", "ge", "gt"):
        return None
    start = _start(goal, variable)
    step = None if start is None else induction.step(goal, variable, start, depth + _MORE)
    opened = None if step is None else unfold(step)
    if opened is None or _by_arithmetic(opened) is None:
        return None
    return _by_induction(goal, variable, depth + _MORE, prove)


def _by_induction(goal: Goal, variable: Term, depth: int, prove: Prove) -> Evidence | None:
    start = _start(goal, variable)
    step = None if start is None else induction.step(goal, variable, start, depth)
    if start is None or step is None:
        return None
    bases: list[Evidence] = []
    for k in range(depth):
        base = induction.base(goal, variable, start, k)
        part = None if base is None else _shown(base, prove)
        if part is None:
            return None
        bases.append(part)
    last = _shown(step, prove)
    return None if last is None else Induction(variable, start, tuple(bases), last)


def _shown(goal: Goal, prove: Prove) -> Evidence | None:
    opened = unfold(goal)
    part = None if opened is None else _by_arithmetic(opened) or prove(opened)
    return None if part is None else Unfolded(part)


def _by_arithmetic(goal: Goal) -> Evidence | None:
    """An inequality that a solver sees at once, powers being but numbers to it."""
    if goal.statement.op in ("le", "lt", "ge", "gt"):
        for whole in (False, True):
            if contradiction(goal.statement, goal.facts, whole).found:
                return Arithmetic(whole)
    return None


def _start(goal: Goal, variable: Term) -> int | None:
    """The least place at which the variable can be, as far as its facts say."""
    lowest = {Sort.NATURAL: 0, Sort.SIZE: 1}.get(variable.args[1])
    for fact in goal.facts:
        for own, other, ops in ((0, 1, ("ge", "gt")), (1, 0, ("le", "lt"))):
            if fact.op in ops and fact.args[own] is variable:
                value = rational(fact.args[other])
                if value is not None and value.denominator == 1 and abs(value) <= _LATEST_START:
                    at = int(value) + (fact.op in ("gt", "lt"))
                    lowest = at if lowest is None else max(lowest, at)
    return lowest


def _variables(goal: Goal) -> list[Term]:
    """Integers from which a recursion, a power, a sum or a factorial depends.

    Not sizes of matrices and vectors whose inverse, determinant or function is spoken of: those of different sizes
    have nothing to do with each other.
    """
    found: dict[Term, None] = {}
    _collect(goal.statement, False, found)
    return sorted(found.keys() - _sizes(goal.statement), key=str)[:2]


def _sizes(term: Term, within: bool = False) -> set[Term]:
    inside = within or term.op == "lambda"
    own = symbols(term.args[2]) if term.op == "lambda" or (inside and term.op == "sum") else set()
    return set(own).union(*(_sizes(part, inside) for part in term.terms))


def _collect(term: Term, inside: bool, found: dict[Term, None]) -> None:
    if term.op == "symbol":
        if inside and term.args[1].integral and not is_bound(term) and "'" not in str(term.args[0]):
            found[term] = None
        return
    for position, part in enumerate(term.args):
        if isinstance(part, Term) and part is not definition_of(term):
            growing = (
                (term.op == "power" and position == 1)
                or (term.op == "sum" and position in (1, 2))
                or (term.op == "entry" and position == 4 and definition_of(term) is not None)
                or (term.op == "call" and term.args[0] in ("factorial", "binomial"))
            )
            _collect(part, inside or growing, found)


def _definitions(term: Term) -> set[Term]:
    own = definition_of(term)
    found = set() if own is None else {own}
    return found.union(*(_definitions(part) for part in term.terms))


_N, _M = symbol("n", Sort.NATURAL), symbol("n", Sort.INTEGER)

PROVER = Prover(
    name="induction",
    cost=70,
    attempt=attempt,
    proves=(
        Example("2**n >= n + 1", ("n: natural",)),
        Example("Sum(k**3, (k, 1, n)) == (n*(n + 1)/2)**2", ("n: natural",)),
    ),
    gives_up=(Example("2**n >= n**2", ("n: natural",)),),
    corrupted=(
        (Example("2**n >= n + 2", ("n: natural",)), Induction(_N, 0, (Vanishing(),), Vanishing())),
        (Example("2**n >= n + 2", ("n: natural",)), Induction(_N, 0, (), Vanishing())),
        (Example("2**n >= n + 2", ("n: natural",)), Induction(_N, 2, (Vanishing(),), Vanishing())),
        (Example("2**n >= n + 1", ("n: integer",)), Induction(_M, 0, (Vanishing(),), Vanishing())),
    ),
)
