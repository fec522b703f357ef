"""What is to be proved: a relation between terms, under facts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.expectation.laws import NoExpectation
from derivcheck.algebra.term import TRUE, Term, disjunction, number, sub, symbols
from derivcheck.engine.declared import properties
from derivcheck.engine.declared.declarations import declarations, is_symbolic_index
from derivcheck.engine.declared.extrema import Extrema
from derivcheck.engine.definedness import conditions, fact_of, speaks_of_all
from derivcheck.engine.lowering import Lowering, randomness
from derivcheck.engine.lowering.symmetry import symmetrise
from derivcheck.engine.tensors import explicit, families
from derivcheck.engine.tensors.variables import Bindings, Unsupported, bounds, entry_symbol, key, variable_tensor
from derivcheck.evaluation.instance import Instance
from derivcheck.language.core import Call, Claim, Expr, Kind, Symbol, Type, Variable
from derivcheck.language.elaboration.symbols import walk

_MOST_INSTANCES = 256


@dataclass(frozen=True, slots=True)
class Goal:
    """A boolean term to be shown true wherever the facts hold and it is defined."""

    statement: Term
    facts: tuple[Term, ...]

    def assuming(self, *facts: Term) -> Goal:
        parts = (part for f in facts for part in _conjuncts(f))
        return replace(self, facts=(*self.facts, *(part for part in parts if part is not TRUE)))

    def about(self, statement: Term) -> Goal:
        return replace(self, statement=statement)


@dataclass(frozen=True, slots=True)
class Question:
    """A claim in terms: what is given, what is to be shown, and where it is defined.

    ``given``: declarations and hypotheses. ``conditions``: of the written statement. ``definitions``: of names in it,
    where the conditions hold. The goal assumes all three.
    """

    given: tuple[Term, ...]
    statement: Term
    conditions: tuple[Term, ...]
    definitions: tuple[Term, ...] = ()

    @property
    def goal(self) -> Goal:
        facts = (*self.given, *self.definitions, *self.conditions)
        return Goal(expand(self.statement), tuple(map(expand, facts)))


def questions(claim: Claim, statement: Expr) -> list[Question]:
    """The claim's statement (or one of its links) in terms, for every value of its free indices.

    Raises Unsupported where terms cannot say it yet. What was asked for last is kept: the kernel asks again.
    """
    global _last
    if _last is None or _last[0] is not claim or _last[1] is not statement:
        _last = claim, statement, tuple(_all_questions(claim, statement))
    return list(_last[2])


_last: tuple[Claim, Expr, tuple[Question, ...]] | None = None


def _all_questions(claim: Claim, statement: Expr) -> list[Question]:
    indices = [s for s in claim.symbols if s.axis is not None and not is_symbolic_index(s)]
    ranges = [_index_range(s) for s in indices]
    count = 1
    for values_of_one in ranges:
        count *= len(values_of_one)
    if count > _MOST_INSTANCES:
        raise Unsupported(f"{count} combinations of indices are too many to go through")
    found: dict[Question, None] = {}
    for values in itertools.product(*ranges):
        bindings: Bindings = {key(s): number(v) for s, v in zip(indices, values, strict=True)}
        try:
            for question in _questions(claim, statement, Lowering(bindings)):
                found[question] = None
        except NoDerivative as name:
            raise Unsupported(f"the derivative of `{name}` is not known yet") from None
        except NoExpectation as reason:
            raise Unsupported(str(reason)) from None
    return list(found)


def _index_range(index: Symbol) -> range:
    assert index.axis is not None
    ((first, last),) = bounds(Type(Kind.INTEGER, (index.axis,)))
    return range(first, last + 1)


def _questions(claim: Claim, statement: Expr, lowering: Lowering) -> list[Question]:
    """One question for each part of a conjunction: a part is false on its own, wherever the others are defined."""
    randomness.refuse_conditioning(claim)
    symmetrise(lowering, claim)
    lowering.inverted = _inverted(statement)
    hypotheses = [lowering.scalar(h) for h in claim.hypotheses]
    written = lowering.scalar(statement)
    given = [f for s in claim.symbols for f in declarations(s)]
    given += randomness.facts(lowering, claim, (written, *hypotheses))
    given += randomness.signs(lowering, statement)
    given += properties.of_functions(lowering.of, (statement, *claim.hypotheses))
    given += [f for h in hypotheses for f in _conjuncts(fact_of(h))]
    occurring = {s for t in (written, *hypotheses) for s in symbols(t)}
    given += [f for s in sorted(occurring, key=str) for f in domain.declared(s)]
    facts = tuple(dict.fromkeys(given))
    return _with_named_extrema([question for part in _clauses(written) for question in _about(facts, part)])


def _with_named_extrema(asked: list[Question]) -> list[Question]:
    """The questions with what defines largest and smallest values in their place."""
    names = Extrema()
    result = []
    for q in asked:
        given, needed = tuple(map(names.named, q.given)), tuple(map(names.named, q.conditions))
        statement = names.named(q.statement)
        result.append(Question(given, statement, needed, names.facts(statement, given)))
    return result


def _inverted(statement: Expr) -> frozenset[Symbol]:
    """The matrices that are declared to have inverses, or whose inverses stand in the statement."""
    nodes = list(walk((statement,)))
    found = {n.args[0] for n in nodes if isinstance(n, Call) and n.op == "inverse"}
    declared = {"invertible", "orthogonal", "positive_definite"}
    names = (n for n in nodes if isinstance(n, Variable))
    return frozenset(n.symbol for n in names if n in found or n.symbol.properties & declared)


def _about(facts: tuple[Term, ...], statement: Term) -> list[Question]:
    """The question, after those about conditions that no reader could check: on what holds for all values."""
    found = conditions(statement)
    plain = tuple(c for c in found if not speaks_of_all(c))
    return [*(Question(facts, c, plain) for c in found if c not in plain), Question(facts, statement, plain)]


def _conjuncts(fact: Term) -> tuple[Term, ...]:
    return fact.args if fact.op == "and" else (fact,)


def _clauses(statement: Term) -> list[Term]:
    """The statement as a conjunction of parts that are not conjunctions themselves."""
    if statement.op == "and":
        return [c for part in statement.args for c in _clauses(part)]
    if statement.op == "or":
        choices = [_clauses(part) for part in statement.args]
        count = 1
        for choice in choices:
            count *= len(choice)
        if count > _MOST_INSTANCES:
            raise Unsupported("the statement has too many parts")
        return [disjunction(*parts) for parts in itertools.product(*choices)] if count > 1 else [statement]
    return [statement]


def values_of(variables: Sequence[Symbol], instance: Instance) -> dict[Term, Any]:
    """The values of scalars and of entries of explicit tensors at an instance, by their terms."""
    found: dict[Term, Any] = {}
    for variable in variables:
        value = instance.values.get((variable.name, variable.number))
        if value is None and variable.name in instance.sizes:
            value = instance.sizes[variable.name]
        if value is None or not isinstance(variable.type, Type):
            continue
        if not isinstance(value, tuple):
            found[entry_symbol(variable)] = value
        elif not families.is_symbolic(variable.type):
            names = explicit.entries(variable_tensor(variable))
            found.update(zip(names, _flat(value), strict=False))
    return found


def _flat(value: Any) -> list[Any]:
    return [x for part in value for x in _flat(part)] if isinstance(value, tuple) else [value]


def difference(goal: Goal) -> Term:
    """Left side minus right side of a relation."""
    return sub(*goal.statement.args)
