"""What is to be proved: a relation between terms, under facts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from derivcheck.algebra import domain
from derivcheck.algebra.calculus import NoDerivative, expand
from derivcheck.algebra.expectation.laws import NoExpectation
from derivcheck.algebra.term import (
    ABSTRACTIONS,
    FALSE,
    TRUE,
    Term,
    conjunction,
    disjunction,
    make,
    never_empty,
    number,
    relation,
    sub,
    symbols,
)
from derivcheck.engine import families, properties, randomness, tensors
from derivcheck.engine.lowering import Lowering
from derivcheck.engine.tensors import Tensor
from derivcheck.engine.variables import Bindings, Unsupported, bounds, entry_name, entry_symbol, key, variable_tensor
from derivcheck.evaluation.instance import Instance
from derivcheck.language.core import Claim, Expr, Kind, Symbol, Type

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

    ``given``: declarations and hypotheses. ``conditions``: of the written statement; the goal assumes both.
    """

    given: tuple[Term, ...]
    statement: Term
    conditions: tuple[Term, ...]

    @property
    def goal(self) -> Goal:
        return Goal(expand(self.statement), tuple(expand(f) for f in (*self.given, *self.conditions)))


def questions(claim: Claim, statement: Expr) -> list[Question]:
    """The claim's statement (or one of its links) in terms, for every value of its free indices.

    Raises Unsupported where terms cannot say it yet.
    """
    indices = [s for s in claim.symbols if s.axis is not None and not _is_symbolic(s)]
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


def _is_symbolic(index: Symbol) -> bool:
    return index.axis is not None and families.is_symbolic(Type(Kind.INTEGER, (index.axis,)))


def _index_range(index: Symbol) -> range:
    assert index.axis is not None
    ((first, last),) = bounds(Type(Kind.INTEGER, (index.axis,)))
    return range(first, last + 1)


def _questions(claim: Claim, statement: Expr, lowering: Lowering) -> list[Question]:
    """One question for each part of a conjunction: a part is false on its own, wherever the others are defined."""
    randomness.refuse_conditioning(claim)
    randomness.symmetrise(lowering, claim)
    hypotheses = [lowering.scalar(h) for h in claim.hypotheses]
    written = lowering.scalar(statement)
    given = [f for s in claim.symbols for f in declarations(s)]
    given += randomness.facts(lowering, claim, (written, *hypotheses))
    given += randomness.signs(lowering, statement)
    given += [f for h in hypotheses for f in _conjuncts(fact_of(h))]
    occurring = {s for t in (written, *hypotheses) for s in symbols(t)}
    given += [f for s in sorted(occurring, key=str) for f in domain.declared(s)]
    facts = tuple(dict.fromkeys(given))
    return [Question(facts, part, conditions(part)) for part in _clauses(written)]


def fact_of(hypothesis: Term) -> Term:
    """What a true hypothesis says, with the conditions under which its parts can be true."""
    if hypothesis.op == "and":
        return conjunction(*(fact_of(h) for h in hypothesis.args))
    if hypothesis.op == "or":
        return disjunction(*(fact_of(h) for h in hypothesis.args))
    if not _has_exact_conditions(hypothesis):
        return TRUE
    return conjunction(*conditions(hypothesis), hypothesis)


def _has_exact_conditions(term: Term) -> bool:
    """Not so at kinks under derivatives, in guards of several parts, and for beta, where conditions only suffice: a
    hypothesis may hold outside of them, so nothing is taken from it."""
    if term.op in ("derivative", "at") or term.op in ABSTRACTIONS or (term.op == "call" and term.args[0] == "beta"):
        return False
    if term.op == "piecewise" and any(c.op in ("and", "or") for c in term.args[1::2]):
        return False
    return all(_has_exact_conditions(t) for t in term.terms)


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


def conditions(statement: Term) -> tuple[Term, ...]:
    """Where a boolean term is defined; what follows in an alternative matters only where the first fails."""
    if statement.op == "and":
        found = [c for part in statement.args for c in conditions(part)]
    elif statement.op == "every":
        index, first, last, body = statement.args
        own = (relation("le", first, index), relation("le", index, last))
        inner = [c for c in conditions(body) if c not in own]
        empty = FALSE if never_empty(first, last) else relation("lt", last, first)
        found = [make("every", index, first, last, c) if index in symbols(c) else disjunction(empty, c) for c in inner]
    elif statement.op == "or":
        *earlier, last = statement.args
        found = [c for part in earlier for c in conditions(part)]
        found += [disjunction(*earlier, c) for c in conditions(last)]
    else:
        found = list(domain.conditions(statement))
    return tuple(dict.fromkeys(c for c in found if c is not TRUE))


def declarations(variable: Symbol) -> list[Term]:
    """What a declaration says beyond the sort of its entries."""
    if not isinstance(variable.type, Type) or variable.law is not None:
        return []
    if variable.axis is not None:
        return list(_range_of(variable)) if _is_symbolic(variable) else []
    if families.is_symbolic(variable.type):
        one_hot = "one_hot" in variable.properties
        if one_hot:
            return families.chosen(variable_tensor(variable), entry_name(variable))
        return properties.facts(variable) if len(variable.type.shape) == 2 else []
    if not variable.properties and variable.within is None:
        return []
    tensor = variable_tensor(variable)
    found: list[Term] = []
    if variable.within is not None:
        low, high = variable.within
        for entry in tensors.entries(tensor):
            found += [relation("gt", entry, number(low))] if low is not None else []
            found += [relation("lt", entry, number(high))] if high is not None else []
    for name in sorted(variable.properties):
        found += _property(name, tensor)
    return found


def _range_of(index: Symbol) -> tuple[Term, ...]:
    """A free index of symbolic range lies within it."""
    assert index.axis is not None
    ranges = families.axes(Type(Kind.INTEGER, (index.axis,)))
    if ranges is None:
        return ()
    ((first, last),) = ranges
    own = entry_symbol(index)
    return relation("le", first, own), relation("le", own, last)


def _property(name: str, a: Tensor) -> list[Term]:
    match name:
        case "symmetric":
            return _symmetry(a)
        case "diagonal":
            n = len(a)
            return [relation("eq", a[i][j], number(0)) for i in range(n) for j in range(n) if i != j]
        case "orthogonal":
            product, unit = tensors.matmul(tensors.transpose(a), a), tensors.identity(len(a))
            pairs = zip(tensors.entries(product), tensors.entries(unit), strict=True)
            return [relation("eq", x, y) for x, y in pairs]
        case "invertible":
            return [relation("ne", tensors.determinant(a), number(0))]
        case "positive_definite":
            minors = [tensors.determinant(tuple(row[:k] for row in a[:k])) for k in range(1, len(a) + 1)]
            return [*_symmetry(a), *(relation("gt", m, number(0)) for m in minors)]
        case "positive_semidefinite":
            diagonal = [relation("ge", a[k][k], number(0)) for k in range(len(a))]
            return [*_symmetry(a), *diagonal, relation("ge", tensors.determinant(a), number(0))]
        case "one_hot":
            return [_one_hot(tensors.entries(a))]
    return []


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
            names = tensors.entries(variable_tensor(variable))
            found.update(zip(names, _flat(value), strict=False))
    return found


def _flat(value: Any) -> list[Any]:
    return [x for part in value for x in _flat(part)] if isinstance(value, tuple) else [value]


def _symmetry(a: Tensor) -> list[Term]:
    return [relation("eq", a[i][j], a[j][i]) for i in range(len(a)) for j in range(i)]


def _one_hot(entries: list[Term]) -> Term:
    """One of the entries is 1 and the others are 0."""
    return disjunction(
        *(
            conjunction(*(relation("eq", e, number(int(i == k))) for i, e in enumerate(entries)))
            for k in range(len(entries))
        )
    )


def difference(goal: Goal) -> Term:
    """Left side minus right side of a relation."""
    return sub(*goal.statement.args)
