"""Whether a term is zero, whether a condition holds: the questions that the normal form answers.

`vanishes` is the one way to ask whether a term is zero. It is trusted: its answer ``zero`` means that the
term is zero at every real point at which the facts hold and the term is defined.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from derivcheck.algebra import visible
from derivcheck.algebra.calculus import expand
from derivcheck.algebra.domain import conditions, declared
from derivcheck.algebra.matrices import forms
from derivcheck.algebra.normal_form import constants
from derivcheck.algebra.normal_form.field import Incomplete, Quotient, Restart, TooLarge, Vacuous
from derivcheck.algebra.normal_form.learning import attempt
from derivcheck.algebra.normal_form.normaliser import Facts, Normaliser
from derivcheck.algebra.signs.signs import NONNEGATIVE, NONPOSITIVE, NULL, Split
from derivcheck.algebra.signs.solver import Oracle
from derivcheck.algebra.solve import solved_for, solved_tensor
from derivcheck.algebra.sums import mentions_bound
from derivcheck.algebra.term import RELATIONS, ZERO, Term, relation, substitute, symbols, with_tensor


@dataclass(frozen=True, slots=True)
class Answer:
    """``state``: zero, nonzero (not shown to be zero), vacuous (no such point), or incomplete with a ``reason``."""

    state: str
    solver: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cases:
    """The answer depends on which of these facts (which cover all cases) holds."""

    facts: tuple[Term, ...]


@lru_cache(maxsize=4096)
def vanishes(term: Term, facts: Facts = (), solver: bool = True) -> Answer | Cases:
    """Whether ``term`` is zero wherever it is defined and the facts (boolean terms) hold."""
    oracle = Oracle(solver)
    try:
        written, given = eliminated(expand(term), tuple(expand(f) for f in facts))
        normaliser = attempt(given, oracle, (written,))
        zero = _is_zero(normaliser, normaliser.of(written))
        return Answer("zero", oracle.used) if zero else _not_shown(normaliser, oracle, written)
    except Vacuous as reason:
        return Answer("vacuous", oracle.used, str(reason))
    except Split as split:
        return _cases(split, oracle)
    except (Incomplete, TooLarge, Restart) as reason:
        return Answer("incomplete", oracle.used, str(reason))


def _cases(split: Split, oracle: Oracle) -> Answer | Cases:
    if mentions_bound(split.polynomial):
        return Answer("incomplete", oracle.used, f"the {split} for every index of a sum")
    return Cases(split.cases)


def _not_shown(n: Normaliser, oracle: Oracle, goal: Term) -> Answer | Cases:
    """A case that contradicts itself proves all; a fact that waits for a case distinction may help yet."""
    if oracle.inconsistent(n.field, n.knowledge.facts):
        return Answer("vacuous", oracle.used)
    for fact, split in n.waiting:
        concerns = goal.op == "false" or not symbols(fact).isdisjoint(symbols(goal))
        if concerns and not mentions_bound(split.polynomial):
            return Cases(split.cases)
    return _forced_equation(n, oracle, goal) or Answer("nonzero", oracle.used)


def _forced_equation(n: Normaliser, oracle: Oracle, goal: Term) -> Cases | None:
    """A quantity that is known to be nonnegative and turns out to be zero, as x - y where x <= y <= x."""
    for term, signs in n.knowledge.facts.items():
        if signs == NULL and solved_for(relation("eq", term, ZERO), goal) is not None:
            return Cases(Split(term, ("gt", "eq", "lt")).cases)
    weak = [term for term, signs in n.knowledge.facts.items() if signs in (NONNEGATIVE, NONPOSITIVE)]
    if len(weak) < 2:
        return None
    for term in weak:
        if oracle.proves(n.field, n.knowledge.facts, n.of(term).n, NULL):
            return Cases(Split(term, ("gt", "eq", "lt")).cases)
    return None


def _is_zero(n: Normaliser, value: Quotient) -> bool:
    reduced = n.field.reduce(value.n)
    if constants.vanishes(n.field, reduced):
        return True
    # On p = 0, a multiple of p is zero.
    equations = [fact for fact, signs in n.knowledge.facts.items() if signs == NULL]
    for fact in equations:
        p = n.of(fact).n
        if not p.is_constant() and divmod(reduced, p)[1].is_zero():
            return True
    return False


@lru_cache(maxsize=4096)
def holds(condition: Term, facts: Facts = (), solver: bool = True) -> Answer | Cases:
    """Whether a boolean term is true wherever it is defined and the facts hold: state zero stands for true."""
    oracle = Oracle(solver)
    try:
        if visible.follows(expand(condition), facts):
            return Answer("zero")
        written, given = eliminated(expand(condition), tuple(expand(f) for f in facts))
        terms = tuple(a for c in _comparisons(written) for a in c.args)
        normaliser = attempt(given, oracle, terms)
        true = forms.holds(normaliser, written) or normaliser.truth(written)
        return Answer("zero", oracle.used) if true else _not_shown(normaliser, oracle, written)
    except Vacuous as reason:
        return Answer("vacuous", oracle.used, str(reason))
    except Split as split:
        return _cases(split, oracle)
    except Restart:
        return Answer("incomplete", oracle.used, "the exponents have no common unit")
    except (Incomplete, TooLarge) as reason:
        return Answer("incomplete", oracle.used, str(reason))


def _comparisons(condition: Term) -> list[Term]:
    if condition.op in RELATIONS:
        return [condition]
    return [c for part in condition.terms for c in _comparisons(part)]


def eliminated(term: Term, facts: Facts) -> tuple[Term, Facts]:
    """Use facts ``symbol == value`` (and linear ones) to replace symbols everywhere."""
    term, remaining = _without_tensors(term, list(facts))
    progress = True
    while progress:
        progress = False
        for position, fact in enumerate(remaining):
            solution = solved_for(fact, term) if fact.op == "eq" else None
            if solution is not None:
                variable, value = solution
                values = {variable: value}
                remaining = [substitute(f, values) for k, f in enumerate(remaining) if k != position]
                remaining += _sort_facts(variable, value)
                term = substitute(term, values)
                progress = True
                break
    return term, tuple(remaining)


def _without_tensors(term: Term, facts: list[Term]) -> tuple[Term, list[Term]]:
    """Use facts that give a whole tensor, entry by entry."""
    for position, fact in enumerate(facts):
        solution = solved_tensor(fact)
        if solution is not None:
            others = [with_tensor(f, *solution) for k, f in enumerate(facts) if k != position]
            return _without_tensors(with_tensor(term, *solution), others)
    return term, facts


def _sort_facts(variable: Term, value: Term) -> list[Term]:
    """What the replaced symbol's sort said, now said of its value."""
    return [*conditions(value), *(substitute(c, {variable: value}) for c in declared(variable))]
