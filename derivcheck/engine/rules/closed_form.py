"""A recursion by its closed form."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.algebra.sequences.closed_forms import generic, with_values
from derivcheck.algebra.sequences.sequences import definition_of
from derivcheck.algebra.term import ABSTRACTIONS, BINDERS, QUANTIFIED, Sort, Term, rational, relation, symbol, symbols
from derivcheck.engine.evidence import Evidence
from derivcheck.engine.goal import Goal
from derivcheck.engine.rule import Rule, Support, require_defined, required, support, weakest


@dataclass(frozen=True, slots=True)
class ClosedForm(Evidence):
    """Every value of the sequence that ``value`` belongs to is ``form`` at its place, and so the goal holds."""

    value: Term
    place: Term
    form: Term
    proof: Evidence
    part: Evidence


def place_for(goal: Goal) -> Term:
    """A natural number of which nothing is known."""
    taken = {s for t in (goal.statement, *goal.facts) for s in symbols(t)}
    return next(s for k in range(len(taken) + 1) if (s := symbol(f"place#{k}", Sort.NATURAL)) not in taken)


def everywhere(goal: Goal, value: Term, place: Term, form: Term) -> Goal | None:
    """That the form is right at every place of a sequence of numbers."""
    definition = definition_of(value)
    if definition is None or not symbols(definition).isdisjoint(_bound(goal.statement)):
        return None  # the facts are about a name's value outside, not about those that it goes through within
    first = rational(value.args[3][0][0]) if len(value.args) == 5 else None
    if first is None or first.denominator != 1 or first < 0 or place is not place_for(goal):
        return None
    known = goal.assuming(relation("ge", place, value.args[3][0][0]))
    return known.about(relation("eq", generic(value, place), form))


def _bound(term: Term) -> set[Term]:
    """What the statement binds, or lets grow."""
    own: set[Term] = set()
    if term.op in BINDERS or term.op in ABSTRACTIONS:
        own = {term.args[0 if term.op in BINDERS else 1]}
    elif term.op in QUANTIFIED or term.op == "growth":
        own = set(symbols(term)).union(*(symbols(a) for a in term.args if isinstance(a, Term)))
    return own.union(*map(_bound, term.terms))


def replaced(goal: Goal, value: Term, place: Term, form: Term) -> Goal:
    """The goal with the form for every value: also for those that a limit or a sum goes through."""
    return goal.about(with_values(goal.statement, value.args[0], place, form))


def check(goal: Goal, evidence: ClosedForm) -> Support:
    value, place, form = evidence.value, evidence.place, evidence.form
    first = required(everywhere(goal, value, place, form))
    for side in first.statement.args:
        require_defined(first, side)
    shown = support(first, evidence.proof)
    then = support(replaced(goal, value, place, form), evidence.part)
    return Support(weakest([shown, then]), then.substantial)


RULE = Rule(ClosedForm, check, "closed form")
